import * as z from 'zod'
import { CalendarDate, Line, Prose } from '../input.ts'
import { type Problem, invalid } from '../problem.ts'
import type { Segment } from './segment.ts'

/** How far a translation is: asked of a translator, begun, given back with its certificate, and accepted by an officer. */
export const translationStages = ['asked', 'in-hand', 'returned', 'certified'] as const
export type TranslationStage = (typeof translationStages)[number]

/**
 * Who answers for a translation. No article of UNTOC, UNCAC or the 1988 Convention asks for it: they ask for a language that the requested
 * State accepts (UNTOC art. 18(14); UNCAC art. 46(14); 1988 Convention art. 7(9)). Many States ask for it all the same.
 */
export const Certificate = z.strictObject({
  name: Line.min(1),
  /** As in `sworn translator, register number 4417`. */
  capacity: Line.min(1),
  on: CalendarDate,
  statement: Prose.max(2000).optional(),
})
export type Certificate = z.infer<typeof Certificate>

/** What can be done with a translation, beside asking for one. */
export type TranslationAct = 'assign' | 'translate' | 'return' | 'accept' | 'send-back'

const open: readonly TranslationStage[] = ['asked', 'in-hand']
const life: { readonly [act in TranslationAct]: readonly TranslationStage[] } = {
  assign: open,
  translate: open,
  return: open,
  accept: ['returned'],
  'send-back': ['returned', 'certified'],
}

/** The acts that a translation allows as it stands. */
export function actsOn(stage: TranslationStage): readonly TranslationAct[] {
  return (Object.keys(life) as TranslationAct[]).filter((act) => life[act].includes(stage))
}

/** Segments that keep a translation from being given back: without a target, not confirmed, or of an older source. */
export function openIn(segments: readonly Segment[]): readonly Segment[] {
  return segments.filter(({ state, stale }) => state !== 'done' || stale)
}

/**
 * Why an act cannot be done, if it cannot: not at this stage; or the whole is to be given back or accepted while segments are open.
 */
export function refusalOf(act: TranslationAct, stage: TranslationStage, segments: readonly Segment[]): Problem | undefined {
  if (!life[act].includes(stage)) return { code: 'act-not-available', values: { act } }
  if (act !== 'return' && act !== 'accept') return undefined
  const count = openIn(segments).length
  return count === 0 ? undefined : invalid('segments', 'segments-open', { count })
}

/** Two tags of one language, whatever its region or script. */
export function sameLanguage(a: string, b: string): boolean {
  return a.toLowerCase().split('-')[0] === b.toLowerCase().split('-')[0]
}

/** The paragraphs and lines that a certified translation stands for, by their source; those whose source has changed are not among them. */
export function translatedTexts(segments: readonly Segment[]): ReadonlyMap<string, string> {
  return new Map(
    segments.flatMap(({ text, target, done, stale }) => (target === undefined || !done || stale ? [] : [[text, target] as const])),
  )
}
