import { capitalTimeZone } from '@comity/reference/capital-time-zone'

// Making one costs more than a hundred answers with it.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, made)
  return made
}

/**
 * The calendar date of a moment at a State's capital: at ten in the evening in Lima it is tomorrow in UTC, and a letter
 * or a deadline goes by the calendar on the wall.
 * @param instant RFC 3339
 * @param state ISO 3166-1 alpha-3
 * @returns as in `2026-11-20`
 */
export function localDate(instant: string, state: string): string {
  return formatOf(capitalTimeZone(state)).format(new Date(instant))
}
