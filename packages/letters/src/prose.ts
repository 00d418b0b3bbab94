import { paragraphsIn } from '@comity/domain/translation/paragraphs'
import { hasRightToLeft } from './direction.ts'
import { findKept, isolateWithin } from './identifier.ts'
import { type Inline, isolated, type Line, text } from './model.ts'
import { printable } from './printable.ts'

/** A line of an officer's words: in one that runs from right to left, each identifier and each foreign name is a run of its own. */
export function keptApart(line: string): Line {
  if (!hasRightToLeft(line)) return [text(line)]
  const runs: Inline[] = []
  let from = 0
  for (const kept of findKept(line)) {
    if (kept.start > from) runs.push(text(line.slice(from, kept.start)))
    runs.push(isolated(kept.text))
    from = kept.start + kept.text.length
  }
  if (from < line.length) runs.push(text(line.slice(from)))
  return runs
}

/** The same for a sentence that is plain text. */
export function keptApartInText(words: string): string {
  return hasRightToLeft(words) ? isolateWithin(words) : words
}

/** One paragraph of prose. In text that runs from right to left identifiers and foreign names are isolated, because an unisolated `4417-0093` would show as `0093-4417` there. */
export function lineOfParagraph(paragraph: string): Line {
  return printable(paragraph)
    .split('\n')
    .flatMap((line, index): Line => {
      const runs = keptApart(line)
      return index === 0 ? runs : [{ kind: 'break' }, ...runs]
    })
}

/** The paragraphs of an officer's prose, parted by blank lines. */
export function paragraphsOf(prose: string): Line[] {
  return paragraphsIn(printable(prose)).map(lineOfParagraph)
}
