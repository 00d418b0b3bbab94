import type { ProfileApproval, ProfileProposal, ProfileProposalView } from '@comity/contract/profile'
import type { Actor } from '@comity/domain/account/role'
import { invalid } from '@comity/domain/problem'
import { isStale, type StateProfile } from '@comity/domain/requirement/profile'
import { changesNothing, isReview, profileChange } from '@comity/domain/requirement/profile-change'
import { fail, ok } from '@comity/domain/result'
import { findProfile } from '@comity/reference/profile'
import { findState } from '@comity/reference/state'

type Handle = (input: { params: Record<string, string>; query: Record<string, unknown>; body: unknown }, actor: Actor) => unknown

interface Kept {
  readonly proposal: ProfileProposal
  readonly profile: StateProfile
  readonly before: StateProfile | undefined
}

/** Profiles as delivered, and as two persons of the desk change them. */
export function profileOperations(clock: () => string): Record<string, Handle> {
  const proposals = new Map<string, Kept>()
  const versions = new Map<string, { profile: StateProfile; approval: ProfileApproval }[]>()

  const standing = (state: string) => versions.get(state)?.at(-1)
  const current = (state: string) => standing(state)?.profile ?? findProfile(state)
  const versionOf = (state: string) => standing(state)?.approval.version ?? 0

  function view({ proposal, profile, before }: Kept): ProfileProposalView {
    const conflict = proposal.standing === 'proposed' && versionOf(proposal.state) !== proposal.restsOn
    const now = current(proposal.state)
    return {
      ...proposal,
      profile,
      ...(before !== undefined && { before }),
      change: profileChange(before, profile),
      conflict,
      ...(conflict && now !== undefined && { since: profileChange(before, now) }),
    }
  }
  function settle(kept: Kept, actor: Actor, outcome: 'approved' | 'declined', reason?: string): ProfileProposal {
    const settledBy = { account: actor.id, name: actor.name, at: clock() }
    const proposal = { ...kept.proposal, standing: outcome, settledBy, ...(reason !== undefined && { reason }) }
    proposals.set(proposal.id, { ...kept, proposal })
    return proposal
  }

  return {
    getProfile({ params: { state = '' } }) {
      if (findState(state) === undefined) return fail({ code: 'unknown-state' })
      const profile = current(state)
      return ok({
        state,
        version: versionOf(state),
        ...(profile !== undefined && { profile }),
        stale: profile !== undefined && isStale(profile, clock().slice(0, 10)),
        versions: (versions.get(state) ?? []).map(({ approval }) => approval).toReversed(),
      })
    },
    proposeProfile({ body }, actor) {
      const { profile, restsOn, note } = body as { profile: StateProfile; restsOn: number; note?: string }
      if (isStale(profile, clock().slice(0, 10))) return fail(invalid('profile.reviewBy', 'review-past'))
      if (versionOf(profile.state) !== restsOn) return fail({ code: 'version-conflict' })
      const before = current(profile.state)
      const change = profileChange(before, profile)
      if (changesNothing(change)) return fail(invalid('profile', 'nothing-changed'))
      const id = crypto.randomUUID()
      const proposedBy = { account: actor.id, name: actor.name, at: clock() }
      const proposal = { id, state: profile.state, restsOn, review: isReview(change), standing: 'proposed' as const, proposedBy }
      const kept = { proposal: { ...proposal, ...(note !== undefined && { note }) }, profile, before }
      proposals.set(id, kept)
      return ok(view(kept))
    },
    listProfileProposals({ query: { state } }) {
      const all = [...proposals.values()].map(({ proposal }) => proposal).toReversed()
      return ok({ items: all.filter((proposal) => state === undefined || proposal.state === state) })
    },
    getProfileProposal({ params: { proposal = '' } }) {
      const kept = proposals.get(proposal)
      return kept === undefined ? fail({ code: 'not-found' }) : ok(view(kept))
    },
    approveProfileProposal({ params: { proposal = '' } }, actor) {
      const kept = proposals.get(proposal)
      if (kept === undefined) return fail({ code: 'not-found' })
      const { state, restsOn, proposedBy, review } = kept.proposal
      if (proposedBy.account === actor.id) return fail({ code: 'not-the-second-person' })
      if (view(kept).conflict) return fail({ code: 'version-conflict' })
      const approval = { version: restsOn + 1, proposal, proposedBy: proposedBy.name, approvedBy: actor.name, at: clock(), review }
      versions.set(state, [...(versions.get(state) ?? []), { profile: kept.profile, approval }])
      return ok(settle(kept, actor, 'approved'))
    },
    declineProfileProposal({ params: { proposal = '' }, body }, actor) {
      const kept = proposals.get(proposal)
      return kept === undefined ? fail({ code: 'not-found' }) : ok(settle(kept, actor, 'declined', (body as { reason: string }).reason))
    },
  }
}
