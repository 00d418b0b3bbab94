import { TextRun } from 'docx'
import { type Direction, hasRightToLeft } from './direction.ts'
import { wordLanguage } from './docx-styles.ts'
import { type Inline, type Line, linesOf, tickMark } from './model.ts'

export const warning = '9C2F2A'

/** How the runs of one line are set, beyond what the line itself says. */
export interface RunStyle {
  readonly bold?: boolean
  readonly italics?: boolean
  /** In half points, where no style says it. */
  readonly size?: number
  /** Direction and language of the paragraph around them. */
  readonly direction: Direction
  readonly language?: string
  /** Whether the paragraph stands in one of two columns, where there is little room. */
  readonly inColumn?: boolean
  /** How the second column of a bilingual letter is set. */
  readonly beside?: RunStyle
}

const isolate = { start: '\u2068', end: '\u2069' }
// What runs from the right among what does: the same as an isolate there, and LibreOffice sets an isolate over its neighbour.
const rightToLeftMark = '\u200F'
const withoutItalics = /[\p{Script=Arabic}\p{Script=Han}]/u

/**
 * A line as runs of Word. Each isolated run is a run of its own with its own direction and language; where
 * directions meet in the line it stands between U+2068 and U+2069 too, because not every program heeds the run.
 */
export function runsOf(line: Line, style: RunStyle): TextRun[] {
  const mixed = style.direction === 'rtl' || line.some((inline) => inline.kind !== 'break' && hasRightToLeft(inline.text))
  return line.flatMap((inline) => runOf(inline, style, mixed))
}

/** A line that runs against the paragraph in which its number stands: each line of it isolated as a whole. */
export function againstRunsOf(line: Line, style: RunStyle): TextRun[] {
  const mark = (text: string): TextRun => plain(text, style, false)
  const start = style.direction === 'rtl' ? '\u2067' : '\u2066'
  return linesOf(line).flatMap((part, place) => [
    ...(place === 0 ? [] : [new TextRun({ break: 1 })]),
    mark(start),
    ...runsOf(part, style),
    mark(isolate.end),
  ])
}

function runOf(inline: Inline, style: RunStyle, mixed: boolean): TextRun | TextRun[] {
  switch (inline.kind) {
    case 'break':
      return new TextRun({ break: 1 })
    case 'text':
      return plain(inline.text, style, style.bold ?? false)
    case 'strong':
      return plain(inline.text, style, true)
    case 'missing':
      return new TextRun({ text: inline.text, bold: true, boldComplexScript: true, color: warning, rightToLeft: style.direction === 'rtl' })
    case 'tick':
      return [
        new TextRun({ text: tickMark(inline), font: 'Segoe UI Symbol', rightToLeft: style.direction === 'rtl' }),
        plain(`\u00A0${inline.text}`, style, inline.chosen),
      ]
    case 'isolated': {
      const { direction, language } = inline
      const shown = mixed ? apart(inline, style.direction) : inline.text
      return plain(shown, { ...style, direction, ...(language === undefined ? {} : { language }) }, style.bold ?? false)
    }
  }
}

function apart({ text, direction }: { readonly text: string; readonly direction: Direction }, around: Direction): string {
  if (direction === 'rtl' && around === 'rtl') return `${rightToLeftMark}${text}${rightToLeftMark}`
  return `${isolate.start}${text}${isolate.end}`
}

function plain(text: string, { direction, language, italics, size }: RunStyle, bold: boolean): TextRun {
  const rightToLeft = direction === 'rtl'
  return new TextRun({
    text,
    ...(bold ? { bold, boldComplexScript: true } : {}),
    ...(italics === true && !withoutItalics.test(text) ? { italics, italicsComplexScript: true } : {}),
    ...(size === undefined ? {} : { size, sizeComplexScript: size }),
    ...(rightToLeft ? { rightToLeft } : {}),
    ...(language === undefined ? {} : { language: wordLanguage(language, direction) }),
  })
}
