import { CalendarDate, Instant } from '../input.ts'
import { invalid } from '../problem.ts'
import type { Provision } from '../requirement/finding.ts'
import { fail, ok, type Result } from '../result.ts'
import { dateAt, dateOfDay, isTimeZone, numberOfDay, type Place, plusDays, plusMonths, startOf, workingDaysAt } from './place.ts'
import type { DeadlineRule, Length } from './rule.ts'
import { runningDays, type Suspension } from './suspension.ts'

/** What happened, and where: all that a clock needs besides its rule. */
export interface DeadlineFacts {
  /** When the event happened: a calendar date of the place, or a moment in UTC where the hour is known. */
  readonly event: string
  readonly place?: Place
  readonly suspensions?: readonly Suspension[]
  /** Another length, where the rule says who may set one. */
  readonly length?: Length
  /** The article that sets it. */
  readonly provisions?: readonly Provision[]
}

/** One step on the way to the end of a clock. */
export interface Warning {
  /** Hours before the end where the clock runs in hours, else days. */
  readonly before: number
  readonly date: string
}

/** When a clock runs out. */
export interface Due {
  readonly rule: string
  readonly length: Length
  /** The last day, at the place; in UTC where the clock runs in hours and the place is not given. Absent while the clock stands still without an end. */
  readonly date?: string
  /** The moment from which the time is over, UTC; absent where it depends on a time zone that was not given. */
  readonly at?: string
  /** Steps that lie after the event, the earliest first. */
  readonly warnings: readonly Warning[]
  readonly provisions: readonly Provision[]
  readonly consequence: DeadlineRule['consequence']
  readonly verified: boolean
}

/** Longest clock, in its unit: fifty years. */
const longest: Readonly<Record<Length['unit'], number>> = { hours: 18_300, days: 18_300, 'working-days': 18_300, months: 600 }
/** Outside of these years nothing is due, and dates are no longer written with four digits. */
const [firstYear, lastYear] = ['1800', '2500']
const hour = 3_600_000

/** Goes on from a date until a number of days have run, of those that count. */
function walk(after: string, count: number, suspensions: readonly Suspension[], counts: (day: number) => boolean): string | undefined {
  const running = runningDays(suspensions)
  let day = numberOfDay(after)
  for (let left = count; left > 0;) {
    const next = running(day + 1)
    if (next === undefined) return undefined
    day = next
    if (counts(day)) left -= 1
  }
  return dateOfDay(day)
}

function everyDay(): boolean {
  return true
}

function endOfMonths(event: string, count: number, countsEventDay: boolean): string {
  const end = plusMonths(event, count)
  // Where the month is too short, its last day is the end however one counts.
  return countsEventDay && end.slice(8) === event.slice(8) ? plusDays(end, -1) : end
}

function lastDay(event: string, { count, unit }: Length, place: Place, suspensions: readonly Suspension[]): string | undefined {
  const { countsEventDay = false } = place
  const before = countsEventDay && count > 0 ? plusDays(event, -1) : event
  if (unit === 'days') return walk(before, count, suspensions, everyDay)
  if (unit === 'working-days') return walk(before, count, suspensions, workingDaysAt(place))
  const end = endOfMonths(event, count, countsEventDay)
  return walk(before, numberOfDay(end) - numberOfDay(before), suspensions, everyDay)
}

/** The date itself, or the next on which people work and the clock runs. */
function roll(date: string, place: Place, suspensions: readonly Suspension[]): string | undefined {
  return walk(plusDays(date, -1), 1, suspensions, workingDaysAt(place))
}

function stepsOf({ warnings }: DeadlineRule, event: string, date: string): Warning[] {
  return warnings.map((before) => ({ before, date: plusDays(date, -before) })).filter((step) => step.date >= event)
}

function inDays(rule: DeadlineRule, length: Length, event: string, place: Place, suspensions: readonly Suspension[]): Partial<Due> {
  const counted = lastDay(event, length, place, suspensions)
  const rolls = place.endsOnWorkingDay === true && rule.strict !== true
  const date = counted !== undefined && rolls ? roll(counted, place, suspensions) : counted
  if (date === undefined) return {}
  const { timeZone } = place
  const at = timeZone === undefined ? undefined : new Date(startOf(plusDays(date, 1), timeZone)).toISOString()
  return { date, ...(at !== undefined && { at }), warnings: stepsOf(rule, event, date) }
}

/** Hours run through nights and through days of 23 and 25 hours alike; only a suspension stops them, for whole days. */
function inHours(
  rule: DeadlineRule,
  count: number,
  event: number,
  { timeZone = 'UTC' }: Place,
  suspensions: readonly Suspension[],
): Partial<Due> {
  const stops = suspensions
    .map(({ from, to }) => ({ from: startOf(from, timeZone), to: to === undefined ? Infinity : startOf(plusDays(to, 1), timeZone) }))
    .toSorted((a, b) => a.from - b.from)
  let end = event + count * hour
  let reached = event
  for (const { from, to } of stops) {
    if (from >= end || to <= reached) continue
    end += to - Math.max(from, reached)
    reached = to
  }
  if (end === Infinity) return {}
  const steps = rule.warnings.map((before) => ({ before, moment: end - before * hour })).filter(({ moment }) => moment >= event)
  return {
    date: dateAt(end, timeZone),
    at: new Date(end).toISOString(),
    warnings: steps.map(({ before, moment }) => ({ before, date: new Date(moment).toISOString() })),
  }
}

function isInReach(date: string): boolean {
  return date >= firstYear && date < lastYear
}

function isDate(date: string): boolean {
  return CalendarDate.safeParse(date).success && isInReach(date)
}

function refuse(field: string, rule: string): Result<never> {
  return fail(invalid(field, rule))
}

function wrongIn(rule: DeadlineRule, facts: DeadlineFacts, length: Length): Result<never> | undefined {
  const { event, place = {}, suspensions = [] } = facts
  if (facts.length !== undefined && rule.adjustable === undefined) return refuse('length', 'unknown-field')
  if (!Number.isInteger(length.count) || length.count < 0) return refuse('length.count', 'too-small')
  if (length.count > longest[length.unit]) return refuse('length.count', 'too-large')
  const isMoment = Instant.safeParse(event).success
  if (!isMoment && !CalendarDate.safeParse(event).success) return refuse('event', 'date-impossible')
  if (!isInReach(event)) return refuse('event', 'date-impossible')
  if (place.timeZone !== undefined && !isTimeZone(place.timeZone)) return refuse('place.timeZone', 'not-of-this-kind')
  // A moment falls on another date in another place, and an hour within a date or a suspended day is the place's too.
  const needsZone = isMoment ? length.unit !== 'hours' || suspensions.length > 0 : length.unit === 'hours'
  if (needsZone && place.timeZone === undefined) return refuse('place.timeZone', 'required')
  const { weekend } = place
  const needsWeek = length.unit === 'working-days' || place.endsOnWorkingDay === true
  if (needsWeek && weekend === undefined) return refuse('place.weekend', 'required')
  if (weekend !== undefined && new Set(weekend).size > 6) return refuse('place.weekend', 'too-many')
  const wrong = suspensions.findIndex(({ from, to = from }) => to < from || !isDate(from) || !isDate(to))
  return wrong < 0 ? undefined : refuse(`suspensions.${wrong}`, 'date-impossible')
}

/**
 * When a clock runs out. The day of the event is not counted, unless the place says so; months end on the day of
 * the same number, or the last of a shorter month; days of a suspension are not counted. What is not known is
 * asked for, never assumed: holidays, weekend and time zone come with the facts.
 * @returns `invalid-input` naming what is missing or impossible
 */
export function deadlineOf(rule: DeadlineRule, facts: DeadlineFacts): Result<Due> {
  const { event, place = {}, suspensions = [], length = rule.length } = facts
  const wrong = wrongIn(rule, facts, length)
  if (wrong !== undefined) return wrong
  const { timeZone = 'UTC' } = place
  const isMoment = event.length > 10
  const end =
    length.unit === 'hours'
      ? inHours(rule, length.count, isMoment ? Date.parse(event) : startOf(event, timeZone), place, suspensions)
      : inDays(rule, length, isMoment ? dateAt(Date.parse(event), timeZone) : event, place, suspensions)
  const { id, consequence } = rule
  const provisions = facts.provisions ?? rule.provisions
  // Whether a treaty or an agreement sets another length is for the officer who says so.
  const verified = rule.verified && facts.length === undefined
  return ok({ rule: id, length, warnings: [], provisions, consequence, verified, ...end })
}
