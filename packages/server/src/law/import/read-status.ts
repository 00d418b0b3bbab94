import type { statusFormats } from '@comity/contract/reference'
import { ok, type Result } from '@comity/domain/result'
import { readCoeJson } from './coe-json.ts'
import { readCsv } from './csv.ts'
import { readNlHtml } from './nl-html.ts'
import { countOf, refuse, type Status } from './status.ts'
import { readUntcXml } from './untc-xml.ts'

export type StatusFormat = (typeof statusFormats)[number]

/** Largest source that is read, in bytes. */
export const sourceLimit = 8 * 1024 * 1024

const readers: Readonly<Record<StatusFormat, (source: string) => Result<Status>>> = {
  'untc-xml': readUntcXml,
  'coe-json': readCoeJson,
  'nl-html': readNlHtml,
  csv: readCsv,
}

/** Who gives the lists of a format; a table of one's own names its source. */
export const publishers: Readonly<Record<StatusFormat, string>> = {
  'untc-xml': 'UN Treaty Collection',
  'coe-json': 'Council of Europe Treaty Office',
  'nl-html': 'Netherlands Treaty Database',
  csv: '',
}

/** The text of a source by the encoding that it names; unfit bytes are refused, never replaced. */
function textOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const named = /^<\?xml[^>]*encoding=["']([\w-]+)["']/iu.exec(head.replace(/^\u00EF\u00BB\u00BF/u, ''))?.[1]?.toLowerCase()
  const encoding = named === 'iso-8859-1' || named === 'windows-1252' ? 'latin1' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** What the reader of a source says beside it. */
export interface Told {
  /** The count of parties, where the source does not print one in the file. */
  readonly count?: number | undefined
  /** The day of the source, where it does not print one. */
  readonly asOf?: string | undefined
}

/** A whole list: every participant read, and as many parties as the source counts. */
export interface CheckedStatus extends Status {
  readonly count: number
  readonly asOf: string
}

/**
 * Reads a list of participants and checks it against the count of its source: all of it is taken in, or nothing.
 * @returns `invalid-input` of the source, saying why: another format, cut off, a participant or a date that cannot be
 * read, no count to check against, or a count that differs
 */
export function readStatus(bytes: Uint8Array, format: StatusFormat, told: Told): Result<CheckedStatus> {
  const text = textOf(bytes)
  if (text === undefined) return refuse('source-encoding')
  if (text.trim() === '') return refuse('source-truncated')
  const isHtml = /^[\s\uFEFF]*<(?:!doctype html|html)\b/iu.test(text)
  if (isHtml !== (format === 'nl-html')) return refuse('source-other-format')
  const status = readers[format](text)
  if (!status.ok) return status
  const { printed, rows } = status.value
  const asOf = status.value.asOf ?? told.asOf
  if (asOf === undefined) return refuse('source-no-date')
  const count = printed ?? told.count
  if (count === undefined) return refuse('source-no-count')
  const found = countOf(rows, asOf)
  if (found !== count || (told.count !== undefined && told.count !== count)) return refuse('source-count', { printed: count, found })
  return ok({ ...status.value, asOf, count })
}
