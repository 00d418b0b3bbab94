import type { Provision } from '../requirement/finding.ts'
import { bound } from './bound.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import type { Question } from './question.ts'
import type { Considered, LegalBasisAnswer, RankedBasis, Reason } from './reason.ts'
import { scopeOf } from './scope.ts'

/** A basis before it has its place among the others, with the instrument that it is of. */
interface Candidate {
  readonly of: Instrument
  readonly basis: Omit<RankedBasis, 'rank'>
}

type Outcome =
  | { readonly kind: 'basis'; readonly candidate: Candidate }
  | { readonly kind: 'excluded' | 'unknown'; readonly considered: Considered }

function dropUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function consider(instrument: Instrument, question: Question, law: Law): Outcome {
  const { id } = instrument
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
  const basis: Candidate['basis'] = {
    instrument: id,
    provision: article.article,
    ...(since !== undefined && { since }),
    ...(sinceAtLatest !== undefined && { sinceAtLatest }),
    reasons: [because, ...scope.reasons],
    doubts,
    verified,
    evidence,
  }
  return { kind: 'basis', candidate: { of: instrument, basis } }
}

const nearness: readonly Instrument['reach'][] = ['bilateral', 'regional', 'universal']

/** Nearer treaties first, for they prevail; among equals the one with fewer doubts, then the one of which less must be shown. */
function byPrecedence(a: Candidate, b: Candidate): number {
  const nearer = nearness.indexOf(a.of.reach) - nearness.indexOf(b.of.reach)
  const clearer = a.basis.doubts.length - b.basis.doubts.length
  return nearer !== 0 ? nearer : clearer !== 0 ? clearer : a.basis.reasons.length - b.basis.reasons.length
}

/** What a convention says of a treaty of mutual legal assistance beside it. */
function onPrevailing({ id, provisions }: Instrument): Provision[] {
  const provision = provisions['prevailing-treaty']
  return provision === undefined ? [] : [{ instrument: id, ...provision }]
}

/**
 * What stands between a treaty of mutual legal assistance and a convention beside it: the treaty's own
 * provisions apply, the convention's where the parties agree or where the treaty is silent.
 * UNTOC art. 18(6), (7); UNCAC art. 46(6), (7); 1988 Convention art. 7(6), (7).
 */
function combined({ of }: Candidate, all: readonly Candidate[]): Reason[] {
  const universal = all.map((candidate) => candidate.of).filter(({ reach }) => reach === 'universal')
  if (of.reach !== 'universal') {
    const provisions = universal.flatMap(onPrevailing)
    return provisions.length === 0 ? [] : [{ code: 'treaty-prevails', provisions }]
  }
  const provisions = onPrevailing(of)
  if (provisions.length === 0) return []
  // That there is none is said only of what the data hold.
  return [{ code: universal.length < all.length ? 'fills-gaps' : 'no-treaty-known', provisions }]
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
  const found = outcomes.flatMap((outcome) => (outcome.kind === 'basis' ? [outcome.candidate] : [])).toSorted(byPrecedence)
  const bases = found.map((candidate, place): RankedBasis => ({
    ...candidate.basis,
    rank: place + 1,
    reasons: [...candidate.basis.reasons, ...combined(candidate, found)],
  }))
  const considered = (kind: 'excluded' | 'unknown'): Considered[] =>
    outcomes.flatMap((outcome) => (outcome.kind === kind ? [outcome.considered] : []))
  return { bases, excluded: considered('excluded'), unknown: considered('unknown') }
}
