/** Which way a text runs. */
export type Direction = 'ltr' | 'rtl'

const rightToLeftLanguages = new Set(['ar', 'fa', 'he', 'ps', 'ur', 'dv', 'yi', 'ckb'])
const rightToLeftLetter = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u
const letter = /\p{L}/u

/** The direction in which a language is written, by its BCP 47 tag. */
export function directionOfLanguage(language: string): Direction {
  return rightToLeftLanguages.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/** The direction of a text by its first letter (Unicode Standard Annex 9, rules P2 and P3); digits and signs alone run from the left. */
export function directionOfText(text: string): Direction {
  const first = letter.exec(text)?.[0]
  return first !== undefined && rightToLeftLetter.test(first) ? 'rtl' : 'ltr'
}

/** Whether any letter of the text runs from right to left. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeftLetter.test(text)
}
