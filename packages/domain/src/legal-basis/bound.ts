import { daysLater, type Evidence, lastDayOf, type Verified, weakest } from './evidence.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import type { Participation } from './participation.ts'
import { objector } from './reservation.ts'
import type { NotBoundReason, UnknownReason } from './reason-code.ts'
import type { Territorial } from './territory.ts'

interface Told {
  readonly evidence: readonly Evidence[]
  /** The State on account of which it is so. */
  readonly state?: string
  /** What is recorded of the territories that were asked about. */
  readonly territories?: readonly Territorial[]
}

/** Whether two States are bound to each other by an instrument on a date, with what the answer rests on. */
export type Binding =
  | (Told & {
      readonly answer: 'bound'
      /** The first day on which both were bound, where known. */
      readonly since?: string
      /** Where that day is not known: a day on which both were bound already. */
      readonly sinceAtLatest?: string
      readonly verified: Verified
    })
  | (Told & { readonly answer: 'not-bound'; readonly reason: NotBoundReason })
  | (Told & { readonly answer: 'unknown'; readonly reason: UnknownReason })

function evidenceOfInstrument(instrument: Instrument): Evidence {
  const { source, asOf, verified, inForce } = instrument
  return { source, asOf, verified, ...(inForce !== undefined && { inForce }) }
}

function evidenceOfRow(row: Participation): Evidence {
  const { state, source, asOf, verified, consent, inForce } = row
  return { state, source, asOf, verified, ...(consent !== undefined && { consent }), ...(inForce !== undefined && { inForce }) }
}

/** For a State that is not in the list: a complete list says no for its own time, and nothing for later. */
function absent(instrument: Instrument, state: string, date: string): Binding {
  const evidence = [evidenceOfInstrument(instrument)]
  if (instrument.completeUntil === undefined) return { answer: 'unknown', reason: 'list-incomplete', state, evidence }
  if (date > lastDayOf(instrument.completeUntil)) return { answer: 'unknown', reason: 'list-older', state, evidence }
  return { answer: 'not-bound', reason: 'not-a-party', state, evidence }
}

/** A party whose date of entry into force is not known: what its consent and the instrument's own rule allow to say. */
function undated(instrument: Instrument, row: Participation, date: string): Binding {
  const evidence = [evidenceOfRow(row)]
  const { state, verified } = row
  // A successor is bound without a gap from a day before its notification, and which day that is the row does not say.
  const succeeded = row.form === 'succession' ? row.consent : undefined
  const entered = instrument.entryDays === undefined ? undefined : daysLater(lastDayOf(row.asOf), instrument.entryDays)
  const sinceAtLatest = succeeded ?? entered
  if (sinceAtLatest === undefined || date < sinceAtLatest) return { answer: 'unknown', reason: 'entry-date-unknown', state, evidence }
  return { answer: 'bound', sinceAtLatest, verified, state, evidence }
}

/** Up to when a row that says "not a party" can be relied on. */
function silentUntil(instrument: Instrument, row: Participation): string {
  const [own, list] = [lastDayOf(row.asOf), lastDayOf(instrument.completeUntil ?? row.asOf)]
  return own > list ? own : list
}

/**
 * A territory is bound through its State and by what is recorded, never by analogy: extended, it follows the State; left out, it is
 * not bound as long as the source can tell; without a record nobody knows.
 */
function territoryBound(instrument: Instrument, territory: string, date: string, law: Law): Binding {
  const recorded = law.findTerritorial(instrument.id, territory)
  if (recorded === undefined) {
    return { answer: 'unknown', reason: 'territory-unrecorded', state: territory, evidence: [evidenceOfInstrument(instrument)] }
  }
  const { source, asOf, verified, byText, since } = recorded
  const evidence: Evidence[] = [{ state: territory, source, asOf, verified }]
  const territories = [recorded]
  if (recorded.effect === 'excluded') {
    return date > lastDayOf(asOf)
      ? { answer: 'unknown', reason: 'territory-older', state: territory, evidence, territories }
      : { answer: 'not-bound', reason: 'territory-excluded', state: territory, evidence, territories }
  }
  const own = stateBound(instrument, recorded.state, date, law)
  const all = { ...own, evidence: [...own.evidence, ...evidence], territories }
  if (all.answer !== 'bound' || byText === true)
    return all.answer === 'bound' ? { ...all, verified: weakest([all.verified, verified]) } : all
  // A declaration without a date is known to work since the day of its source.
  const from: Binding =
    since === undefined
      ? { answer: 'bound', sinceAtLatest: lastDayOf(asOf), verified, evidence, territories }
      : { answer: 'bound', since, verified, evidence, territories }
  if (since !== undefined && date < since) return { answer: 'not-bound', reason: 'not-yet', state: territory, evidence, territories }
  if (since === undefined && date < lastDayOf(asOf))
    return { answer: 'unknown', reason: 'entry-date-unknown', state: territory, evidence, territories }
  return together(all, from)
}

function stateBound(instrument: Instrument, state: string, date: string, law: Law): Binding {
  const row = law.findParticipation(instrument.id, state)
  if (row === undefined && law.isTerritory(state)) return territoryBound(instrument, state, date, law)
  if (row === undefined) return absent(instrument, state, date)
  const evidence = [evidenceOfRow(row)]
  if (!row.party) {
    return date > silentUntil(instrument, row)
      ? { answer: 'unknown', reason: 'list-older', state, evidence }
      : { answer: 'not-bound', reason: 'not-a-party', state, evidence }
  }
  if (row.ended !== undefined && date >= row.ended) return { answer: 'not-bound', reason: 'ended', state, evidence }
  if (row.inForce === undefined) return undated(instrument, row, date)
  if (date < row.inForce) return { answer: 'not-bound', reason: 'not-yet', state, evidence }
  return { answer: 'bound', since: row.inForce, verified: row.verified, state, evidence }
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined
  return a > b ? a : b
}

function together(a: Binding & { answer: 'bound' }, b: Binding & { answer: 'bound' }): Binding {
  const evidence = [...a.evidence, ...b.evidence]
  const verified = weakest([a.verified, b.verified])
  const recorded = [...(a.territories ?? []), ...(b.territories ?? [])]
  const territories = recorded.length === 0 ? {} : { territories: [...new Set(recorded)] }
  const since = later(a.since, b.since)
  if (since !== undefined) return { answer: 'bound', since, verified, evidence, ...territories }
  const sinceAtLatest = later(a.since ?? a.sinceAtLatest, b.since ?? b.sinceAtLatest)
  return { answer: 'bound', ...(sinceAtLatest !== undefined && { sinceAtLatest }), verified, evidence, ...territories }
}

/** A bilateral treaty has no list of parties: its own entry into force is the answer. */
function betweenTwo(instrument: Instrument, pair: readonly string[], date: string, law: Law): Binding {
  const evidence = [evidenceOfInstrument(instrument)]
  const others = pair.filter((code) => !instrument.between?.includes(code))
  if (others.some((code) => !law.isTerritory(code))) return { answer: 'not-bound', reason: 'other-states', evidence }
  const [territory] = others
  // It may have been extended to the territory of one of its two parties.
  if (territory !== undefined) return { answer: 'unknown', reason: 'territory-unrecorded', state: territory, evidence }
  const { inForce, inForceAt, verified } = instrument
  if (inForce !== undefined) return { answer: 'bound', since: inForce, verified, evidence }
  const listed = inForceAt === undefined ? undefined : lastDayOf(inForceAt)
  if (listed === undefined || date < listed) return { answer: 'unknown', reason: 'entry-date-unknown', evidence }
  return { answer: 'bound', sinceAtLatest: listed, verified, evidence }
}

/** Whether States can be bound by an instrument at all: a union or a community lies within its regions. */
export function isOpenTo({ regions }: Instrument, states: readonly string[], law: Law): boolean {
  if (regions === undefined) return true
  return states.every((state) => {
    // Where a territory lies says nothing of where its State does.
    if (law.isTerritory(state)) return true
    const region = law.regionOf(state)
    return region === undefined || regions.includes(region)
  })
}

/** Whose consent and whose reservations count for a code: the State that extended the instrument to a territory, or itself. */
export function partyFor(instrument: string, code: string, law: Law): string {
  if (!law.isTerritory(code) || law.findParticipation(instrument, code) !== undefined) return code
  const recorded = law.findTerritorial(instrument, code)
  return recorded?.effect === 'extended' ? recorded.state : code
}

/** In force at all on the date, and open to these States. */
function excludedFromTheStart(instrument: Instrument, pair: readonly string[], date: string, law: Law): NotBoundReason | undefined {
  if (!isOpenTo(instrument, pair, law)) return 'other-region'
  if (instrument.inForce !== undefined && date < instrument.inForce) return 'not-in-force'
  if (instrument.ended !== undefined && date >= instrument.ended) return 'ended'
  return undefined
}

/**
 * Whether two States are bound to each other by an instrument on a date: in force at all, and in force for
 * both (Vienna Convention on the Law of Treaties, art. 24); a territory, where it is recorded that its State extended it there.
 * Reservations are asked of the provision, not here.
 * @param date ISO date of the question; never the clock's
 */
export function bound(a: string, b: string, instrumentId: string, date: string, law: Law): Binding {
  if (a === b) return { answer: 'not-bound', reason: 'same-state', state: a, evidence: [] }
  const instrument = law.findInstrument(instrumentId)
  if (instrument === undefined) return { answer: 'unknown', reason: 'no-such-instrument', evidence: [] }
  const own = [evidenceOfInstrument(instrument)]
  const reason = excludedFromTheStart(instrument, [a, b], date, law)
  if (reason !== undefined) return { answer: 'not-bound', reason, evidence: own }
  if (instrument.between !== undefined) return betweenTwo(instrument, [a, b], date, law)
  if (instrument.notInForceAt !== undefined && instrument.inForce === undefined) {
    const known = date <= lastDayOf(instrument.notInForceAt)
    return known
      ? { answer: 'not-bound', reason: 'not-in-force', evidence: own }
      : { answer: 'unknown', reason: 'entry-unknown', evidence: own }
  }
  const parties = [a, b].map((code) => partyFor(instrumentId, code, law)) as unknown as readonly [string, string]
  if (parties[0] === parties[1]) return { answer: 'not-bound', reason: 'same-state', state: parties[0], evidence: own }
  const objecting = objector(instrumentId, parties, date, law)
  if (objecting !== undefined) return { answer: 'not-bound', reason: 'objected', state: objecting, evidence: own }
  if (instrument.parent !== undefined) {
    const parent = bound(a, b, instrument.parent, date, law)
    if (parent.answer === 'not-bound') return { ...parent, reason: 'parent-not-bound' }
    if (parent.answer === 'unknown') return { ...parent, reason: 'parent-unknown' }
  }
  const [first, second] = [stateBound(instrument, a, date, law), stateBound(instrument, b, date, law)]
  // A certain no outweighs what is not known of the other State.
  const decisive =
    [first, second].find(({ answer }) => answer === 'not-bound') ?? [first, second].find(({ answer }) => answer === 'unknown')
  if (decisive !== undefined) return decisive
  if (first.answer !== 'bound' || second.answer !== 'bound') throw new Error('a binding is bound, not bound or unknown')
  return together(first, second)
}
