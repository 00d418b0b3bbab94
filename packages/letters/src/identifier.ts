import { directionOfText } from './direction.ts'

// What an officer writes without thinking of directions: account numbers in groups, telephone numbers, and
// anything where signs part digits (file numbers, dates, amounts, addresses on the Internet), in any digits.
// The look-behind keeps the search linear: a match starts only where a word does.
const identifier =
  /(?<![A-Za-z\p{Nd}])(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,}(?: ?[A-Z0-9]{1,4})?|\+\d[\d ]{6,}\d|[A-Za-z\p{Nd}]+(?:[-/.:,_@+][A-Za-z\p{Nd}]+)+|[A-Za-z]+\p{Nd}+|\p{Nd}+[A-Za-z]+)/gu

// A foreign name, address or sentence: from its first letter to its last letter or digit before the script changes again.
const foreign =
  /[\p{L}--\p{Script=Arabic}--\p{Script=Hebrew}](?:[^\p{Script=Arabic}\p{Script=Hebrew}،؛؟\n]*[[\p{L}\p{Nd}]--\p{Script=Arabic}--\p{Script=Hebrew}])?/gv

/** A part of a text that keeps its own order, and where it starts. */
export interface Kept {
  readonly start: number
  readonly text: string
}

/** A bracket that opens in a passage closes in it, or each would be turned alone. */
function withBracket(passage: string, after: string): string {
  return after.startsWith(')') && passage.lastIndexOf('(') > passage.lastIndexOf(')') ? `${passage})` : passage
}

/** The identifiers in a text, and in one from right to left the foreign passages too: each keeps its own order. */
export function findKept(text: string): Kept[] {
  const found: Kept[] = Array.from(text.matchAll(identifier), (match) => ({ start: match.index, text: match[0] }))
  if (directionOfText(text) === 'ltr') return found
  for (const { 0: passage, index } of text.matchAll(foreign)) {
    found.push({ start: index, text: withBracket(passage, text.slice(index + passage.length, index + passage.length + 1)) })
  }
  const kept: Kept[] = []
  let end = 0
  for (const one of found.toSorted((a, b) => a.start - b.start || b.text.length - a.text.length)) {
    const last = kept.at(-1)
    const next = one.start + one.text.length
    if (last !== undefined && one.start < end)
      kept[kept.length - 1] = { start: last.start, text: text.slice(last.start, Math.max(end, next)) }
    else kept.push(one)
    end = Math.max(end, next)
  }
  return kept
}

/**
 * Puts each identifier and each foreign name in a text between U+2068 and U+2069: for text that runs from right to left, within which
 * an unisolated `4417-0093` would show as `0093-4417`.
 */
export function isolateWithin(text: string): string {
  let from = 0
  let safe = ''
  for (const { start, text: kept } of findKept(text)) {
    safe += `${text.slice(from, start)}\u2068${kept}\u2069`
    from = start + kept.length
  }
  return safe + text.slice(from)
}
