import type { Values } from '@comity/language/translate'
import type { Voice } from './voice.ts'

/** The values of a sentence with every calendar date in words. */
export function inWords(values: Values | undefined, { date }: Pick<Voice, 'date'>): Values {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value) ? date(value) : value,
    ]),
  )
}
