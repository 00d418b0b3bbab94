import { formatDate, formatInstant } from '@comity/language/format'
import type { AvailableLanguage } from '@comity/language/languages'
import { type Inline, isolated, type Line } from './model.ts'

/** A digest, a fingerprint or the name of a key in lines of so many signs, so that it fits a column. */
export function longValue(value: string, length = 32): Line {
  const lines = value.match(new RegExp(`.{1,${length}}`, 'gu')) ?? []
  return lines.flatMap((line, place): Line => [...(place === 0 ? [] : [{ kind: 'break' } as const]), isolated(line.trim())])
}

/** A day, as a document says it. */
export function day(iso: string, language: AvailableLanguage): Inline {
  return isolated(formatDate(iso.slice(0, 10), language).replaceAll(/[\u2066-\u2069]/gu, ''))
}

/** A moment in UTC, as a document says it. */
export function moment(iso: string, language: AvailableLanguage): Inline {
  return isolated(formatInstant(iso, language, 'UTC').replaceAll(/[\u2066-\u2069]/gu, ''))
}
