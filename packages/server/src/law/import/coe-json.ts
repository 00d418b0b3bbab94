import { ok, type Result } from '@comity/domain/result'
import { refuse, rowsOf, type Status, type StatusLine } from './status.ts'

type Entry = Readonly<Record<string, unknown>>

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of the first key that fits, where it is text. */
function text(entry: Entry, pattern: RegExp): string {
  const value = Object.entries(entry).find(([key, held]) => pattern.test(key) && typeof held === 'string' && held !== '')?.[1]
  return typeof value === 'string' ? value.trim() : ''
}

function lineOf(entry: Entry): StatusLine {
  return {
    name: text(entry, /^(?:(?:libelle|nom|name)_?(?:pays|etat|state|country)?\w*|pays|state|country)$/iu),
    signed: text(entry, /^date_?signature$/iu),
    consent: text(entry, /^date_?consentement$/iu),
    inForce: text(entry, /^date_?entree_?vigueur$/iu),
    ended: text(entry, /^date_?(?:effet_?)?(?:denonciation|denunciation)$/iu),
  }
}

/** Reads the signatures that the treaty office of the Council of Europe serves for one treaty. */
export function readCoeJson(source: string): Result<Status> {
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch {
    return refuse(/^\s*[[{]/u.test(source) ? 'source-truncated' : 'source-other-format')
  }
  const list = isEntry(json) ? Object.values(json).find((value) => Array.isArray(value)) : json
  if (!Array.isArray(list) || !list.every(isEntry)) return refuse('source-other-format')
  // The form of the consent is in words of several languages there: only the dates are taken.
  const rows = rowsOf(list.map(lineOf), {})
  return rows.ok ? ok({ rows: rows.value }) : rows
}
