import * as z from 'zod'
import { CalendarDate, Line, Prose } from '../input.ts'
import { invalid } from '../problem.ts'
import { fail, ok, type Result } from '../result.ts'

/** What happens to a paper original on its way, in its order. */
export const originalSteps = ['printed', 'signed', 'posted', 'received'] as const
export type OriginalStep = (typeof originalSteps)[number]

const Reason = Prose.min(1).max(1000)
/** What an officer notes of a paper original. */
export const OriginalNote = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('wanted'), reason: Reason }),
  z.strictObject({ type: z.literal('not-wanted'), reason: Reason }),
  z.strictObject({ type: z.literal('printed'), on: CalendarDate }),
  z.strictObject({ type: z.literal('signed'), on: CalendarDate }),
  /** Handed to a carrier, with its number where there is one. */
  z.strictObject({ type: z.literal('posted'), on: CalendarDate, carrier: Line.min(1).max(80), tracking: Line.max(40).optional() }),
  /** By whom we were told that it came. */
  z.strictObject({ type: z.literal('received'), on: CalendarDate, toldBy: Line.min(1).max(200) }),
  /** The last step was noted by mistake. */
  z.strictObject({ type: z.literal('taken-back'), reason: Reason }),
])
export type OriginalNote = z.infer<typeof OriginalNote>

/** Why paper is to follow: the request travels on nothing else, it says so, the profile of the requested State asks it, or an officer marked it. */
export type WantedBecause = 'on-paper' | 'content' | 'profile' | 'officer'
/** A note as it is kept. The first comes from the sending itself where paper is to follow. */
export type OriginalEvent = OriginalNote | { readonly type: 'wanted'; readonly because: WantedBecause; readonly reason?: string }

/** Where the paper original of a request stands. */
export interface Original {
  readonly wanted?: WantedBecause
  readonly steps: readonly Extract<OriginalNote, { readonly on: string }>[]
}

/** Folds what was noted. */
export function originalOf(events: readonly OriginalEvent[]): Original {
  return events.reduce<Original>(
    ({ wanted, steps }, event) => {
      const as = (because: WantedBecause | undefined, all: Original['steps']): Original => ({
        ...(because === undefined ? {} : { wanted: because }),
        steps: all,
      })
      switch (event.type) {
        case 'wanted':
          return as('because' in event ? event.because : 'officer', steps)
        case 'not-wanted':
          return as(undefined, steps)
        case 'taken-back':
          return as(wanted, steps.slice(0, -1))
        default:
          return as(wanted, [...steps, event])
      }
    },
    { steps: [] },
  )
}

/** The step that comes next; none once it was received, or where no paper is wanted. */
export function nextStep({ wanted, steps }: Original): OriginalStep | undefined {
  return wanted === undefined ? undefined : originalSteps[steps.length]
}

/** Days from the sending to the post, and from the post to word of its arrival, after which an officer is reminded. A habit of the house, not law. */
export const originalDays = { posted: 7, received: 30 } as const

function later(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/**
 * By when the next thing is expected of an original that is on its way.
 * @param sent the day on which the request was sent
 */
export function originalDue(original: Original, sent: string): string | undefined {
  if (nextStep(original) === undefined) return undefined
  const posted = original.steps.find(({ type }) => type === 'posted')
  return posted === undefined ? later(sent, originalDays.posted) : later(posted.on, originalDays.received)
}

/**
 * Whether a note fits what was noted before.
 * @param letter the date of the letter, before which nothing can have been printed
 * @returns the note, or which field does not fit: a step out of turn or twice, a date before the step before it or in the future,
 * something to take back where there is nothing
 */
export function noteOriginal(
  original: Original,
  note: OriginalNote,
  { letter, today }: { readonly letter: string; readonly today: string },
): Result<OriginalNote> {
  const { wanted, steps } = original
  switch (note.type) {
    case 'wanted':
      return wanted === undefined ? ok(note) : fail(invalid('type', 'nothing-changed'))
    case 'not-wanted':
      return wanted !== undefined && wanted !== 'on-paper' && steps.length === 0 ? ok(note) : fail(invalid('type', 'original-under-way'))
    case 'taken-back':
      return steps.length > 0 ? ok(note) : fail(invalid('type', 'original-no-step'))
    default: {
      if (wanted === undefined) return fail(invalid('type', 'original-not-wanted'))
      if (steps.some(({ type }) => type === note.type)) return fail(invalid('type', 'original-twice'))
      if (nextStep(original) !== note.type) return fail(invalid('type', 'original-out-of-turn'))
      if (note.on > today) return fail(invalid('on', 'in-the-future'))
      const before = steps.at(-1)?.on ?? letter
      return note.on < before ? fail(invalid('on', 'before-the-step-before', { date: before })) : ok(note)
    }
  }
}
