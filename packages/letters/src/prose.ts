import { hasRightToLeft } from './direction.ts'
import { type Inline, isolated, type Line, text } from './model.ts'
import { printable } from './printable.ts'

// What an officer writes without thinking of directions: account numbers in groups, telephone numbers, and
// anything where signs part digits (file numbers, dates, amounts, addresses on the Internet).
// The look-behind keeps the search linear: a match starts only where a word does.
const identifier =
  /(?<![A-Za-z0-9])(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,}(?: ?[A-Z0-9]{1,4})?|\+\d[\d ]{6,}\d|[A-Za-z0-9]+(?:[-/.:,_@+][A-Za-z0-9]+)+|[A-Za-z]+\d+|\d+[A-Za-z]+)/gu

function isolateIdentifiers(line: string): Inline[] {
  const runs: Inline[] = []
  let from = 0
  for (const match of line.matchAll(identifier)) {
    if (match.index > from) runs.push(text(line.slice(from, match.index)))
    runs.push(isolated(match[0]))
    from = match.index + match[0].length
  }
  if (from < line.length) runs.push(text(line.slice(from)))
  return runs
}

/**
 * The paragraphs of an officer's prose, parted by blank lines. In text that runs from right to left identifiers
 * are isolated, because an unisolated `4417-0093` would show as `0093-4417` there.
 */
export function paragraphsOf(prose: string): Line[] {
  return printable(prose)
    .split(/\n[\t ]*\n\s*/u)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) =>
      paragraph
        .trim()
        .split('\n')
        .flatMap((line, index): Inline[] => {
          const runs = hasRightToLeft(line) ? isolateIdentifiers(line) : [text(line)]
          return index === 0 ? runs : [{ kind: 'break' }, ...runs]
        }),
    )
}
