import * as z from 'zod'
import { lengthUnits } from '../deadline/rule.ts'
import { CalendarDate, Line, Money, read, StateCode } from '../input.ts'
import type { Result } from '../result.ts'

/** By which way a State receives requests. */
export const profileChannels = ['central', 'diplomatic', 'interpol', 'judicial'] as const

const Head = z.strictObject({
  /** A kind of cooperation or a measure, as in `bank-records`; `any` for all. */
  measure: Line.min(1),
  /** The instrument under which it is asked, and the article; without one it holds under all. */
  instrument: Line.optional(),
  article: Line.optional(),
  /** The first and the last day on which it holds, where told. */
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
  source: Line.min(1),
  /** Date of the source, to the year, the month or the day. */
  asOf: z.string().regex(/^\d{4}(?:-\d{2}){0,2}$/u, { error: 'date-impossible' }),
  /** `yes` where it was read in a text of the State or the depositary; otherwise nobody has checked it. */
  verified: z.enum(['yes', 'no']),
})

/** One thing that a State asks of requests for one measure. */
export const ProfileRow = z.discriminatedUnion('asks', [
  Head.extend({ asks: z.literal('languages'), accepted: z.array(Line.min(2)).min(1).max(20) }),
  Head.extend({ asks: z.literal('paper-original') }),
  Head.extend({ asks: z.literal('channel'), channel: z.enum(profileChannels) }),
  Head.extend({ asks: z.literal('authority'), name: Line.min(1) }),
  Head.extend({ asks: z.literal('form'), name: Line.min(1) }),
  Head.extend({ asks: z.literal('signature'), by: Line.min(1) }),
  Head.extend({ asks: z.literal('de-minimis'), below: Money }),
  Head.extend({ asks: z.literal('dual-criminality') }),
  /** As where a State hears nobody by video link. */
  Head.extend({ asks: z.literal('not-provided') }),
  Head.extend({ asks: z.literal('lead-time'), days: z.int().min(1).max(3650) }),
  /** The length of a clock that the State or the treaty with it sets: the rule by its id, as in `cets-185.preservation`. */
  Head.extend({ asks: z.literal('length'), rule: Line.min(1), count: z.int().min(0).max(3650), unit: z.enum(lengthUnits) }),
])
export type ProfileRow = z.infer<typeof ProfileRow>

/** What a State asks of those who ask it, kept by somebody who answers for it. */
export const StateProfile = z.strictObject({
  state: StateCode,
  /** Who keeps it. */
  steward: Line.min(1),
  /** By when it is to be looked at again. */
  reviewBy: CalendarDate,
  rows: z.array(ProfileRow).min(1).max(500),
})
export type StateProfile = z.infer<typeof StateProfile>

/** Reads a profile that comes from a file. @returns `invalid-input` naming each field, as in `rows.0.accepted` */
export function readProfile(json: unknown): Result<StateProfile> {
  return read(StateProfile, json)
}

/** Whether nobody has looked at a profile in time. */
export function isStale({ reviewBy }: Pick<StateProfile, 'reviewBy'>, today: string): boolean {
  return reviewBy < today
}

/** The rows that hold for any of some measures on a date, under one of some instruments; under any while none is chosen. */
export function rowsFor(
  { rows }: StateProfile,
  measures: readonly string[],
  instruments: readonly string[],
  today: string,
): readonly ProfileRow[] {
  return rows.filter(
    ({ measure, instrument, from = '', to = '9999' }) =>
      (measure === 'any' || measures.includes(measure)) &&
      (instrument === undefined || instruments.length === 0 || instruments.includes(instrument)) &&
      from <= today &&
      today <= to,
  )
}
