const firstStrongIsolate = '\u2068'
const popDirectionalIsolate = '\u2069'

/**
 * Keeps an identifier, a date or a foreign name in its own order inside a sentence of another direction
 * (Unicode Standard Annex 9). For plain text only; a page wraps the text in `<bdi>` instead.
 */
export function isolate(text: string): string {
  return `${firstStrongIsolate}${text}${popDirectionalIsolate}`
}

// Hebrew, Arabic and their neighbours and presentation forms: everything strong from right to left.
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Whether a text needs isolating in a sentence of this direction: nothing can move where all runs one way. */
export function needsIsolating(text: string, direction: 'ltr' | 'rtl'): boolean {
  return !text.startsWith(firstStrongIsolate) && (direction === 'rtl' || rightToLeft.test(text))
}
