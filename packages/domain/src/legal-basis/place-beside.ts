import type { CooperationKind } from './cooperation-kind.ts'
import type { Candidate } from './legal-bases.ts'
import type { Considered, Reason } from './reason.ts'

/** A convention that takes the place of bilateral treaties on its subject between its parties, and lets them be supplemented. */
interface Replacing {
  readonly kinds: readonly CooperationKind[]
  readonly replaces: string
  readonly supplements: string
  /** When it was opened: treaties signed before cannot have been made to supplement it. */
  readonly opened: string
}

const replacing: Readonly<Record<string, Replacing>> = {
  'cets-024': { kinds: ['extradition', 'provisional-arrest'], replaces: '28(1)', supplements: '28(2)', opened: '1957-12-13' },
  'cets-030': { kinds: ['mutual-legal-assistance'], replaces: '26(1)', supplements: '26(3)', opened: '1959-04-20' },
}

interface Placed {
  readonly kept: readonly Candidate[]
  readonly replaced: readonly Considered[]
}

function cite(instrument: string, article: string): Reason['provisions'] {
  return [{ instrument, article, verified: true }]
}

function withReason(candidate: Candidate, reasons: readonly Reason[], doubts: readonly Reason[] = []): Candidate {
  const { basis } = candidate
  return { ...candidate, basis: { ...basis, reasons: [...basis.reasons, ...reasons], doubts: [...basis.doubts, ...doubts] } }
}

function fallsOut({ basis: { instrument, evidence } }: Candidate, reason: Reason): Considered {
  return { instrument, reason, evidence }
}

function place(candidate: Candidate, id: string, rule: Replacing): Candidate | Considered {
  const { signed } = candidate.of
  if (signed === undefined) return withReason(candidate, [], [{ code: 'may-be-replaced', provisions: cite(id, rule.replaces) }])
  if (signed < rule.opened) return fallsOut(candidate, { code: 'replaced', provisions: cite(id, rule.replaces) })
  return withReason(candidate, [{ code: 'supplements-convention', provisions: cite(id, rule.supplements) }])
}

/**
 * Sets bilateral treaties beside the convention that both States are bound by, and older treaties beside those that
 * supersede them. European Convention on Extradition, art. 28; European Convention on Mutual Assistance, art. 26; Vienna
 * Convention on the Law of Treaties, art. 30.
 */
export function placeBeside(candidates: readonly Candidate[], kind: CooperationKind): Placed {
  const kept: Candidate[] = []
  const replaced: Considered[] = []
  const rule = candidates.map(({ of }) => [of.id, replacing[of.id]] as const).find(([, found]) => found?.kinds.includes(kind))
  for (const candidate of candidates) {
    const newer = candidates.find(({ of }) => of.supersedes?.includes(candidate.of.id))
    if (newer !== undefined) {
      replaced.push(fallsOut(candidate, { code: 'replaced', provisions: cite(newer.of.id, '') }))
      continue
    }
    const placed = candidate.of.reach === 'bilateral' && rule?.[1] !== undefined ? place(candidate, rule[0], rule[1]) : candidate
    if ('of' in placed) kept.push(placed)
    else replaced.push(placed)
  }
  return { kept, replaced }
}
