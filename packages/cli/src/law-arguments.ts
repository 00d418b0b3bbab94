import { CalendarDate } from '@comity/domain/input'
import type { Instrument } from '@comity/domain/legal-basis/instrument'
import type { Result } from '@comity/domain/result'
import type { Translate } from '@comity/language/translate'
import { law } from '@comity/reference/law'
import { knownInstrument, knownPair } from '@comity/answers/law/known'
import { type Given, optionOf, UsageError } from './command.ts'
import { problemText } from './problem-text.ts'

/** The value of an option that must be there. @throws UsageError naming it */
export function demand(given: Given, name: string): string {
  const value = optionOf(given, name)
  if (value === undefined) throw new UsageError(`--${name}: missing`)
  return value
}

/** The parts of an option that takes several, with commas between; none where it is not given. */
export function listOf(given: Given, name: string): readonly string[] {
  return (optionOf(given, name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The day that is asked about, today without `--on`. @throws UsageError when there is no such day */
export function dayOf(given: Given): string {
  const day = optionOf(given, 'on') ?? new Date().toISOString().slice(0, 10)
  if (!CalendarDate.safeParse(day).success) throw new UsageError(`--on ${day}: not a date, as in 2026-09-09`)
  return day
}

function demanded<T>(result: Result<T>, t: Translate): T {
  if (!result.ok) throw new UsageError(problemText(result.problem, t))
  return result.value
}

/** @throws UsageError when one is no State, with the nearest that are, or both are the same */
export function demandPair(pair: Readonly<Record<string, string>>, t: Translate): void {
  demanded(knownPair(pair), t)
}

/** @throws UsageError when there is no such instrument, with the nearest that there are */
export function demandInstrument(id: string, t: Translate): Instrument {
  return demanded(knownInstrument(id, law), t)
}
