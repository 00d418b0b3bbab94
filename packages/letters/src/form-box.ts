import type { LetterWriter } from './letter-writer.ts'
import { type Inline, isolated, type Line, plainText, text } from './model.ts'
import { letter } from './numbering.ts'
import { phrase } from './phrase.ts'
import { printable } from './printable.ts'

/** What is asked for, and what is entered. */
export type FormRow = readonly [asked: Line, entered: Line]

/** How wide the options of one row may be to follow one another, in Latin letters: some three lines. */
const mayFollow = 140

function widthOf(option: string): number {
  return Array.from(option, (character) => (/\p{Script=Han}/u.test(character) ? 2 : 1)).reduce((sum: number, width) => sum + width, 4)
}

/** All options of a closed choice, those that were chosen marked: a form shows what was not chosen too. */
export function ticks(options: readonly { readonly option: string; readonly chosen: boolean }[]): Line {
  const follow = options.reduce((sum, { option }) => sum + widthOf(option), 0) <= mayFollow
  const between: Inline = follow ? text('\u00A0\u00A0 ') : { kind: 'break' }
  return options.flatMap(({ option, chosen }, place): Line => [
    ...(place === 0 ? [] : [between]),
    { kind: 'tick', chosen, text: printable(option) },
  ])
}

/** The options of one choice, by the names they have in the catalogue after `prefix`. */
export function oneOf(writer: LetterWriter, prefix: string, options: readonly string[], chosen: string | undefined): Line {
  return ticks(options.map((option) => ({ option: writer.t(`${prefix}.${option}`), chosen: option === chosen })))
}

/** An officer's prose in a box, line by line in its own direction; each of several paragraphs has its letter, so that it can be named. */
export function proseInBox(writer: LetterWriter, value: string): Line {
  const paragraphs = writer.paragraphs(value).map((paragraph) =>
    plainText(paragraph)
      .split('\n')
      .flatMap((line, place): Line => (place === 0 ? [writer.own(line)] : [{ kind: 'break' }, writer.own(line)])),
  )
  if (paragraphs.length === 1) return paragraphs.flat()
  return paragraphs.flatMap((paragraph, place): Line => [
    ...(place === 0 ? [] : [{ kind: 'break' } as const]),
    isolated(`(${letter(place + 1)})`),
    text(' '),
    ...paragraph,
  ])
}

/** Writes one part of a form, a box for each row; nothing where there is no row. */
export function writeBox(writer: LetterWriter, rows: readonly FormRow[], caption: Line = []): void {
  if (rows.length === 0) return
  writer.table({
    caption,
    head: [phrase(writer.t, 'letter.table.detail'), phrase(writer.t, 'letter.table.content')],
    rows,
    widths: [3, 7],
    boxed: true,
  })
}
