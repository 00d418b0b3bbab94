import { type Direction, directionOfText, hasRightToLeft } from './direction.ts'
import { isolateWithin } from './identifier.ts'
import { printable } from './printable.ts'

/**
 * A run of text inside a line. `isolated` is an identifier, a date, an amount or a name: it keeps its own order
 * whatever stands around it (DESIGN.md rule 6); `own` are an officer's words, which a translator translates. `missing` says that something the law asks for is not there.
 * `tick` is an option of a form with its box, crossed where it was chosen.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'isolated'; readonly text: string; readonly direction: Direction; readonly language?: string; readonly own?: true }
  | { readonly kind: 'missing'; readonly text: string }
  | { readonly kind: 'tick'; readonly chosen: boolean; readonly text: string }
  | { readonly kind: 'break' }

export type Line = readonly Inline[]

/** The language of a passage that is not the letter's own, and which way it runs. */
export interface Foreign {
  readonly language: string
  readonly direction: Direction
}

export interface Heading {
  readonly kind: 'heading'
  /** 1 is a part of the letter, 2 a division of it; the title stands above both. */
  readonly level: 1 | 2
  /** As printed, as in `VII.` or `B.` */
  readonly number: string
  readonly content: Line
}

export interface Paragraph {
  readonly kind: 'paragraph'
  /** Counted through the whole letter; absent for greeting and close, and for what continues the paragraph before. */
  readonly number?: number
  readonly continues?: true
  readonly content: Line
  readonly foreign?: Foreign
  /** An officer's words and nothing else: what a translator translates. */
  readonly own?: true
  /** A translator's words in place of the officer's. */
  readonly translated?: true
}

export interface List {
  readonly kind: 'list'
  /** Each with its label as printed, as in `(a)`. */
  readonly items: readonly { readonly label: string; readonly content: Line }[]
}

export interface Table {
  readonly kind: 'table'
  /** Empty where the heading above says what it holds. */
  readonly caption: Line
  readonly head: readonly Line[]
  readonly rows: readonly (readonly Line[])[]
  /** Shares of the width, one for each column. */
  readonly widths: readonly number[]
  /** Where the whole table is in another language than the letter, as in a bilingual one. */
  readonly foreign?: Foreign
  /** A part of a form: a box for each answer, and before it a box for what is asked, the head of its row. */
  readonly boxed?: true
  /** Too short to be parted between two pages. */
  readonly whole?: true
}

/** Two columns, in each row the same in the letter's language and in the one beside it. */
export interface Columns {
  readonly kind: 'columns'
  readonly rows: readonly { readonly first: readonly Block[]; readonly second: readonly Block[] }[]
}

export type Block = Heading | Paragraph | List | Table | Columns

/** What a letter says once in each of its languages, beside its blocks. */
export interface Side {
  readonly language: string
  readonly direction: Direction
  readonly title: string
  readonly subject: Line
  readonly addressee: readonly Line[]
  readonly date: Line
  readonly meta: readonly { readonly label: string; readonly value: Line }[]
  readonly signatures: readonly { readonly role: string; readonly fields: readonly string[] }[]
}

/** A QR code, ready to be drawn. */
export interface QrCode {
  /** Row by row, `1` for dark, without the light edge. */
  readonly modules: readonly string[]
  /** The dark modules as a path of SVG in a square of this size, the light edge included. */
  readonly path: string
  readonly size: number
}

/** What ties a printed letter to the register of the authority that issued it. */
export interface RegisterMark {
  /** Before the number, in the foot of every page. */
  readonly label: string
  readonly number: string
  /** On the last page, beside the QR code. */
  readonly rows: readonly { readonly label: string; readonly value: Line }[]
  readonly how: Line
  readonly qr: QrCode
  /** What the QR code is, for those who do not see it. */
  readonly alternative: string
}

/** What an authority prints at the head of its letters: the emblem, and lines of which the first is its name. */
export interface Letterhead {
  readonly emblem?: {
    /** A `data:` address with the PNG in it; on a page, where it is fetched. */
    readonly source: string
    /** Said in its place to who cannot see it. */
    readonly alt: string
    /** Pixels. */
    readonly width: number
    readonly height: number
  }
  readonly lines: readonly string[]
}

/**
 * A letter, ready to be set. All numbers, labels and words are final: PDF, DOCX and HTML print what stands here
 * and add nothing, so that all three say the same.
 */
export interface Doc extends Side {
  /** A draft never passes for a request (DESIGN.md rule 8): renderers print `draftNotice` on every page. */
  readonly draft: boolean
  readonly draftNotice: string
  readonly reference: string
  readonly referenceLabel: string
  /** The State in whose name the letter is written, above the sender. */
  readonly state: string
  /** The sender's name first, then its address. */
  readonly sender: readonly Line[]
  /** Above the sender, where the authority has one. */
  readonly letterhead?: Letterhead
  /** The same date for the properties of a file, ISO 8601; absent when the letter has none. */
  readonly isoDate?: string
  readonly blocks: readonly Block[]
  /** What stands around the two numbers of `page 2 of 5`. */
  readonly pageLabel: { readonly before: string; readonly between: string; readonly after: string }
  /** The other language of a bilingual letter. Its column is the second: on the left where the first is Arabic, else on the right. */
  readonly beside?: Side
  /** From the day on which its sending is asked for; a draft bears none. */
  readonly mark?: RegisterMark
}

/** Running text. */
export function text(value: string): Inline {
  return { kind: 'text', text: printable(value) }
}

/** Running text with weight. */
export function strong(value: string): Inline {
  return { kind: 'strong', text: printable(value) }
}

/** An identifier, date, amount or name, kept in its own order; so are the identifiers within a name from right to left. */
export function isolated(value: string, language?: string): Inline {
  const printed = printable(value)
  const safe = hasRightToLeft(printed) ? isolateWithin(printed) : printed
  const direction = directionOfText(safe)
  return language === undefined ? { kind: 'isolated', text: safe, direction } : { kind: 'isolated', text: safe, direction, language }
}

/** The box of an option as a character, where the face has it. */
export function tickMark({ chosen }: { readonly chosen: boolean }): string {
  return chosen ? '☒' : '☐'
}

/** What stands between the breaks of a line. */
export function linesOf(line: Line): Line[] {
  const lines: Inline[][] = [[]]
  for (const run of line) {
    if (run.kind === 'break') lines.push([])
    else lines.at(-1)?.push(run)
  }
  return lines
}

/**
 * The lines at the head of a letter: those of the letterhead, then what of the sender they do not say. Nothing stands
 * twice, and nothing that the request says is lost.
 */
export function headLines({ sender, letterhead }: Pick<Doc, 'sender' | 'letterhead'>): readonly Line[] {
  const lines = letterhead?.lines ?? []
  const said = new Set(lines.map(sameWords))
  return [...lines.map((line) => [isolated(line)]), ...sender.filter((line) => !said.has(sameWords(plainText(line))))]
}

function sameWords(words: string): string {
  return words.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim().toLowerCase()
}

/** The words of a line without any marks, for titles, tests and search. */
export function plainText(line: Line): string {
  return line.map((inline) => (inline.kind === 'break' ? '\n' : plainRun(inline))).join('')
}

function plainRun(inline: Exclude<Inline, { readonly kind: 'break' }>): string {
  const words = inline.text.replaceAll(/[\u2068\u2069]/gu, '')
  return inline.kind === 'tick' ? `${tickMark(inline)} ${words}` : words
}
