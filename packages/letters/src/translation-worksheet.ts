import type { RequestContent } from '@comity/domain/request/content'
import { letterPair, type OtherLanguage } from './bilingual-letter.ts'
import { termsOf } from './glossary.ts'
import { languageName } from './language-and-attachments-part.ts'
import { createWriter } from './letter-writer.ts'
import { type Block, type Doc, type Foreign, type Inline, isolated, type Line, plainText, text } from './model.ts'
import { phrase } from './phrase.ts'
import type { LetterFrame } from './request-letter.ts'

/**
 * What a translator of a letter works on: each paragraph of the officer's words under its number, each short text,
 * and the words that the letter already says in both languages.
 */
export function translationWorksheet(content: RequestContent, frame: LetterFrame, other: OtherLanguage): Doc {
  const { first, second } = letterPair(content, frame, other)
  const { t, language } = frame
  const written = languageName(content.languages?.letter ?? language, language)
  const target = languageName(other.language, language)
  const writer = createWriter({ t, language, names: frame.names, draft: frame.draft, written: undefined })
  const columns = [phrase(t, 'letter.worksheet.source', { language: written }), phrase(t, 'letter.worksheet.target', { language: target })]
  writer.say('letter.worksheet.intro', { source: written, target })

  const paragraphs = ownParagraphs(first.blocks)
  const translated = second.blocks.map((block) => (block.kind === 'paragraph' && block.translated === true ? block.content : []))
  if (paragraphs.length > 0) {
    writer.part('letter.worksheet.paragraphs')
    writer.table({
      caption: phrase(t, 'letter.worksheet.paragraphs.caption'),
      head: [phrase(t, 'letter.worksheet.number'), ...columns],
      rows: paragraphs.map(([number, said, place]) => [[text(number)], said, translated[place] ?? []]),
      widths: [1, 7, 7],
    })
  }
  const names = shortTexts(first)
  if (names.length > 0) {
    writer.part('letter.worksheet.short')
    writer.table({
      caption: phrase(t, 'letter.worksheet.short.caption'),
      head: columns,
      rows: names.map((said) => {
        const same = other.translated?.texts.get(said)
        return [[isolated(said)], same === undefined ? [] : [isolated(same, other.language)]]
      }),
      widths: [1, 1],
    })
  }
  writer.part('letter.worksheet.terms')
  writer.table({
    caption: phrase(t, 'letter.worksheet.terms.caption'),
    head: [
      phrase(t, 'letter.worksheet.term', { language: languageName(language, language) }),
      phrase(t, 'letter.worksheet.term', { language: target }),
    ],
    rows: termsOf(first, second).map(([term, same]) => [[isolated(term)], [isolated(same, other.language)]]),
    widths: [1, 1],
  })
  return {
    ...first,
    title: t('letter.worksheet.title'),
    addressee: [],
    meta: [...first.meta.slice(0, 1), { label: t('letter.worksheet.translation'), value: [written, text(' – '), target] }],
    blocks: writer.blocks,
    signatures: [
      { role: t('letter.worksheet.translator'), fields: ['name', 'date', 'signature'].map((field) => t(`letter.signature.${field}`)) },
    ],
  }
}

/** Each paragraph of an officer's words, with the number under which the letter prints it and its place among the blocks. */
function ownParagraphs(blocks: readonly Block[]): [number: string, said: Line, place: number][] {
  let last = 0
  return blocks.flatMap((block, place): [string, Line, number][] => {
    if (block.kind !== 'paragraph') return []
    last = block.number ?? last
    if (block.own !== true) return []
    const said = block.foreign === undefined ? block.content : keptTogether(block.content, block.foreign)
    return [[String(last), said, place]]
  })
}

/** A passage of another language as one run for each of its lines: a cell has no direction of its own. */
function keptTogether(passage: Line, { language }: Foreign): Line {
  const lines = plainText(passage).split('\n')
  return lines.flatMap((line, place): Line => [...(place === 0 ? [] : [{ kind: 'break' } as const]), isolated(line, language)])
}

function runsOf({ blocks, ...head }: Doc): Inline[] {
  const inBlocks = blocks.flatMap((block): readonly Inline[] => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return block.content
      case 'list':
        return block.items.flatMap(({ content }) => content)
      case 'table':
        return block.rows.flat(2)
      case 'columns':
        return []
    }
  })
  return [...head.subject, ...head.sender.flat(), ...head.addressee.flat(), ...inBlocks]
}

/** The lines of an officer's words that have words in them, once each: names of offices and offences, not numbers of files. */
function shortTexts(doc: Doc): string[] {
  const own = runsOf(doc).filter((run) => run.kind === 'isolated' && run.own === true)
  return [...new Set(own.map((run) => plainText([run])).filter((said) => /\p{L}{3}/u.test(said)))]
}
