import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deadlineOf, type DeadlineFacts, type Due } from './calculus.ts'
import { plusDays, startOf, type Weekday } from './place.ts'
import type { DeadlineRule, Length } from './rule.ts'
import { findDeadlineRule } from './rules.ts'

function rule(length: Length, more: Partial<DeadlineRule> = {}): DeadlineRule {
  return {
    id: 'test',
    event: 'request-received',
    length,
    provisions: [],
    consequence: 'answer-overdue',
    warnings: [],
    verified: true,
    ...more,
  }
}

function due(length: Length, facts: DeadlineFacts, more?: Partial<DeadlineRule>): Due {
  const result = deadlineOf(rule(length, more), facts)
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

function refused(length: Length, facts: DeadlineFacts, more?: Partial<DeadlineRule>): string {
  const result = deadlineOf(rule(length, more), facts)
  return result.ok ? 'due' : (result.problem.fields ?? []).map((field) => `${field.field} ${field.rule}`).join()
}

const days = (count: number): Length => ({ count, unit: 'days' })
const workingDays = (count: number): Length => ({ count, unit: 'working-days' })
const months = (count: number): Length => ({ count, unit: 'months' })
const hours = (count: number): Length => ({ count, unit: 'hours' })

test('the day of the event is not counted, unless the place says so', () => {
  assert.equal(due(days(18), { event: '2026-11-06' }).date, '2026-11-24')
  assert.equal(due(days(18), { event: '2026-11-06', place: { countsEventDay: true } }).date, '2026-11-23')
})

test('the time is over when the last day ends at the place', () => {
  const bucharest = { event: '2026-11-06T23:30:00Z', place: { timeZone: 'Europe/Bucharest' } }
  // In Bucharest it is already the seventh.
  assert.equal(due(days(18), bucharest).date, '2026-11-25')
  assert.equal(due(days(18), bucharest).at, '2026-11-25T22:00:00.000Z')
})

test('months end on the same day, or on the last of a shorter month', () => {
  assert.equal(due(months(1), { event: '2027-01-15' }).date, '2027-02-15')
  assert.equal(due(months(1), { event: '2027-01-31' }).date, '2027-02-28')
  assert.equal(due(months(13), { event: '2027-01-31' }).date, '2028-02-29')
  assert.equal(due(months(1), { event: '2027-03-01', place: { countsEventDay: true } }).date, '2027-03-31')
  assert.equal(due(months(1), { event: '2027-01-31', place: { countsEventDay: true } }).date, '2027-02-28')
})

test('working days leave out the days of rest of the place', () => {
  const weekend: readonly Weekday[] = [5, 6]
  const cairo = { weekend, holidays: ['2026-10-06'] }
  assert.equal(due(workingDays(3), { event: '2026-10-01', place: cairo }).date, '2026-10-07')
  assert.equal(due(workingDays(1), { event: '1969-12-26', place: { weekend: [6, 7] } }).date, '1969-12-29')
})

test('a period that ends on a day of rest ends on the next working day, but not one on which liberty depends', () => {
  const place = { weekend: [6, 7] as const, holidays: ['2026-12-28'], endsOnWorkingDay: true }
  assert.equal(due(days(5), { event: '2026-12-21', place }).date, '2026-12-29')
  assert.equal(due(days(5), { event: '2026-12-21', place }, { strict: true }).date, '2026-12-26')
})

test('hours run on through the night in which clocks are changed', () => {
  const place = { timeZone: 'Europe/Rome' }
  assert.equal(due(hours(24), { event: '2026-03-28T11:00:00Z', place }).at, '2026-03-29T11:00:00.000Z')
  assert.equal(due(hours(8), { event: '2026-10-24', place }).at, '2026-10-24T06:00:00.000Z')
})

test('days have 23, 24 or 25 hours at a place, wherever the change falls', () => {
  const lengths = [
    ['2026-03-29', 'Europe/Rome', 23],
    ['2026-10-25', 'Europe/Rome', 25],
    ['2026-09-06', 'America/Santiago', 23],
    ['2026-04-24', 'Africa/Cairo', 23],
    ['2026-10-29', 'Africa/Cairo', 25],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2011-12-30', 'Pacific/Apia', 0],
    ['2026-06-01', 'Asia/Kathmandu', 24],
  ] as const
  for (const [date, zone, expected] of lengths) {
    assert.equal((startOf(plusDays(date, 1), zone) - startOf(date, zone)) / 3_600_000, expected, `${zone} ${date}`)
  }
})

test('a suspension without an end leaves no date', () => {
  const facts = { event: '2026-10-01', suspensions: [{ from: '2026-10-05' }] }
  assert.equal(due(days(10), facts).date, undefined)
  assert.equal(due(days(3), facts).date, '2026-10-04')
  assert.equal(
    due(hours(96), { event: '2026-10-04T12:00:00Z', suspensions: [{ from: '2026-10-05' }], place: { timeZone: 'UTC' } }).date,
    undefined,
  )
})

test('hours that are suspended twice, or from before the event, are given back once', () => {
  const place = { timeZone: 'UTC' }
  const suspensions = [
    { from: '2026-10-03', to: '2026-10-05' },
    { from: '2026-09-30', to: '2026-10-01' },
    { from: '2026-10-04', to: '2026-10-06' },
  ]
  // Twelve hours of the first, the whole of the second, four days, and twelve hours of the seventh.
  assert.equal(due(hours(36), { event: '2026-10-01T12:00:00Z', place, suspensions }).at, '2026-10-07T12:00:00.000Z')
})

test('warns so many days or hours before, and not before the event', () => {
  const preservation = findDeadlineRule('cets-185.preservation')
  if (preservation === undefined) throw new Error('no such rule')
  const result = deadlineOf(preservation, { event: '2026-10-02' })
  assert.deepEqual(result.ok && [result.value.date, result.value.warnings], [
    '2026-12-01',
    [
      { before: 15, date: '2026-11-16' },
      { before: 5, date: '2026-11-26' },
    ],
  ])
  assert.deepEqual(due(hours(8), { event: '2026-10-02T10:00:00Z' }, { warnings: [24, 1] }).warnings, [
    { before: 1, date: '2026-10-02T17:00:00.000Z' },
  ])
})

test('another length is taken where the rule says who may set one, and is then not checked', () => {
  const provisions = [{ instrument: 'usa-ken-extradition', article: '', verified: false }]
  const treaty = due(days(45), { event: '2026-10-01', length: days(60), provisions }, { adjustable: 'treaty' })
  assert.deepEqual([treaty.date, treaty.verified, treaty.provisions], ['2026-11-30', false, provisions])
  assert.equal(refused(days(45), { event: '2026-10-01', length: days(60) }), 'length unknown-field')
})

test('what is not known is asked for', () => {
  const event = '2026-10-01'
  const moment = '2026-10-01T10:00:00Z'
  assert.equal(refused(days(1), { event: '2026-02-30' }), 'event date-impossible')
  assert.equal(refused(days(1), { event: moment }), 'place.timeZone required')
  assert.equal(refused(hours(1), { event }), 'place.timeZone required')
  assert.equal(refused(hours(1), { event: moment, suspensions: [{ from: event }] }), 'place.timeZone required')
  assert.equal(refused(days(1), { event, place: { timeZone: 'Europe/Atlantis' } }), 'place.timeZone not-of-this-kind')
  assert.equal(refused(workingDays(1), { event }), 'place.weekend required')
  assert.equal(refused(workingDays(1), { event, place: { weekend: [1, 2, 3, 4, 5, 6, 7] } }), 'place.weekend too-many')
  assert.equal(refused(days(1), { event, place: { endsOnWorkingDay: true } }), 'place.weekend required')
  assert.equal(refused(days(1), { event, suspensions: [{ from: event, to: '2026-09-30' }] }), 'suspensions.0 date-impossible')
  assert.equal(
    refused(days(1), { event, suspensions: [{ from: event }, { from: event, to: '9999-12-31' }] }),
    'suspensions.1 date-impossible',
  )
  assert.equal(refused(days(1), { event: '9999-12-31' }), 'event date-impossible')
  assert.equal(refused(days(1), { event: '0001-01-01T00:00:00Z', place: { timeZone: 'UTC' } }), 'event date-impossible')
  assert.equal(refused(days(1_000_000), { event }), 'length.count too-large')
  assert.equal(refused(months(601), { event }), 'length.count too-large')
  assert.equal(refused(days(-1), { event }), 'length.count too-small')
  assert.equal(refused(days(0.5), { event }), 'length.count too-small')
})

const date = fc.integer({ min: 0, max: 20_000 }).map((later) => plusDays('2000-01-01', later))
const zone = fc.constantFrom('UTC', 'Europe/Zurich', 'America/Lima', 'Africa/Cairo', 'Asia/Tehran', 'Pacific/Apia', 'America/Havana')
const length = fc.record({ count: fc.integer({ min: 0, max: 120 }), unit: fc.constantFrom('days', 'working-days', 'months') })
const suspension = fc.tuple(fc.integer({ min: -30, max: 150 }), fc.integer({ min: 0, max: 40 }))
const place = fc.record({
  timeZone: zone,
  weekend: fc.constantFrom<readonly Weekday[]>([6, 7], [5, 6], [7], []),
  holidays: fc.array(date, { maxLength: 20 }),
  countsEventDay: fc.boolean(),
  endsOnWorkingDay: fc.boolean(),
})

test('a clock never ends earlier when its event moves later', () => {
  fc.assert(
    fc.property(
      date,
      fc.integer({ min: 0, max: 40 }),
      length,
      place,
      fc.array(suspension, { maxLength: 4 }),
      (event, later, span, at, stops) => {
        // The shorter month swallows days that a suspension inside it would give back: the two cannot both hold.
        const suspensions =
          span.unit === 'months' ? [] : stops.map(([from, to]) => ({ from: plusDays(event, from), to: plusDays(event, from + to) }))
        const first = due(span, { event, place: at, suspensions })
        const second = due(span, { event: plusDays(event, later), place: at, suspensions })
        assert.ok((first.date ?? '') <= (second.date ?? ''))
        assert.ok((first.at ?? '') <= (second.at ?? ''))
      },
    ),
  )
})

test('a suspension adds exactly its days', () => {
  fc.assert(
    fc.property(date, length, suspension, fc.boolean(), (event, span, [from, stop], countsEventDay) => {
      fc.pre(span.unit !== 'working-days' && from > 0)
      const plain = due(span, { event, place: { countsEventDay } }).date ?? ''
      const suspensions = [{ from: plusDays(event, from), to: plusDays(event, from + stop) }]
      fc.pre(plusDays(event, from) <= plain)
      assert.equal(due(span, { event, place: { countsEventDay }, suspensions }).date, plusDays(plain, stop + 1))
    }),
  )
})

test('a suspension of working days leaves as many to work', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 60 }), suspension, place, (event, count, [from, stop], { weekend, holidays }) => {
      const suspensions = [{ from: plusDays(event, from), to: plusDays(event, from + stop) }]
      const closed = Array.from({ length: stop + 1 }, (_, day) => plusDays(event, from + day))
      const suspended = due(workingDays(count), { event, place: { weekend, holidays }, suspensions }).date
      assert.equal(suspended, due(workingDays(count), { event, place: { weekend, holidays: [...holidays, ...closed] } }).date)
    }),
  )
})

test('hours add exactly, and a suspension adds exactly the hours of its days at the place', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 400 }), zone, fc.integer({ min: 0, max: 4 }), (event, count, timeZone, stop) => {
      const moment = `${event}T13:00:00.000Z`
      const plain = due(hours(count), { event: moment, place: { timeZone } }).at ?? ''
      assert.equal(Date.parse(plain) - Date.parse(moment), count * 3_600_000)
      const from = plusDays(event, 2)
      const to = plusDays(from, stop)
      fc.pre(Date.parse(plain) > startOf(from, timeZone))
      const suspended = due(hours(count), { event: moment, place: { timeZone }, suspensions: [{ from, to }] }).at ?? ''
      assert.equal(Date.parse(suspended) - Date.parse(plain), startOf(plusDays(to, 1), timeZone) - startOf(from, timeZone))
    }),
  )
})

test('a number of days is the same in every time zone and through every change of clocks', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 0, max: 400 }), zone, (event, count, timeZone) => {
      const { date: last = '', at = '' } = due(days(count), { event, place: { timeZone } })
      assert.equal(last, plusDays(event, count))
      assert.equal(Date.parse(at), startOf(plusDays(last, 1), timeZone))
    }),
  )
})
