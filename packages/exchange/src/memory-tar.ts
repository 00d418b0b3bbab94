import { fail, ok, type Result } from '@comity/domain/result'
import { block, closing, filling, header, isZero, readHeader } from './tar-layout.ts'

/** One file of an archive that is held in memory. */
export interface MemoryEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Writes an archive, its entries in the order of their names. Names are ASCII of at most 99 characters. */
export function writeTar(entries: readonly MemoryEntry[]): Uint8Array {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const length = sorted.reduce((total, { bytes }) => total + block + bytes.length + filling(bytes.length), 0)
  const archive = new Uint8Array(length + closing(length))
  let at = 0
  for (const { name, bytes } of sorted) {
    archive.set(header(name, bytes.length), at)
    archive.set(bytes, at + block)
    at += block + bytes.length + filling(bytes.length)
  }
  return archive
}

const malformed = fail({ code: 'malformed', values: { rule: 'not-our-tar' } })

/**
 * Reads an archive as `writeTar` writes it; anything else that an archive could hold (links, folders, long names) is refused.
 * @param limit most entries
 */
export function readTar(archive: Uint8Array, limit: number): Result<ReadonlyMap<string, Uint8Array>> {
  const entries = new Map<string, Uint8Array>()
  let before = ''
  let at = 0
  while (archive[at] !== 0) {
    const said = readHeader(archive.subarray(at, at + block))
    if (said === undefined || said.name <= before || entries.size === limit) return malformed
    const start = at + block
    const end = start + said.length + filling(said.length)
    if (end > archive.length || !isZero(archive.subarray(start + said.length, end))) return malformed
    entries.set(said.name, archive.subarray(start, start + said.length))
    before = said.name
    at = end
  }
  const rest = archive.subarray(at)
  return rest.length === closing(at) && isZero(rest) ? ok(entries) : malformed
}
