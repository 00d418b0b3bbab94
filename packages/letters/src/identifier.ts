// What an officer writes without thinking of directions: account numbers in groups, telephone numbers, and
// anything where signs part digits (file numbers, dates, amounts, addresses on the Internet), in any digits.
// The look-behind keeps the search linear: a match starts only where a word does.
const identifier =
  /(?<![A-Za-z\p{Nd}])(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,}(?: ?[A-Z0-9]{1,4})?|\+\d[\d ]{6,}\d|[A-Za-z\p{Nd}]+(?:[-/.:,_@+][A-Za-z\p{Nd}]+)+|[A-Za-z]+\p{Nd}+|\p{Nd}+[A-Za-z]+)/gu

/** The identifiers in a text, each with where it starts. */
export function findIdentifiers(text: string): { readonly start: number; readonly text: string }[] {
  return Array.from(text.matchAll(identifier), (match) => ({ start: match.index, text: match[0] }))
}

/**
 * Puts each identifier in a text between U+2068 and U+2069: for names that run from right to left, within which
 * an unisolated `4417-0093` would show as `0093-4417`.
 */
export function isolateWithin(text: string): string {
  return text.replaceAll(identifier, '\u2068$&\u2069')
}
