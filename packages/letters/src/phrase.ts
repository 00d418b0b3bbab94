import type { Translate } from '@comity/language/translate'
import { type Inline, type Line, text } from './model.ts'

/** What a sentence of the catalogue can be given: a number for its plural forms, or runs that keep their marks. */
export type Values = Readonly<Record<string, number | Inline | Line>>

// A place for each run, in the private use area: no catalogue holds it, and data never passes the formatter.
const place = /\u2068?\uE000([a-zA-Z]+)\uE001\u2069?/gu

/** A sentence of the catalogue as a line, with each value standing where the sentence names it. */
export function phrase(t: Translate, id: string, values: Values = {}): Line {
  const plain = Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : `\uE000${name}\uE001`] as const)
  return t(id, Object.fromEntries(plain))
    .split(place)
    .flatMap((part, index): Line => {
      if (index % 2 === 0) return part === '' ? [] : [text(part)]
      const value = values[part]
      if (value === undefined || typeof value === 'number') return []
      return 'kind' in value ? [value] : value
    })
}
