/** What a plain look finds in a segment: a number, date or identifier of the source that the target lacks. Advice, no more. */
export interface SegmentFinding {
  readonly code: 'number' | 'identifier'
  /** As the source writes it. */
  readonly value: string
}

const word = /[\p{L}\p{Nd}@][\p{L}\p{Nd}@._:/+-]*/gu
const figure = /\p{Nd}+(?:[.,\u00A0\u202F'’ ]\p{Nd}{3}(?!\p{Nd}))*(?:[.,٫]\p{Nd}+)?/gu

/** Every decimal digit as one of ASCII: the digits of a script follow one another from zero (Unicode, General Category Nd). */
export function westernDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    if (digit <= '9') return digit
    let zero = digit.codePointAt(0) ?? 0
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
    return String((digit.codePointAt(0) ?? 0) - zero)
  })
}

function isDate(token: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(token) || /^\d{1,2}[./-]\d{1,2}[./-]\d{4}$/u.test(token)
}

/** Signs that only a machine or a register writes: they are the same in every language. */
function isIdentifier(token: string): boolean {
  if (/^[^@]+@[^@]+\.[^@]+$/u.test(token)) return true
  if (!/\d/u.test(token) || isDate(token) || /^\d+(?:[.,:]\d+)*$/u.test(token)) return false
  // An ordinal or a year with its ending: `18th`, `2.ª`, `2019-го`.
  return !/^\d+(?:[.-]?\p{Ll}{1,3})?\.?$/u.test(token)
}

function tokensIn(text: string): readonly string[] {
  return (text.match(word) ?? []).map((token) => token.replace(/[._:/+-]+$/u, ''))
}

function plain(figures: string): string {
  return figures.replaceAll(/[^\d]/gu, '')
}

function squeezed(text: string): string {
  return text.replaceAll(/[\s\u2066-\u2069\u200E\u200F]/gu, '').toLowerCase()
}

/** Looks whether every number, date and identifier of the source is in the target. */
export function plainCheck(source: string, target: string): readonly SegmentFinding[] {
  const [from, to] = [westernDigits(source), westernDigits(target)]
  const inTarget = squeezed(to)
  const identifiers = [...new Set(tokensIn(from).filter(isIdentifier))]
  const lacking = identifiers.filter((token) => !inTarget.includes(squeezed(token)))
  // What is part of an identifier is not a number of its own.
  const rest = identifiers.reduce((text, token) => text.replaceAll(token, ' '), from)
  const there = new Set([
    ...(to.match(figure) ?? []).map(plain),
    ...(to.match(/\d+/gu) ?? []).map((digits) => digits.replace(/^0+(?=\d)/u, '')),
  ])
  const numbers = [...new Set(rest.match(/\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}/gu) ?? [])]
  const others = numbers.reduce((text, date) => text.replaceAll(date, ' '), rest).match(figure) ?? []
  const missing = (value: string): boolean => !there.has(plain(value)) && !there.has(plain(value).replace(/^0+(?=\d)/u, ''))
  // The month of a date is written in words elsewhere; its day and its year are not.
  const undated = numbers.filter((date) => {
    const [first = '', , last = ''] = date.split(/[./-]/u)
    return missing(first) || missing(last)
  })
  return [
    ...lacking.map((value): SegmentFinding => ({ code: 'identifier', value })),
    ...[...undated, ...new Set(others.filter(missing))].map((value): SegmentFinding => ({ code: 'number', value })),
  ]
}
