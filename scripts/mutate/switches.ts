import type { Mutant, Range } from './mutants.ts'

/** A change with its number, by which it is switched on. */
export interface NumberedMutant extends Mutant {
  readonly number: number
}

/** What the changed source asks: whether the change of a number is switched on. */
const asked = 'isMutated'
const answer = `
function ${asked}(number) {
  globalThis.reachedMutants?.add(number)
  return globalThis.mutant === number
}
`

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

function isSame(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end
}

/**
 * The source with all changes in it at once, each asleep until `globalThis.mutant` is its number. So code is loaded once, and one change after
 * the other is tried on it. What is asked for is noted in `globalThis.reachedMutants`.
 */
export function withSwitches(source: string, mutants: readonly NumberedMutant[]): string {
  function write(range: Range, left: readonly NumberedMutant[]): string {
    let written = ''
    let at = range.start
    let rest = left
    while (rest.length > 0) {
      const first = rest.reduce((a, b) => (b.around.start < a.around.start || holds(b.around, a.around) ? b : a)).around
      const own = rest.filter(({ around }) => isSame(around, first))
      const inner = rest.filter(({ around }) => holds(first, around) && !isSame(around, first))
      rest = rest.filter(({ around }) => !holds(first, around))
      written += source.slice(at, first.start) + switched(own, inner)
      at = first.end
    }
    return written + source.slice(at, range.end)
  }
  function switched(own: readonly NumberedMutant[], inner: readonly NumberedMutant[]): string {
    const [{ around, number }] = own as [NumberedMutant]
    // In braces of its own: an `else` that follows belongs to the `if` before it.
    if (around.kind === 'statement') return `{if (!${asked}(${number})) {${write(around, inner)}}}`
    if (around.kind === 'body') return `{if (${asked}(${number})) return;${write({ start: around.start + 1, end: around.end }, inner)}`
    return `(${own.map((each) => `${asked}(${each.number}) ? (${each.around.text}) : `).join('')}(${write(around, inner)}))`
  }
  return write({ start: 0, end: source.length }, mutants) + answer
}
