import type { Relation } from '@comity/contract/law-question'
import { bound } from '@comity/domain/legal-basis/bound'
import { basisPurpose, type CooperationKind } from '@comity/domain/legal-basis/cooperation-kind'
import type { Instrument } from '@comity/domain/legal-basis/instrument'
import type { Law } from '@comity/domain/legal-basis/law'
import { owesNothing, shortfallOf } from '@comity/domain/legal-basis/obligation'
import { listingOf } from '@comity/reference/bilateral-list'
import { listStates } from '@comity/reference/state'

const nearness: readonly Instrument['reach'][] = ['bilateral', 'regional', 'universal']

/** The nearest instrument that binds two States and serves a kind of cooperation on a date; offences are not asked. */
export function relationOf(state: string, other: string, kind: CooperationKind, date: string, law: Law): Relation {
  let undecided = 0
  let best: { readonly instrument: Instrument; readonly binding: ReturnType<typeof bound> & { answer: 'bound' } } | undefined
  for (const instrument of law.candidates(kind, state, other)) {
    // A scheme is agreed policy: it makes nobody a partner in law.
    if (instrument.form === 'scheme') continue
    // So is an article that only invites the parties to agree.
    const shortfall = shortfallOf(instrument, kind)
    if (shortfall !== undefined && owesNothing(shortfall)) continue
    const binding = bound(state, other, instrument.id, date, law)
    if (binding.answer === 'unknown') undecided += 1
    if (binding.answer !== 'bound') continue
    if (best === undefined || nearness.indexOf(instrument.reach) < nearness.indexOf(best.instrument.reach)) best = { instrument, binding }
  }
  if (best === undefined) {
    // A treaty between the two that is not in the data may exist all the same, but for a list that is known to be whole.
    const listing = listingOf(state, other, kind, date)
    return { state: other, relation: undecided === 0 && listing === 'complete' ? 'none' : 'unknown', undecided, listing }
  }
  const { instrument, binding } = best
  const { article = '', verified = false } = instrument.provisions[basisPurpose[kind]] ?? {}
  const { since, sinceAtLatest } = binding
  const basis = {
    instrument: instrument.id,
    article,
    articleVerified: verified,
    ...(since !== undefined && { since }),
    ...(sinceAtLatest !== undefined && { sinceAtLatest }),
    verified: binding.verified,
  }
  return { state: other, relation: instrument.reach, basis, undecided }
}

/** How a State stands to every other for a kind of cooperation on a date. */
export function relationsOf(state: string, kind: CooperationKind, date: string, law: Law): readonly Relation[] {
  return listStates()
    .filter(({ code }) => code !== state)
    .map(({ code }) => relationOf(state, code, kind, date, law))
}
