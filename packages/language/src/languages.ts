/** One language of the product. */
export interface LanguageFacts {
  /** BCP 47 code, the name of its catalogue folder. */
  readonly code: string
  /** Its name in itself, for the choice of language. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** What the platform's `Intl` is asked for: dates as the United Nations write them, always Latin digits. */
  readonly locale: string
  /** How a number is written: what parts the thousands, and the decimal sign. */
  readonly group: string
  readonly decimal: string
}

/** Narrow and wide enough not to be read as a decimal sign anywhere, and never the end of a line. */
const space = '\u00A0'

/**
 * The six languages of the United Nations and Portuguese. Spanish, French and Russian part thousands with a
 * space: a point or a comma there means thousands in one State and decimals in the next.
 */
export const languages = [
  { code: 'en', name: 'English', direction: 'ltr', locale: 'en-GB-u-ca-gregory-nu-latn', group: ',', decimal: '.' },
  { code: 'fr', name: 'Français', direction: 'ltr', locale: 'fr-u-ca-gregory-nu-latn', group: space, decimal: ',' },
  { code: 'es', name: 'Español', direction: 'ltr', locale: 'es-u-ca-gregory-nu-latn', group: space, decimal: ',' },
  { code: 'ar', name: 'العربية', direction: 'rtl', locale: 'ar-u-ca-gregory-nu-latn', group: ',', decimal: '.' },
  { code: 'ru', name: 'Русский', direction: 'ltr', locale: 'ru-u-ca-gregory-nu-latn', group: space, decimal: ',' },
  { code: 'zh', name: '中文', direction: 'ltr', locale: 'zh-u-ca-gregory-nu-latn', group: ',', decimal: '.' },
  { code: 'pt', name: 'Português', direction: 'ltr', locale: 'pt-u-ca-gregory-nu-latn', group: '.', decimal: ',' },
] as const satisfies readonly LanguageFacts[]

/** A language for which States have names and dates have a form. */
export type Language = (typeof languages)[number]['code']

/** The languages whose catalogues are complete, in the order in which they are offered. */
export const available = ['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt'] as const satisfies readonly Language[]

/** A language in which the product speaks. */
export type AvailableLanguage = (typeof available)[number]

/** Whether a language asked for from outside is one in which the product speaks. */
export function isAvailable(code: string): code is AvailableLanguage {
  return (available as readonly string[]).includes(code)
}

/** The facts of a language. */
export function getLanguage(code: Language): LanguageFacts {
  const found = languages.find((language) => language.code === code)
  if (found === undefined) throw new Error(`no such language: ${code}`)
  return found
}
