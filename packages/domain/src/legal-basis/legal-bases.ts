import type { Provision } from '../requirement/finding.ts'
import { bound, isOpenTo, partyFor } from './bound.ts'
import { coverageOf } from './coverage.ts'
import { basisPurpose } from './cooperation-kind.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import { owesNothing, shortfallOf } from './obligation.ts'
import { placeBeside } from './place-beside.ts'
import type { Question } from './question.ts'
import type { Considered, LegalBasisAnswer, RankedBasis, Reason } from './reason.ts'
import { reservationOn } from './reservation.ts'
import { scopeOf } from './scope.ts'

/** A basis before it has its place among the others, with the instrument that it is of. */
export interface Candidate {
  readonly of: Instrument
  /** Steps of the reasoning that are shown for it to serve at all; what it says of single measures is none of them. */
  readonly steps: number
  readonly basis: Omit<RankedBasis, 'rank'>
}

type Outcome =
  | { readonly kind: 'basis'; readonly candidate: Candidate }
  | { readonly kind: 'excluded' | 'unknown'; readonly considered: Considered }

/** What the instrument's own standing adds: a protocol rests on its parent; a scheme is no treaty. */
function standing({ id, parent, form }: Instrument): { readonly reasons: Reason[]; readonly doubts: Reason[] } {
  const reasons: Reason[] =
    parent === undefined ? [] : [{ code: 'rests-on-parent', provisions: [{ instrument: parent, article: '', verified: true }] }]
  const doubts: Reason[] =
    form === 'scheme' ? [{ code: 'scheme-only', provisions: [{ instrument: id, article: '', verified: false }] }] : []
  return { reasons, doubts }
}

function consider(instrument: Instrument, question: Question, law: Law): Outcome {
  const { id } = instrument
  const { requesting, requested, date } = question
  const basis = instrument.provisions[basisPurpose[question.kind]]
  const binding = bound(requesting, requested, id, date, law)
  const { evidence } = binding
  const fallOut = (kind: 'excluded' | 'unknown', reason: Reason): Outcome => ({ kind, considered: { instrument: id, reason, evidence } })
  if (binding.answer !== 'bound') {
    const values = {
      ...(binding.state !== undefined && { state: binding.state }),
      ...(instrument.inForce !== undefined && { date: instrument.inForce }),
    }
    return fallOut(binding.answer === 'unknown' ? 'unknown' : 'excluded', { code: binding.reason, provisions: [], values })
  }
  const scope = scopeOf(instrument, question, law)
  if (scope.answer !== 'covered') {
    // What it falls out for is the offence: who is bound since when is not what that rests on.
    return { kind: scope.answer === 'unknown' ? 'unknown' : 'excluded', considered: { instrument: id, reason: scope.reason, evidence: [] } }
  }
  const reserved = reservationOn(instrument, basis?.article ?? '', [partyFor(id, requesting, law), partyFor(id, requested, law)], date, law)
  if (reserved.excluded !== undefined) return fallOut('excluded', reserved.excluded)
  const article = { instrument: id, article: basis?.article ?? '', verified: basis?.verified ?? false }
  const { since, sinceAtLatest, verified } = binding
  const because: Reason =
    since === undefined
      ? { code: 'both-bound-undated', provisions: [article], values: sinceAtLatest === undefined ? {} : { date: sinceAtLatest } }
      : { code: 'both-bound', provisions: [article], values: { date: since } }
  const own = standing(instrument)
  const extended = (binding.territories ?? []).map((recorded): Reason => ({
    code: 'territory-extended',
    provisions: [{ instrument: id, article: recorded.article, verified: recorded.verified === 'yes' }],
    values: { state: recorded.territory },
  }))
  const coverage = coverageOf(instrument, question)
  const shortfall = shortfallOf(instrument, question.kind)
  const unverified: Reason[] = verified === 'yes' ? [] : [{ code: 'unverified-fact', provisions: [] }]
  const candidate: Candidate = {
    of: instrument,
    steps: 1 + own.reasons.length + scope.reasons.length,
    basis: {
      instrument: id,
      provision: article.article,
      ...(since !== undefined && { since }),
      ...(sinceAtLatest !== undefined && { sinceAtLatest }),
      reasons: [because, ...extended, ...own.reasons, ...scope.reasons, ...coverage.reasons],
      doubts: [
        ...(shortfall === undefined ? [] : [shortfall]),
        ...unverified,
        ...scope.doubts,
        ...coverage.doubts,
        ...own.doubts,
        ...reserved.doubts,
      ],
      coverage: coverage.measures,
      verified,
      evidence,
    },
  }
  return { kind: 'basis', candidate }
}

const nearness: readonly Instrument['reach'][] = ['bilateral', 'regional', 'universal']

/** Nearer treaties first, for they prevail; a scheme after every treaty; then the one with fewer doubts, then the one of which less must be shown. */
function byPrecedence(a: Candidate, b: Candidate): number {
  const bindingFirst = Number(a.of.form === 'scheme') - Number(b.of.form === 'scheme')
  const nearer = nearness.indexOf(a.of.reach) - nearness.indexOf(b.of.reach)
  const clearer = a.basis.doubts.length - b.basis.doubts.length
  return [bindingFirst, nearer, clearer].find((difference) => difference !== 0) ?? a.steps - b.steps
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
 * doubts; what was considered and fell out; what nobody can tell from the data; and, where no treaty serves, that
 * reciprocity and domestic law are left.
 */
export function legalBases(question: Question, law: Law): LegalBasisAnswer {
  const { kind, requesting, requested } = question
  // What is open to other parts of the world only was never an alternative.
  const outcomes = law
    .candidates(kind, requesting, requested)
    .filter((instrument) => isOpenTo(instrument, [requesting, requested], law))
    .map((instrument) => consider(instrument, question, law))
  const bearing = outcomes.flatMap((outcome) => (outcome.kind === 'basis' ? [outcome.candidate] : []))
  const { kept, replaced } = placeBeside(bearing, kind)
  const found = kept.toSorted(byPrecedence)
  const bases = found.map((candidate, place): RankedBasis => ({
    ...candidate.basis,
    rank: place + 1,
    reasons: [...candidate.basis.reasons, ...(kind === 'mutual-legal-assistance' ? combined(candidate, found) : [])],
  }))
  const considered = (of: 'excluded' | 'unknown'): Considered[] =>
    outcomes.flatMap((outcome) => (outcome.kind === of ? [outcome.considered] : []))
  // An invitation to agree leaves them where no treaty would.
  const isServed = bases.some(({ doubts }) => !doubts.some(owesNothing))
  const otherwise: Reason[] = isServed || requesting === requested ? [] : [{ code: 'reciprocity', provisions: [] }]
  return { bases, excluded: [...replaced, ...considered('excluded')], unknown: considered('unknown'), otherwise }
}
