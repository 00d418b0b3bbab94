import { IntlMessageFormat } from 'intl-messageformat'
import type { Catalogue } from './catalogue.ts'
import { isolate, needsIsolating } from './isolate.ts'
import { getLanguage, type Language } from './languages.ts'

/** What a sentence can be given: text is data, never markup or message syntax. */
export type Values = Readonly<Record<string, string | number>>

/** Answers the sentence of an id in one language. */
export type Translate = (id: string, values?: Values) => string

export interface TranslateOptions {
  readonly language: Language
  readonly messages: Catalogue
  /** What is answered from when `messages` has no such id. */
  readonly fallback?: Catalogue
  /** Whether a missing id or value throws, as in tests, or is answered as well as may be. */
  readonly strict: boolean
}

/** A message, ready to be said. */
interface Message {
  format(values: Values): unknown
}

/** Most messages have neither plural nor choice nor number to be written: names in braces are all there is to fill. */
const onlyNames = /^(?:[^{}']|\{\w+\})*$/u

/** Such a message, for which the whole machine of ICU need not be made ready. */
function withNames(text: string): Message {
  return {
    format: (values) =>
      text.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
        const value = values[name]
        if (value === undefined) throw new Error(`no value for ${name} in: ${text}`)
        return String(value)
      }),
  }
}

/**
 * Makes a translator over catalogues that are already read, so that it runs in a browser too. Messages are
 * compiled at their first use. A value that would run in another direction than the sentence is isolated.
 * @throws when strict, for an id without a message or a message without its value
 */
export function createTranslate({ language, messages, fallback, strict }: TranslateOptions): Translate {
  const { locale, direction } = getLanguage(language)
  const compiled = new Map<string, Message>()

  function messageOf(id: string): Message | undefined {
    const known = compiled.get(id)
    if (known !== undefined) return known
    const text = messages.get(id) ?? (strict ? undefined : fallback?.get(id))
    if (text === undefined) return undefined
    const message = onlyNames.test(text) ? withNames(text) : new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
    compiled.set(id, message)
    return message
  }

  function prepared(values: Values): Record<string, string | number> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' && needsIsolating(value, direction) ? isolate(value) : value,
      ]),
    )
  }

  return function translate(id, values = {}) {
    try {
      const message = messageOf(id)
      if (message === undefined) throw new Error(`no message in ${language}: ${id}`)
      return String(message.format(prepared(values)))
    } catch (error) {
      if (strict) throw error
      return id
    }
  }
}
