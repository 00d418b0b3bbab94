import type { Proposal } from '@comity/contract/reference'
import type { Translate } from '@comity/language/translate'
import { translator } from '@comity/language/translator'
import { type Answer, type Given, languageOf, UsageError } from './command.ts'
import { demand, listOf } from './law-arguments.ts'
import { refused } from './problem-text.ts'
import { differenceLines } from './reference-differences.ts'
import { getRemote } from './remote.ts'

function line({ id, instrument, asOf, count, standing, source, proposedBy, settledBy }: Proposal, t: Translate): string {
  const who = [proposedBy.name, ...(settledBy === undefined ? [] : [settledBy.name])].join(' → ')
  return `${id}  ${instrument}  ${asOf}  ${count}  ${t(`cli.reference.standing.${standing}`)}  ${source}  ${who}`
}

function idOf(id: string | undefined): string {
  if (id === undefined) throw new UsageError('the id of a proposal is missing; comity reference proposals lists them')
  return id
}

/** Lists what was proposed on an instance. */
export async function listProposals(given: Given): Promise<Answer> {
  const t = translator(languageOf(given))
  const page = await getRemote().listProposals({})
  if (!page.ok) return refused(page.problem, t)
  return { exit: 0, text: page.value.items.map((proposal) => line(proposal, t)).join('\n'), data: page.value }
}

/** Shows what one proposal would change now. */
export async function showProposal(given: Given, [id]: readonly string[]): Promise<Answer> {
  const language = languageOf(given)
  const t = translator(language)
  const proposal = await getRemote().getProposal({ params: { proposal: idOf(id) } })
  if (!proposal.ok) return refused(proposal.problem, t)
  const { differences, shown } = proposal.value
  const text = [line(proposal.value, t), ...differenceLines(differences, t, language), t('cli.reference.shown', { shown })]
  return { exit: 0, text: text.join('\n'), data: proposal.value }
}

/** Approves a proposal as the second person, each conflict settled. */
export async function approveProposal(given: Given, [id]: readonly string[]): Promise<Answer> {
  const t = translator(languageOf(given))
  const settle = Object.fromEntries([
    ...listOf(given, 'take').map((state) => [state, 'take'] as const),
    ...listOf(given, 'keep').map((state) => [state, 'keep'] as const),
  ])
  const params = { proposal: idOf(id) }
  const approved = await getRemote().approveProposal({ params, body: { shown: demand(given, 'shown'), settle } })
  return approved.ok ? { exit: 0, text: line(approved.value, t), data: approved.value } : refused(approved.problem, t)
}

/** Declines a proposal, with the reason that is kept. */
export async function declineProposal(given: Given, [id]: readonly string[]): Promise<Answer> {
  const t = translator(languageOf(given))
  const declined = await getRemote().declineProposal({ params: { proposal: idOf(id) }, body: { reason: demand(given, 'reason') } })
  return declined.ok ? { exit: 0, text: line(declined.value, t), data: declined.value } : refused(declined.problem, t)
}
