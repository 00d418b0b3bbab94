import type { ProfileProposal } from '@comity/contract/profile'
import type { Proposal } from '@comity/contract/reference'
import type { Result } from '@comity/domain/result'
import type { Translate } from '@comity/language/translate'
import { translator } from '@comity/language/translator'
import { type Answer, type Given, languageOf, UsageError } from './command.ts'
import { demand, listOf } from './law-arguments.ts'
import { refused } from './problem-text.ts'
import { differenceLines } from './reference-differences.ts'
import { profileLine, profileProposalText } from './reference-profile.ts'
import { getRemote } from './remote.ts'

function line({ id, instrument, asOf, count, standing, source, proposedBy, settledBy }: Proposal, t: Translate): string {
  const who = [proposedBy.name, ...(settledBy === undefined ? [] : [settledBy.name])].join(' → ')
  return `${id}  ${instrument}  ${asOf}  ${count}  ${t(`cli.reference.standing.${standing}`)}  ${source}  ${who}`
}

function idOf(id: string | undefined): string {
  if (id === undefined) throw new UsageError('the id of a proposal is missing; comity reference proposals lists them')
  return id
}

function profileAnswer(settled: Result<ProfileProposal>, t: Translate): Answer {
  return settled.ok ? { exit: 0, text: profileLine(settled.value, t), data: settled.value } : refused(settled.problem, t)
}

/** Lists what was proposed on an instance: lists of parties, then profiles of States. */
export async function listProposals(given: Given): Promise<Answer> {
  const t = translator(languageOf(given))
  const remote = getRemote()
  const page = await remote.listProposals({})
  if (!page.ok) return refused(page.problem, t)
  const profiles = await remote.listProfileProposals({})
  if (!profiles.ok) return refused(profiles.problem, t)
  const lines = [...page.value.items.map((proposal) => line(proposal, t)), ...profiles.value.items.map((one) => profileLine(one, t))]
  return { exit: 0, text: lines.join('\n'), data: { ...page.value, profiles: profiles.value.items } }
}

/** Shows what one proposal would change now. */
export async function showProposal(given: Given, [id]: readonly string[]): Promise<Answer> {
  const language = languageOf(given)
  const t = translator(language)
  const remote = getRemote()
  const params = { proposal: idOf(id) }
  const profile = await remote.getProfileProposal({ params })
  if (profile.ok) return { exit: 0, text: profileProposalText(profile.value, t), data: profile.value }
  const proposal = await remote.getProposal({ params })
  if (!proposal.ok) return refused(proposal.problem, t)
  const { differences, shown } = proposal.value
  const text = [line(proposal.value, t), ...differenceLines(differences, t, language), t('cli.reference.shown', { shown })]
  return { exit: 0, text: text.join('\n'), data: proposal.value }
}

/** Approves a proposal as the second person; of a list, the differences that were shown, each conflict settled. */
export async function approveProposal(given: Given, [id]: readonly string[]): Promise<Answer> {
  const t = translator(languageOf(given))
  const settle = Object.fromEntries([
    ...listOf(given, 'take').map((state) => [state, 'take'] as const),
    ...listOf(given, 'keep').map((state) => [state, 'keep'] as const),
  ])
  const remote = getRemote()
  const params = { proposal: idOf(id) }
  if ((await remote.getProfileProposal({ params })).ok) return profileAnswer(await remote.approveProfileProposal({ params }), t)
  const approved = await remote.approveProposal({ params, body: { shown: demand(given, 'shown'), settle } })
  return approved.ok ? { exit: 0, text: line(approved.value, t), data: approved.value } : refused(approved.problem, t)
}

/** Declines a proposal, with the reason that is kept. */
export async function declineProposal(given: Given, [id]: readonly string[]): Promise<Answer> {
  const t = translator(languageOf(given))
  const remote = getRemote()
  const params = { proposal: idOf(id) }
  const call = { params, body: { reason: demand(given, 'reason') } }
  if ((await remote.getProfileProposal({ params })).ok) return profileAnswer(await remote.declineProfileProposal(call), t)
  const declined = await remote.declineProposal(call)
  return declined.ok ? { exit: 0, text: line(declined.value, t), data: declined.value } : refused(declined.problem, t)
}
