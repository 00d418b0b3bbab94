/** Days of the week by ISO 8601: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** What the law of a place says about its days. All of it is given: which days are holidays is not for the software to know. */
export interface Place {
  /** IANA name, as in `Europe/Zurich`. */
  readonly timeZone?: string
  /** Days of rest. */
  readonly weekend?: readonly Weekday[]
  /** Calendar dates on which nobody works. */
  readonly holidays?: readonly string[]
  /** Whether the day of the event is the first day counted; most laws begin with the day after. */
  readonly countsEventDay?: boolean
  /** Whether a period that ends on a day of rest ends on the next working day instead. */
  readonly endsOnWorkingDay?: boolean
}

const day = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

/** Whether a name is that of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** What the clocks of a place show at a moment, as if it were UTC. */
function shown(moment: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(moment)
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(number('year'), number('month') - 1, number('day'), number('hour'), number('minute'), number('second'))
}

/** The calendar date of a moment at a place. `timeZone` must be one. */
export function dateAt(moment: number, timeZone: string): string {
  return new Date(shown(moment, timeZone)).toISOString().slice(0, 10)
}

/**
 * The moment at which a calendar date begins at a place, in milliseconds since 1970. Where clocks are put forward
 * at midnight the day begins at one; where they are put back to the day before, it begins when midnight comes
 * again; a date that a place left out begins with the one after it.
 */
export function startOf(date: string, timeZone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`)
  const offsets = [-day, 0, day].map((around) => {
    const moment = wanted + around
    return shown(moment, timeZone) - moment
  })
  const candidates = [...new Set(offsets)].map((offset) => wanted - offset).toSorted((a, b) => a - b)
  return candidates.find((moment) => dateAt(moment, timeZone) >= date) ?? wanted
}

/** A calendar date some days later, or earlier. */
export function plusDays(date: string, days: number): string {
  return dateOfDay(numberOfDay(date) + days)
}

/** The same day some months later; where that month is shorter, its last day. */
export function plusMonths(date: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const last = Number(new Date(Date.UTC(year, month + months, 0)).toISOString().slice(8, 10))
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, last))).toISOString().slice(0, 10)
}

/** The number of a calendar date: days since 1970-01-01. */
export function numberOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / day
}

/** The calendar date of a number. */
export function dateOfDay(number: number): string {
  return new Date(number * day).toISOString().slice(0, 10)
}

function weekdayOf(number: number): Weekday {
  // The first day of 1970 was a Thursday; before it the remainder is negative.
  return (((((number + 3) % 7) + 7) % 7) + 1) as Weekday
}

/** Prepares to say on which days, by number, people work at a place. */
export function workingDaysAt({ weekend = [], holidays = [] }: Place): (day: number) => boolean {
  const closed = new Set(holidays.map(numberOfDay))
  return (number) => !weekend.includes(weekdayOf(number)) && !closed.has(number)
}
