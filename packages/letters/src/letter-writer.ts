import type { AvailableLanguage } from '@comity/language/languages'
import { formatDate, formatMoney } from '@comity/language/format'
import type { Translate } from '@comity/language/translate'
import { directionOfLanguage, directionOfText } from './direction.ts'
import {
  type Block,
  type Foreign,
  type Inline,
  isolated,
  type Line,
  linesOf,
  type Paragraph,
  plainText,
  strong,
  type Table,
  text,
} from './model.ts'
import { letter, roman } from './numbering.ts'
import { phrase, type Values } from './phrase.ts'
import { paragraphsIn } from '@comity/domain/translation/paragraphs'
import { printable } from './printable.ts'
import { lineOfParagraph } from './prose.ts'

/** Names of things that the reference data knows, in the letter's language. */
export interface LetterNames {
  /** A State by its ISO 3166-1 alpha-3 code. */
  state(code: string): string
  /** An instrument by its id, as in `untoc`. */
  instrument(id: string): string
}

/** What every part of a letter is written with: its language, what is known, and the running numbers. */
export interface LetterWriter {
  readonly t: Translate
  readonly names: LetterNames
  readonly blocks: Block[]
  /** Whether what is missing may still come. */
  readonly draft: boolean
  /** Opens a part of the letter, `I.`, `II.` and so on; of a form, `A.`, `B.` */
  part(id: string): void
  /** Opens a division of a part, `A.`, `B.` and so on; of a form, `E.1`, `E.2` */
  division(id: string): void
  /** Writes a numbered paragraph from the catalogue. */
  say(id: string, values?: Values): void
  /**
   * Writes an officer's prose in numbered paragraphs, the first led by the words that say what it is about; where there is none,
   * and the law asks for it, says that it is missing.
   */
  prose(value: string | undefined, how?: { readonly lead?: string; readonly what?: string }): void
  /** The paragraphs of an officer's prose, each translated where a translation has it. */
  paragraphs(value: string): readonly Line[]
  /** Writes a list, `(a)`, `(b)` and so on. */
  list(items: readonly Line[]): void
  table(table: Omit<Table, 'kind' | 'whole'>): void
  /** A line of an officer's own words, kept apart from ours; translated where a translation has it. */
  own(value: string): Inline
  /** The value, or what shows that it is missing; `what` is a key of `letter.field.*`. */
  given(value: string | undefined, what: string): Inline
  /** A calendar date in words, or what shows that it is missing. */
  date(iso: string | undefined, what: string): Inline
  money(value: { readonly amount: string; readonly currency: string }): Inline
}

export interface WriterSettings {
  readonly t: Translate
  readonly language: AvailableLanguage
  readonly names: LetterNames
  readonly draft: boolean
  /** The language in which the officer wrote, where it is not the letter's. */
  readonly written: string | undefined
  /** Keeps each paragraph of an officer's words apart from ours, so that it can be translated alone. */
  readonly apart?: boolean
  /** What a certified translation says in the letter's language, by the paragraph or line of the officer's that it stands for. */
  readonly translated?: ReadonlyMap<string, string> | undefined
  /** Letters the parts, as forms do. */
  readonly lettered?: boolean
}

const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u

/** What an officer wrote in another language than the letter's; a name that is no language tag says nothing. */
function foreignTo(language: AvailableLanguage, written: string | undefined): Foreign | undefined {
  if (written === undefined || !languageTag.test(written) || written.split('-')[0] === language) return undefined
  return { language: written, direction: directionOfLanguage(written) }
}

type Said = Pick<Paragraph, 'content' | 'foreign' | 'own' | 'translated'>

function capital(count: number): string {
  return letter(count).toUpperCase()
}

/** Whether a table takes so little room that it need not be parted between two pages: some five lines, of forty letters in a cell. */
function isShort({ rows }: Pick<Table, 'rows'>): boolean {
  const linesIn = (cell: Line): number => linesOf(cell).reduce((sum, line) => sum + Math.max(1, Math.ceil(plainText(line).length / 40)), 0)
  return rows.reduce((sum, row) => sum + Math.max(...row.map(linesIn)), 0) <= 5
}

/** What shows that something the law asks for is not there; `what` is its name in the catalogue. */
export function openPlace(t: Translate, draft: boolean, what: string): Inline {
  return { kind: 'missing', text: plainText(phrase(t, draft ? 'letter.missing' : 'letter.not-stated', { what: phrase(t, what) })) }
}

/** Starts a letter with paragraph 1 and part I. */
export function createWriter({
  t,
  language,
  names,
  draft,
  written,
  translated: known,
  apart = false,
  lettered = false,
}: WriterSettings): LetterWriter {
  const blocks: Block[] = []
  const counts = { part: 0, division: 0, paragraph: 0 }
  const foreign = foreignTo(language, written)
  // A Chinese colon brings its own room.
  const afterLead = language === 'zh' ? [] : [text(' ')]
  const translated = foreign === undefined ? undefined : known

  function missing(what: string): Inline {
    return openPlace(t, draft, `letter.field.${what}`)
  }

  /** Marked with the officer's language unless its script is plainly another, as in the Latin name of a statute in an Arabic request. */
  function own(value: string): Inline {
    const translation = translated?.get(value.trim())
    if (translation !== undefined) {
      const run = isolated(translation)
      return run.kind === 'isolated' ? { ...run, own: true } : run
    }
    const run = isolated(value, foreign?.direction === directionOfText(value) ? foreign.language : undefined)
    return run.kind === 'isolated' ? { ...run, own: true } : run
  }

  /** A paragraph in a script that runs against its surroundings, as a statute in Latin within an Arabic request, is in some other language. */
  function foreignIn(line: Line): { foreign?: Foreign } {
    const runs = directionOfText(plainText(line))
    if (runs !== (foreign?.direction ?? directionOfLanguage(language))) return { foreign: { language: 'und', direction: runs } }
    return foreign === undefined ? {} : { foreign }
  }

  function paragraph(content: Line): void {
    counts.paragraph += 1
    blocks.push({ kind: 'paragraph', number: counts.paragraph, content })
  }

  /** An officer's paragraph in the letter's language where a translation has it; else as it was written, and marked as open where a translation lacks it. */
  function said(words: string, number: number): Said {
    const translation = translated?.get(words)
    if (translation !== undefined) return { content: lineOfParagraph(translation), own: true, translated: true }
    const content = lineOfParagraph(words)
    const isOpen = translated !== undefined && !apart
    const mark: Line = isOpen ? [{ kind: 'missing', text: t('letter.translation.open', { number }) }, { kind: 'break' }] : []
    return { content: [...mark, ...content], own: true, ...foreignIn(content) }
  }

  function ownParagraph(words: string): void {
    counts.paragraph += 1
    blocks.push({ kind: 'paragraph', number: counts.paragraph, ...said(words, counts.paragraph) })
  }

  /** The lead runs in with the prose; before a foreign text it stands alone, so that the numbers stay those of the original. */
  function ledBy(lead: Inline, words: string): void {
    const first = said(words, counts.paragraph + 1)
    if (first.foreign === undefined && !apart) return paragraph([lead, ...afterLead, ...first.content])
    paragraph([lead])
    blocks.push({ kind: 'paragraph', continues: true, ...first })
  }

  return {
    t,
    names,
    blocks,
    draft,
    own,
    part(id) {
      counts.part += 1
      counts.division = 0
      blocks.push({ kind: 'heading', level: 1, number: `${lettered ? capital(counts.part) : roman(counts.part)}.`, content: phrase(t, id) })
    },
    division(id) {
      counts.division += 1
      const number = lettered ? `${capital(counts.part)}.${counts.division}` : `${capital(counts.division)}.`
      blocks.push({ kind: 'heading', level: 2, number, content: phrase(t, id) })
    },
    say(id, values) {
      paragraph(phrase(t, id, values))
    },
    prose(value, { lead, what } = {}) {
      const title = lead === undefined ? undefined : strong(lead)
      const [first, ...others] = paragraphsIn(printable(value ?? ''))
      if (first === undefined) {
        if (what !== undefined) paragraph(title === undefined ? [missing(what)] : [title, ...afterLead, missing(what)])
        return
      }
      if (title === undefined) ownParagraph(first)
      else ledBy(title, first)
      for (const words of others) ownParagraph(words)
    },
    paragraphs(value) {
      return paragraphsIn(printable(value)).map((words) => lineOfParagraph(translated?.get(words) ?? words))
    },
    list(items) {
      blocks.push({ kind: 'list', items: items.map((content, index) => ({ label: `(${letter(index + 1)})`, content })) })
    },
    table(table) {
      blocks.push({ kind: 'table', ...table, ...(isShort(table) ? { whole: true } : {}) })
    },
    given(value, what) {
      return value === undefined || value.trim() === '' ? missing(what) : own(value)
    },
    date(iso, what) {
      return iso === undefined ? missing(what) : isolated(formatDate(iso, language))
    },
    money(value) {
      return isolated(formatMoney(value, language).replaceAll(/[\u2066-\u2069]/gu, ''))
    },
  }
}
