import { type Doc, type Line, linesOf, plainText, text } from './model.ts'

/** The words of a line that can be terms: all of it where it is ours alone, else the names in it; no dates, amounts or numbers. */
function termsIn(line: Line): string[] {
  if (line.some(({ kind }) => kind === 'missing')) return []
  if (line.every(({ kind }) => kind === 'text')) return [plainText(line)]
  return line.filter((run) => run.kind === 'isolated').map((run) => (/\p{Nd}/u.test(run.text) ? '' : plainText([run])))
}

/** Lines that say the same in both languages, side by side. */
function pairsOf(first: Doc, second: Doc): (readonly [Line, Line])[] {
  const pair = (one: readonly Line[], other: readonly Line[]): (readonly [Line, Line])[] =>
    one.flatMap((line, place) => {
      const same = other[place]
      return same === undefined ? [] : [[line, same] as const]
    })
  const lines = (doc: Doc): Line[] => [
    [text(doc.title)],
    ...doc.meta.map(({ label }) => [text(label)]),
    ...doc.meta.map(({ value }) => value),
  ]
  const inBlocks = first.blocks.flatMap((block, place): (readonly [Line, Line])[] => {
    const same = second.blocks[place]
    if (block.kind === 'heading' && same?.kind === 'heading') return pair([block.content], [same.content])
    if (block.kind === 'list' && same?.kind === 'list') {
      return pair(
        block.items.map(({ content }) => content),
        same.items.map(({ content }) => content),
      )
    }
    if (block.kind === 'table' && same?.kind === 'table')
      return pair([...block.head, ...block.rows.flat()], [...same.head, ...same.rows.flat()])
    return []
  })
  return [...pair(lines(first), lines(second)), ...inBlocks]
}

/** What the letter says in both languages in our own words, once each: its title, headings, labels, lists, names of States and instruments. */
export function termsOf(first: Doc, second: Doc): [term: string, same: string][] {
  const pairs = new Map<string, string>()
  for (const [line, same] of pairsOf(first, second)) {
    const others = linesOf(same)
    for (const [place, part] of linesOf(line).entries()) {
      const [terms, translated] = [termsIn(part), termsIn(others[place] ?? [])]
      if (terms.length !== translated.length) continue
      for (const [index, term] of terms.entries()) {
        const translation = translated[index] ?? ''
        if (term !== translation && term !== '' && translation !== '') pairs.set(term, translation)
      }
    }
  }
  return [...pairs]
}
