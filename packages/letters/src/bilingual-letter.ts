import type { RequestContent } from '@comity/domain/request/content'
import { type Block, type Columns, type Doc, type Side } from './model.ts'
import { type LetterFrame, requestLetter } from './request-letter.ts'

/** The second language of a letter: its translator, names in it, and what of the officer's words has been translated into it. */
export type OtherLanguage = Pick<LetterFrame, 'language' | 't' | 'names' | 'translated'>

/** Writes a request in two languages with equal blocks, an officer's words apart from ours in both. */
export function letterPair(
  content: RequestContent,
  frame: LetterFrame,
  other: OtherLanguage,
): { readonly first: Doc; readonly second: Doc } {
  return {
    first: requestLetter(content, { ...frame, apart: true }),
    second: requestLetter(content, { ...frame, translated: undefined, ...other, apart: true }),
  }
}

/**
 * A letter in two columns with equal paragraphs. Our words stand in both languages. An officer's stand in the column of
 * their language, else in the first; the other column has the translator's, or keeps their place open by number.
 */
export function bilingualLetter(content: RequestContent, frame: LetterFrame, other: OtherLanguage): Doc {
  const { first, second } = letterPair(content, frame, other)
  const written = content.languages?.letter.split('-')[0]
  const openFirst = written === second.language && written !== first.language
  const [left, right] = openFirst ? [openPlaces(first, frame), second.blocks] : [first.blocks, openPlaces(second, other)]
  return {
    ...first,
    state: both(first.state, second.state),
    draftNotice: both(first.draftNotice, second.draftNotice),
    referenceLabel: both(first.referenceLabel, second.referenceLabel),
    blocks: inColumns(left, right, second),
    beside: sideOf(second),
  }
}

function both(one: string, other: string): string {
  return one === other ? one : `${one} · ${other}`
}

function sideOf({ language, direction, title, subject, addressee, date, meta, signatures }: Doc): Side {
  return { language, direction, title, subject, addressee, date, meta, signatures }
}

/** The blocks of a letter, where each paragraph of an officer's words says that it is to be translated. */
function openPlaces({ blocks }: Doc, { t }: OtherLanguage): Block[] {
  let last = 0
  return blocks.map((block) => {
    if (block.kind !== 'paragraph') return block
    last = block.number ?? last
    if (block.own !== true || block.translated === true) return block
    const { foreign: _, ...open } = block
    return { ...open, content: [{ kind: 'missing', text: t('letter.translation.open', { number: last }) }] }
  })
}

type Row = { first: Block[]; second: Block[] }

/** A row is a heading, or a paragraph with what belongs to it; a table is too wide for one, and stands below in each language. */
function inColumns(left: readonly Block[], right: readonly Block[], { language, direction }: Doc): Block[] {
  const blocks: Block[] = []
  let rows: Row[] = []
  const close = (): void => {
    if (rows.length > 0) blocks.push({ kind: 'columns', rows } satisfies Columns)
    rows = []
  }
  for (const [place, block] of left.entries()) {
    const same = right[place]
    if (same === undefined || same.kind !== block.kind) throw new Error(`block ${place} differs between the languages`)
    if (same.kind === 'table') {
      close()
      blocks.push(block, { ...same, foreign: { language, direction } })
      continue
    }
    const row = rows.at(-1)
    if (row === undefined || startsRow(block, row.first)) rows.push({ first: [block], second: [same] })
    else {
      row.first.push(block)
      row.second.push(same)
    }
  }
  close()
  return blocks
}

function startsRow(block: Block, row: readonly Block[]): boolean {
  if (block.kind === 'heading') return row.some(({ kind }) => kind !== 'heading')
  return block.kind === 'paragraph' && block.continues !== true
}
