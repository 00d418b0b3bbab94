import { knownStates } from '@comity/answers/law/known'
import type { ProfileProposal, ProfileProposalView } from '@comity/contract/profile'
import { invalid } from '@comity/domain/problem'
import { isStale } from '@comity/domain/requirement/profile'
import { changesNothing, isReview, profileChange, sameProfile } from '@comity/domain/requirement/profile-change'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import type { Tables } from '../platform/tables.ts'
import type { EffectiveLaw } from './effective-law.ts'
import { checkProfile } from './profile-rules.ts'
import {
  addProfileProposal,
  addProfileVersion,
  findProfileProposal,
  findProfileProposalForChange,
  holdProfiles,
  listProfileProposalRows,
  listProfileVersions,
  settleProfileProposal,
} from './profile-store.ts'
import type { ProfileProposalRow } from './tables.ts'

/** What keeps the profiles of States true. */
export interface ProfileParts {
  readonly db: Kysely<Tables>
  readonly self: string
  readonly effective: EffectiveLaw
}

type ProfileHandlers = Pick<
  Handlers,
  'getProfile' | 'proposeProfile' | 'listProfileProposals' | 'getProfileProposal' | 'approveProfileProposal' | 'declineProfileProposal'
>

function proposalOf(row: ProfileProposalRow): ProfileProposal {
  const { id, state, rests_on, note, file, review, standing, settled_by, settled_by_name, settled_at, reason } = row
  return {
    id,
    state,
    restsOn: rests_on,
    ...(note !== null && { note }),
    ...(file !== null && { file }),
    review,
    standing,
    proposedBy: { account: row.proposed_by, name: row.proposed_by_name, at: row.proposed_at },
    ...(settled_by !== null && { settledBy: { account: settled_by, name: settled_by_name ?? '', at: settled_at ?? '' } }),
    ...(reason !== null && { reason }),
  }
}

/** Handlers of the operations that keep profiles true: one officer proposes, another approves, and nothing is lost on the way. */
export function profileHandlers({ db, self, effective }: ProfileParts): ProfileHandlers {
  /** Whether what a proposal was made against is not what stands. */
  function isOvertaken({ state, rests_on, before }: ProfileProposalRow): boolean {
    return effective.profileVersion(state) !== rests_on || !sameProfile(before ?? undefined, effective.findProfile(state))
  }

  function view(row: ProfileProposalRow): ProfileProposalView {
    const { before, profile, state, standing } = row
    const conflict = standing === 'proposed' && isOvertaken(row)
    const current = effective.findProfile(state)
    return {
      ...proposalOf(row),
      profile,
      ...(before !== null && { before }),
      change: profileChange(before ?? undefined, profile),
      conflict,
      ...(conflict && current !== undefined && { since: profileChange(before ?? undefined, current) }),
    }
  }

  return {
    async getProfile({ params: { state } }, call) {
      const known = knownStates({ state })
      if (!known.ok) return known
      const profile = effective.findProfile(state)
      return ok({
        state,
        version: effective.profileVersion(state),
        ...(profile !== undefined && { profile }),
        stale: profile !== undefined && isStale(profile, localDate(call.now, self)),
        versions: await listProfileVersions(db, state),
      })
    },
    async proposeProfile({ body: { profile, restsOn, note, file } }, call) {
      const today = localDate(call.now, self)
      const checked = checkProfile(profile, { law: effective.current(), profiles: effective.listProfiles(), today })
      if (!checked.ok) return checked
      const { state } = profile
      const actor = actorOf(call)
      const id = newId()
      return call.transact(id, async (trx): Promise<Result<ProfileProposalView>> => {
        await effective.rebuild(trx)
        const before = effective.findProfile(state)
        const version = effective.profileVersion(state)
        if (version !== restsOn) return fail({ code: 'version-conflict', values: { version } })
        const change = profileChange(before, profile)
        if (changesNothing(change)) return fail(invalid('profile', 'nothing-changed'))
        const row = await addProfileProposal(trx, {
          id,
          state,
          rests_on: version,
          before: before === undefined ? null : JSON.stringify(before),
          profile: JSON.stringify(profile),
          note: note ?? null,
          file: file ?? null,
          review: isReview(change),
          proposed_by: actor.id,
          proposed_by_name: actor.name,
          proposed_at: call.now,
        })
        return ok(view(row))
      })
    },
    async listProfileProposals({ query: { cursor, limit, state, standing } }) {
      if (cursor !== undefined && !/^[\da-f-]{36}$/u.test(cursor)) return fail(invalid('cursor', 'not-of-this-kind'))
      const rows = await listProfileProposalRows(db, { before: cursor, state, standing, limit: limit + 1 })
      const items = rows.slice(0, limit).map(proposalOf)
      const last = items.at(-1)
      return ok(rows.length > limit && last !== undefined ? { items, next: last.id } : { items })
    },
    async getProfileProposal({ params }) {
      const row = await findProfileProposal(db, params.proposal)
      return row === undefined ? fail({ code: 'not-found' }) : ok(view(row))
    },
    async approveProfileProposal({ params }, call) {
      const actor = actorOf(call)
      const result = await call.transact(params.proposal, async (trx) => {
        const row = await findProfileProposalForChange(trx, params.proposal)
        if (row === undefined) return fail({ code: 'not-found' })
        if (row.standing !== 'proposed') return fail({ code: 'act-not-available' })
        if (row.proposed_by === actor.id) return fail({ code: 'not-the-second-person' })
        await holdProfiles(trx)
        // Another process may have approved something since this one built its law.
        await effective.rebuild(trx)
        if (isOvertaken(row)) return fail({ code: 'version-conflict', values: { version: effective.profileVersion(row.state) } })
        const settled = await settleProfileProposal(trx, row.id, { standing: 'approved', by: actor.id, name: actor.name, at: call.now })
        await addProfileVersion(trx, {
          state: row.state,
          version: row.rests_on + 1,
          profile: JSON.stringify(row.profile),
          proposal: row.id,
          at: call.now,
        })
        return ok(proposalOf(settled))
      })
      // Only what is committed stands.
      if (result.ok) await effective.rebuild(db)
      return result
    },
    async declineProfileProposal({ params, body }, call) {
      const actor = actorOf(call)
      return call.transact(params.proposal, async (trx) => {
        const row = await findProfileProposalForChange(trx, params.proposal)
        if (row === undefined) return fail({ code: 'not-found' })
        if (row.standing !== 'proposed') return fail({ code: 'act-not-available' })
        const settled = { standing: 'declined' as const, by: actor.id, name: actor.name, at: call.now, reason: body.reason }
        return ok(proposalOf(await settleProfileProposal(trx, row.id, settled)))
      })
    },
  }
}
