import { findingWords } from '@comity/language/finding-words'
import type { Values } from '@comity/language/translate'
import { languageName } from '../draft/language-options.ts'
import type { Voice } from './voice.ts'

function inWord(name: string, value: string | number, { date, language }: Pick<Voice, 'date' | 'language' | 't'>): string | number {
  if (typeof value !== 'string') return value
  if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return date(value)
  return name === 'languages'
    ? value
        .split(', ')
        .map((code) => languageName(code, language))
        .join(', ')
    : value
}

/** The values of a finding's sentence with every calendar date, detail, enclosure and every language of a list in words. */
export function inWords(values: Values | undefined, voice: Pick<Voice, 'date' | 'language' | 't'>): Values {
  return Object.fromEntries(Object.entries(findingWords(values, voice.t)).map(([name, value]) => [name, inWord(name, value, voice)]))
}
