import { hasRightToLeft } from './direction.ts'
import { findIdentifiers } from './identifier.ts'
import { type Inline, isolated, type Line, text } from './model.ts'
import { printable } from './printable.ts'

function isolateIdentifiers(line: string): Inline[] {
  const runs: Inline[] = []
  let from = 0
  for (const identifier of findIdentifiers(line)) {
    if (identifier.start > from) runs.push(text(line.slice(from, identifier.start)))
    runs.push(isolated(identifier.text))
    from = identifier.start + identifier.text.length
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
