import { Inflate } from 'fflate'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'

/** The parts of a Word file by their names in the package, unpacked. */
export type Parts = ReadonlyMap<string, Uint8Array>

/** Largest template taken in, in bytes. A letterhead with its emblem has some hundred thousand. */
export const templateLimit = 8 * 1024 * 1024
/** Most that the parts of a template may hold together once unpacked, in bytes; of text and of everything. */
export const unpackedLimit = 32 * 1024 * 1024
/** Of which so much may be text, where a reader does not say otherwise. */
const usualTextLimit = 4 * 1024 * 1024
const partsAtMost = 500

const endOfDirectory = 0x06054b50
const centralEntry = 0x02014b50
const localEntry = 0x04034b50
const sliceLength = 4096

/** What the directory of a zip file promises of one of its files. */
export interface PackageEntry {
  readonly name: string
  /** How it is packed: 0 not at all, 8 deflated. */
  readonly method: number
  /** Under a password. */
  readonly locked: boolean
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** Whether a part is XML, which is read, or anything else, which is only carried. */
export function isXml(name: string): boolean {
  return /\.(?:xml|rels|svg)$/iu.test(name)
}

const notWord = fail(invalid('file', 'template-not-word'))
const damaged = fail(invalid('file', 'template-damaged'))

/**
 * Unpacks a Word file. What its directory promises is counted before anything is unpacked, and no part is unpacked
 * further than it promised, so that a small file cannot become a large one (APPNOTE.TXT 6.3.10).
 * @returns `template-not-word` for what is no open zip file, `template-damaged` for one that contradicts itself,
 * `template-unpacked` for one that would become too large
 */
export function readParts(zip: Uint8Array, textLimit = usualTextLimit): Result<Parts> {
  const listed = listEntries(zip)
  if (!listed.ok) return listed
  // A part under a password is none that Word opens without asking.
  if (listed.value.some(({ locked }) => locked)) return notWord
  if (listed.value.some(({ method }) => method !== 0 && method !== 8)) return damaged
  const entries = { value: listed.value.filter(({ name }) => !name.endsWith('/')) }
  const sum = (of: readonly PackageEntry[]): number => of.reduce((total, { size }) => total + size, 0)
  const isTooLarge = sum(entries.value) > unpackedLimit || sum(entries.value.filter(({ name }) => isXml(name))) > textLimit
  if (isTooLarge || entries.value.length > partsAtMost)
    return fail(invalid('file', 'template-unpacked', { limit: Math.round(unpackedLimit / 1024 / 1024) }))
  const parts = new Map<string, Uint8Array>()
  for (const entry of entries.value) {
    const bytes = unpackEntry(zip, entry)
    if (bytes === undefined) return damaged
    parts.set(entry.name, bytes)
  }
  return ok(parts)
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === endOfDirectory) return at
  return undefined
}

/**
 * What a zip file says that it holds, folders too; nothing is unpacked.
 * @returns `template-not-word` for what is no zip file, `template-damaged` for one that contradicts itself
 */
export function listEntries(zip: Uint8Array): Result<readonly PackageEntry[]> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = zip.byteLength < 22 ? undefined : findEnd(view)
  if (end === undefined) return notWord
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: PackageEntry[] = []
  const names = new Set<string>()
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== centralEntry) return damaged
    const nameLength = view.getUint16(at + 28, true)
    const after = at + 46 + nameLength
    if (after > end) return damaged
    const name = textOf(zip.subarray(at + 46, after))
    if (name === undefined || names.has(name.toLowerCase())) return damaged
    names.add(name.toLowerCase())
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      locked: (view.getUint16(at + 8, true) & 1) !== 0,
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at = after + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return ok(entries)
}

/** Unpacks one file to exactly the size that the directory promises; undefined where that is not what is there. */
export function unpackEntry(zip: Uint8Array, { method, packed, size, offset }: PackageEntry): Uint8Array | undefined {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  if (offset + 30 > zip.byteLength || view.getUint32(offset, true) !== localEntry) return undefined
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packed > zip.byteLength) return undefined
  const data = zip.subarray(start, start + packed)
  if (method === 0) return packed === size ? data : undefined
  try {
    return inflate(data, size)
  } catch {
    return undefined
  }
}

/** Inflates to exactly the size that was promised, a slice at a time, so that a lie is noticed before it has grown. */
function inflate(data: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size)
  const grown = { length: 0 }
  const inflater = new Inflate((chunk) => {
    if (grown.length + chunk.length <= size) out.set(chunk, grown.length)
    grown.length += chunk.length
  })
  for (let from = 0; from < data.length; from += sliceLength) {
    inflater.push(data.subarray(from, from + sliceLength), from + sliceLength >= data.length)
    if (grown.length > size) return undefined
  }
  return grown.length === size ? out : undefined
}

/** Bytes as UTF-8 text; undefined where they are not. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
