import { createHash } from 'node:crypto'
import { knownInstrument } from '@comity/answers/law/known'
import type { Difference, Proposal, ProposalView } from '@comity/contract/reference'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import { readWhole } from '../platform/read-whole.ts'
import type { Tables } from '../platform/tables.ts'
import { differencesMade, differencesOf, digestOf } from './difference.ts'
import type { EffectiveLaw } from './effective-law.ts'
import { publishers, readStatus, sourceLimit } from './import/read-status.ts'
import { agesOf } from './stale.ts'
import {
  addProposal,
  addRows,
  findProposal,
  findProposalForChange,
  listChangeRows,
  listProposalRows,
  listRowsOf,
  settleProposal,
} from './store.ts'
import type { LawProposalRow } from './tables.ts'

/** What keeps the law true. */
export interface ReferenceParts {
  readonly db: Kysely<Tables>
  readonly self: string
  readonly effective: EffectiveLaw
}

type ReferenceHandlers = Pick<
  Handlers,
  'proposeReference' | 'listProposals' | 'getProposal' | 'approveProposal' | 'declineProposal' | 'listReferenceChanges' | 'listStale'
>

function proposalOf(row: LawProposalRow): Proposal {
  const { id, instrument, format, name, sha256, title, source, as_of, count, standing, reason } = row
  const { settled_by, settled_by_name, settled_at } = row
  return {
    id,
    instrument,
    format,
    name,
    sha256,
    ...(title !== null && { title }),
    source,
    asOf: as_of,
    count,
    standing,
    proposedBy: { account: row.proposed_by, name: row.proposed_by_name, at: row.proposed_at },
    ...(settled_by !== null && { settledBy: { account: settled_by, name: settled_by_name ?? '', at: settled_at ?? '' } }),
    ...(reason !== null && { reason }),
  }
}

/** The changes that an approver takes. @returns `invalid-input` naming the State of the first conflict that is not settled */
function taken(differences: readonly Difference[], settle: Readonly<Record<string, 'take' | 'keep'>>): Result<readonly Difference[]> {
  const open = differences.find(({ state, conflict }) => conflict && settle[state] === undefined)
  if (open !== undefined) return fail(invalid(`settle.${open.state}`, 'source-conflict', { state: open.state }))
  return ok(differences.filter(({ state }) => settle[state] !== 'keep'))
}

/** Handlers of the operations that keep the law true: one officer reads a list in, another approves what it changes. */
export function referenceHandlers({ db, self, effective }: ReferenceParts): ReferenceHandlers {
  function differences(row: LawProposalRow): Result<readonly Difference[]> {
    const law = effective.current()
    const instrument = knownInstrument(row.instrument, law)
    if (!instrument.ok) return instrument
    const list = { rows: row.rows, source: row.source, asOf: row.as_of }
    const standing = law.listParticipations(row.instrument)
    return ok(differencesOf(instrument.value, list, standing, (state) => effective.isApproved(row.instrument, state)))
  }

  function view(row: LawProposalRow): Result<ProposalView> {
    const found = differences(row)
    return found.ok ? ok({ ...proposalOf(row), differences: found.value, shown: digestOf(found.value) }) : found
  }

  return {
    async proposeReference({ query, body }, call) {
      const instrument = knownInstrument(query.instrument, effective.current())
      if (!instrument.ok) return instrument
      if (instrument.value.between !== undefined) return fail(invalid('instrument', 'source-bilateral'))
      const publisher = query.source ?? publishers[query.format]
      if (publisher === '') return fail(invalid('source', 'required'))
      const bytes = await readWhole(body.stream, sourceLimit)
      if (!bytes.ok) return bytes
      const status = readStatus(bytes.value, query.format, query)
      if (!status.ok) return status
      const today = localDate(call.now, self)
      if (status.value.asOf > today) return fail(invalid('asOf', 'source-future'))
      const { rows, asOf, count, title } = status.value
      const actor = actorOf(call)
      const id = newId()
      return call.transact(id, async (trx) =>
        view(
          await addProposal(trx, {
            id,
            instrument: query.instrument,
            format: query.format,
            name: query.name,
            sha256: createHash('sha256').update(bytes.value).digest('hex'),
            title: title?.slice(0, 300) ?? null,
            source: [publisher, ...(query.source === undefined ? [instrument.value.collection] : [])].filter(Boolean).join(', '),
            as_of: asOf,
            count,
            rows: JSON.stringify(rows),
            proposed_by: actor.id,
            proposed_by_name: actor.name,
            proposed_at: call.now,
          }),
        ),
      )
    },
    async listProposals({ query: { cursor, limit, standing } }) {
      if (cursor !== undefined && !/^[\da-f-]{36}$/u.test(cursor)) return fail(invalid('cursor', 'not-of-this-kind'))
      const rows = await listProposalRows(db, { before: cursor, standing, limit: limit + 1 })
      const items = rows.slice(0, limit).map(proposalOf)
      const last = items.at(-1)
      return ok(rows.length > limit && last !== undefined ? { items, next: last.id } : { items })
    },
    async getProposal({ params }) {
      const row = await findProposal(db, params.proposal)
      if (row === undefined) return fail({ code: 'not-found' })
      if (row.standing !== 'approved') return view(row)
      const made = differencesMade(await listRowsOf(db, row.id))
      return ok({ ...proposalOf(row), differences: made, shown: digestOf(made) })
    },
    async approveProposal({ params, body }, call) {
      const actor = actorOf(call)
      const result = await call.transact(params.proposal, async (trx) => {
        const row = await findProposalForChange(trx, params.proposal)
        if (row === undefined) return fail({ code: 'not-found' })
        if (row.standing !== 'proposed') return fail({ code: 'act-not-available' })
        if (row.proposed_by === actor.id) return fail({ code: 'not-the-second-person' })
        // Another process may have approved something since this one built its law.
        await effective.rebuild(trx)
        const found = differences(row)
        if (!found.ok) return found
        if (digestOf(found.value) !== body.shown) return fail({ code: 'version-conflict' })
        const changes = taken(found.value, body.settle)
        if (!changes.ok) return changes
        await addRows(trx, row.id, call.now, changes.value)
        return ok(proposalOf(await settleProposal(trx, row.id, { standing: 'approved', by: actor.id, name: actor.name, at: call.now })))
      })
      // Only what is committed is law.
      if (result.ok) await effective.rebuild(db)
      return result
    },
    async declineProposal({ params, body }, call) {
      const actor = actorOf(call)
      return call.transact(params.proposal, async (trx) => {
        const row = await findProposalForChange(trx, params.proposal)
        if (row === undefined) return fail({ code: 'not-found' })
        if (row.standing !== 'proposed') return fail({ code: 'act-not-available' })
        const settled = { standing: 'declined' as const, by: actor.id, name: actor.name, at: call.now, reason: body.reason }
        return ok(proposalOf(await settleProposal(trx, row.id, settled)))
      })
    },
    async listReferenceChanges({ query: { cursor, limit, instrument, state } }) {
      if (cursor !== undefined && !/^\d{1,15}$/u.test(cursor)) return fail(invalid('cursor', 'not-of-this-kind'))
      const rows = await listChangeRows(db, {
        ...(cursor !== undefined && { before: Number(cursor) }),
        instrument,
        state,
        limit: limit + 1,
      })
      const items = rows.slice(0, limit).map(({ before, proposed_by_name, settled_by_name, ...row }) => ({
        ...row,
        ...(before !== null && { before }),
        proposedBy: proposed_by_name,
        approvedBy: settled_by_name ?? '',
      }))
      const last = items.at(-1)
      return ok(rows.length > limit && last !== undefined ? { items, next: String(last.seq) } : { items })
    },
    async listStale({ query }, call) {
      const on = query.on ?? localDate(call.now, self)
      return ok({ on, items: agesOf(effective.current(), effective.listProfiles(), on, query.days) })
    },
  }
}
