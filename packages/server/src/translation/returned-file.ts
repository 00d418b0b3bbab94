import { Prose, read } from '@comity/domain/input'
import { type FieldProblem, invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Said, Segment } from '@comity/domain/translation/segment'
import { readBilingualTable } from '@comity/letters/read-bilingual-table'
import { readXliff } from '@comity/letters/read-xliff'
import type { ReturnedFile, ReturnedSegment } from '@comity/letters/translation-file'
import type { ExportedSegment } from './tables.ts'

/** Largest file that is taken in, in bytes: forty pages of prose in every field are a tenth of it. */
export const returnedFileLimit = 16 * 1024 * 1024

/** Reads a file that came back: a Word file by the mark of a zip archive, else XLIFF. */
export function readReturnedFile(bytes: Uint8Array): Result<ReturnedFile> {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? readBilingualTable(bytes) : readXliff(bytes)
}

/** Editors fold spaces and set marks of direction; neither is a change of the source. */
function squeezed(text: string): string {
  return text
    .replaceAll(/[\u200E\u200F\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

function keyOf({ segment }: ReturnedSegment, left: readonly ExportedSegment[]): string | undefined {
  if (typeof segment === 'number') return left[segment - 1]?.key
  return left.some(({ key }) => key === segment) ? segment : undefined
}

const fieldLimit = 100

/** A name that comes from outside may itself be unfit to show. */
function nameOf({ segment }: ReturnedSegment): string {
  return /^[\w.:-]{1,120}$/u.test(String(segment)) ? String(segment) : '?'
}

function wrongIn(file: ReturnedFile, left: readonly ExportedSegment[]): readonly FieldProblem[] {
  const sources = new Map(left.map(({ key, source }) => [key, squeezed(source)]))
  const seen = new Set<string>()
  const fields = file.segments.flatMap((returned): readonly FieldProblem[] => {
    const key = keyOf(returned, left)
    if (key === undefined) return [{ field: nameOf(returned), rule: 'segment-unknown' }]
    if (seen.has(key)) return [{ field: key, rule: 'segment-doubled' }]
    seen.add(key)
    if (squeezed(returned.source) !== sources.get(key)) return [{ field: key, rule: 'segment-source-changed' }]
    const words = read(Prose, returned.target, key)
    return words.ok ? [] : (words.problem.fields ?? [])
  })
  const missing = left.filter(({ key }) => !seen.has(key)).map(({ key }): FieldProblem => ({ field: key, rule: 'segment-missing' }))
  return [...fields, ...missing].slice(0, fieldLimit)
}

/** What a file that came back says, once it is known to be the one that left. */
export interface Taken {
  readonly said: readonly Said[]
  /** Keys that it says for an older source. */
  readonly stale: readonly string[]
  /** Keys that the request no longer says. */
  readonly gone: readonly string[]
}

/**
 * Holds a file that came back against what left and what the request says now. Segments may come in another order, since each has
 * its key; one that is missing, doubled, unknown or whose source was changed in the file is named, and then nothing is taken.
 * @param left what was exported in this file
 */
export function takeIn(
  file: ReturnedFile,
  left: readonly ExportedSegment[],
  now: readonly Segment[],
  languages: { readonly source: string; readonly target: string },
): Result<Taken> {
  const said = `${file.sourceLanguage ?? languages.source} – ${file.language ?? languages.target}`
  const ours = `${languages.source} – ${languages.target}`
  if (said.toLowerCase() !== ours.toLowerCase()) return fail(invalid('file', 'file-language', { said: said.slice(0, 60), ours }))
  const fields = wrongIn(file, left)
  if (fields.length > 0) return fail({ code: 'invalid-input', fields })
  const sources = new Map(left.map(({ key, source }) => [key, source]))
  const current = new Map(now.map((segment) => [segment.key, segment]))
  const taken: { said: Said[]; stale: string[]; gone: string[] } = { said: [], stale: [], gone: [] }
  for (const returned of file.segments) {
    const key = keyOf(returned, left) ?? ''
    const source = sources.get(key) ?? ''
    const segment = current.get(key)
    if (returned.target === '') continue
    if (segment === undefined) taken.gone.push(key)
    else if (segment.text !== source) {
      taken.stale.push(key)
      // What was said for the source of now is not undone by a file of an older one.
      if (segment.target === undefined || segment.stale) taken.said.push({ key, target: returned.target, done: returned.done, source })
    } else if (segment.target !== returned.target || (segment.state === 'done') !== returned.done || segment.stale)
      taken.said.push({ key, target: returned.target, done: returned.done, source })
  }
  return ok(taken)
}
