import { bound } from './bound.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import type { Question } from './question.ts'
import type { Considered, LegalBasisAnswer, RankedBasis, Reason } from './reason.ts'
import { scopeOf } from './scope.ts'

type Unranked = Omit<RankedBasis, 'rank'>

type Outcome =
  | { readonly kind: 'basis'; readonly basis: Unranked }
  | { readonly kind: 'excluded' | 'unknown'; readonly considered: Considered }

function dropUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function consider(instrument: Instrument, question: Question, law: Law): Outcome {
  const { id, reach } = instrument
  const assistance = instrument.provisions.assistance
  const binding = bound(question.requesting, question.requested, id, question.date, law)
  const { evidence } = binding
  if (binding.answer !== 'bound') {
    const values = dropUndefined({ state: binding.state, date: instrument.inForce })
    const reason: Reason = { code: binding.reason, provisions: [], values }
    return { kind: binding.answer === 'unknown' ? 'unknown' : 'excluded', considered: { instrument: id, reason, evidence } }
  }
  const scope = scopeOf(id, question, law)
  if (scope.answer !== 'covered') {
    return { kind: scope.answer === 'unknown' ? 'unknown' : 'excluded', considered: { instrument: id, reason: scope.reason, evidence } }
  }
  const article = { instrument: id, article: assistance?.article ?? '', verified: assistance?.verified ?? false }
  const { since, sinceAtLatest, verified } = binding
  const because: Reason =
    since === undefined
      ? { code: 'both-bound-undated', provisions: [article], values: dropUndefined({ date: sinceAtLatest }) }
      : { code: 'both-bound', provisions: [article], values: { date: since } }
  const doubts: Reason[] = verified === 'yes' ? [...scope.doubts] : [{ code: 'unverified-fact', provisions: [] }, ...scope.doubts]
  const basis: Unranked = {
    instrument: id,
    reach,
    provision: article.article,
    ...(since !== undefined && { since }),
    ...(sinceAtLatest !== undefined && { sinceAtLatest }),
    reasons: [because, ...scope.reasons],
    doubts,
    verified,
    evidence,
  }
  return { kind: 'basis', basis }
}

const nearness: readonly Instrument['reach'][] = ['bilateral', 'regional', 'universal']

/** Nearer treaties first, for they prevail; among equals the one with fewer doubts, then the one of which less must be shown. */
function byPrecedence(a: Unranked, b: Unranked): number {
  const nearer = nearness.indexOf(a.reach) - nearness.indexOf(b.reach)
  const clearer = a.doubts.length - b.doubts.length
  return nearer !== 0 ? nearer : clearer !== 0 ? clearer : a.reasons.length - b.reasons.length
}

/**
 * What stands between a treaty of mutual legal assistance and a convention beside it: the treaty's own
 * provisions apply, the convention's where the parties agree or where the treaty is silent.
 * UNTOC art. 18(6), (7); UNCAC art. 46(6), (7); 1988 Convention art. 7(6), (7).
 */
function combined(basis: Unranked, all: readonly Unranked[], law: Law): Reason[] {
  const prevailing = all.find(({ reach }) => reach !== 'universal')
  if (prevailing === undefined) {
    const provision = law.findInstrument(basis.instrument)?.provisions['prevailing-treaty']
    if (provision === undefined) return []
    // Said only of what the data hold: another treaty may exist.
    return [{ code: 'no-treaty-known', provisions: [{ instrument: basis.instrument, ...provision }] }]
  }
  const universal = all.filter(({ reach }) => reach === 'universal')
  if (basis.reach !== 'universal') {
    const provisions = universal.flatMap(({ instrument }) => {
      const provision = law.findInstrument(instrument)?.provisions['prevailing-treaty']
      return provision === undefined ? [] : [{ instrument, ...provision }]
    })
    return provisions.length === 0 ? [] : [{ code: 'treaty-prevails', provisions }]
  }
  const provision = law.findInstrument(basis.instrument)?.provisions['prevailing-treaty']
  if (provision === undefined) return []
  return [{ code: 'fills-gaps', provisions: [{ instrument: basis.instrument, ...provision }], values: { treaty: prevailing.instrument } }]
}

/**
 * The bases on which a request can rest between two States on a date, ranked, each with its reasons and its
 * doubts; what was considered and fell out; and what nobody can tell from the data.
 */
export function legalBases(question: Question, law: Law): LegalBasisAnswer {
  const isAsked = (state: string): boolean => state === question.requesting || state === question.requested
  const outcomes = law.instruments
    .filter(({ provisions, between }) => provisions.assistance !== undefined && (between === undefined || between.every(isAsked)))
    .map((instrument) => consider(instrument, question, law))
  const found = outcomes.flatMap((outcome) => (outcome.kind === 'basis' ? [outcome.basis] : [])).toSorted(byPrecedence)
  const bases = found.map((basis, place): RankedBasis => ({
    ...basis,
    rank: place + 1,
    reasons: [...basis.reasons, ...combined(basis, found, law)],
  }))
  const considered = (kind: 'excluded' | 'unknown'): Considered[] =>
    outcomes.flatMap((outcome) => (outcome.kind === kind ? [outcome.considered] : []))
  return { bases, excluded: considered('excluded'), unknown: considered('unknown') }
}
