import type { Instrument } from '@comity/domain/legal-basis/instrument'
import type { Law } from '@comity/domain/legal-basis/law'
import { invalid, type Problem } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { nearestInstruments, nearestStates } from '@comity/reference/nearest'
import { findState, stateName } from '@comity/reference/state'

/** A State that is not known, with the nearest that are. */
function unknownState(field: string, state: string): Problem {
  const nearest = nearestStates(state, 'en').map((code) => `${code} (${stateName(code, 'en')})`)
  const values = { state, nearest: nearest.join(', ') }
  return { code: 'unknown-state', fields: [{ field, rule: nearest.length === 0 ? 'unknown-state' : 'nearest-states', values }] }
}

/** Each State of a question by the field that names it; the first that is not known is refused, with the nearest that are. */
export function knownStates(given: Readonly<Record<string, string | undefined>>): Result<void> {
  for (const [field, state] of Object.entries(given))
    if (state !== undefined && findState(state) === undefined) return fail(unknownState(field, state))
  return ok(undefined)
}

/** The same, of two States that must be different. */
export function knownPair(given: Readonly<Record<string, string>>): Result<void> {
  const known = knownStates(given)
  if (!known.ok) return known
  const [a, b] = Object.values(given)
  const [, field = ''] = Object.keys(given)
  return a === b ? fail({ code: 'same-state', fields: [{ field, rule: 'same-state' }] }) : ok(undefined)
}

/** The instrument of an id; refused with the nearest that there are. */
export function knownInstrument(id: string, law: Law, field = 'instrument'): Result<Instrument> {
  const instrument = law.findInstrument(id)
  if (instrument !== undefined) return ok(instrument)
  const nearest = nearestInstruments(id)
  return fail(
    invalid(field, nearest.length === 0 ? 'unknown-instrument' : 'nearest-instruments', { instrument: id, nearest: nearest.join(', ') }),
  )
}
