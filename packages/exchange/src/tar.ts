import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { fail, ok, type Result } from '@comity/domain/result'
import { block, closing, filling, header, isZero, readHeader } from './tar-layout.ts'

/** One file of an archive: its name, its length, and where its bytes begin. In bytes. */
export interface TarEntry {
  readonly name: string
  readonly length: number
  readonly start: number
}

/** What goes into an archive under a name. */
export interface TarFile {
  readonly name: string
  readonly source: TarSource
}
/** Bytes in memory, a file, or a stream of known length that can be read from its beginning only. */
export type TarSource =
  | Uint8Array
  | { readonly path: string; readonly length: number }
  | { readonly stream: () => AsyncIterable<Uint8Array>; readonly length: number }

function* piecesOf(files: Iterable<TarFile>): Generator<TarSource> {
  let written = 0
  for (const { name, source } of files) {
    yield header(name, source.length)
    yield source
    yield Buffer.alloc(filling(source.length))
    written += block + source.length + filling(source.length)
  }
  yield Buffer.alloc(closing(written))
}

/**
 * Writes an archive, or a stretch of it, as chunks. Names are ASCII of at most 99 characters, lengths below 8 GiB.
 * @param from place of the first byte
 * @param to place after the last one
 */
export async function* tarChunks(files: Iterable<TarFile>, from = 0, to = Infinity): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const piece of piecesOf(files)) {
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, piece.length)]
    at += piece.length
    if (start >= end) continue
    if (piece instanceof Uint8Array) yield piece.subarray(start, end)
    else if ('stream' in piece) yield* piece.stream()
    else yield* createReadStream(piece.path, { start, end: end - 1, highWaterMark: 320 * block })
  }
}

const malformed = fail({ code: 'malformed', values: { rule: 'not-our-tar' } })

/** Bytes that can be read at any place. */
export interface ByteSource {
  readonly size: number
  /** Fewer bytes than asked for only at the end. */
  read(start: number, length: number): Promise<Uint8Array>
}

async function bytesAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, start)
  return bytes.subarray(0, bytesRead)
}

async function zerosAt(source: ByteSource, start: number, length: number): Promise<boolean> {
  const bytes = await source.read(start, length)
  return bytes.length === length && isZero(bytes)
}

/**
 * Lists an archive without reading its files. Each header must be, byte for byte, the one that `tarChunks` writes for
 * its name and length; so links, folders, long names, extensions and oddities of any kind are refused.
 * @param allowed whether an entry of that name and length may occur; names ascend, so each occurs once
 * @param limit most entries
 */
export async function listTarIn(
  source: ByteSource,
  allowed: (name: string, length: number) => boolean,
  limit: number,
): Promise<Result<readonly TarEntry[]>> {
  const entries: TarEntry[] = []
  let at = 0
  for (;;) {
    const bytes = await source.read(at, block)
    if (bytes.length < block) return malformed
    if (bytes[0] === 0) break
    const said = readHeader(bytes)
    if (said === undefined || !allowed(said.name, said.length)) return malformed
    const { name, length } = said
    const last = entries.at(-1)
    if ((last !== undefined && last.name >= name) || entries.length === limit) return malformed
    entries.push({ name, length, start: at + block })
    at += block + length
    if (!(await zerosAt(source, at, filling(length)))) return malformed
    at += filling(length)
  }
  return source.size - at === closing(at) && (await zerosAt(source, at, closing(at))) ? ok(entries) : malformed
}

/** Lists an archive on disk; see `listTarIn`. */
export async function listTar(
  path: string,
  allowed: (name: string, length: number) => boolean,
  limit: number,
): Promise<Result<readonly TarEntry[]>> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return await listTarIn({ size, read: (start, length) => bytesAt(handle, start, length) }, allowed, limit)
  } finally {
    await handle.close()
  }
}

/** Reads one entry whole; for those that are known to be small. */
export async function readEntry(path: string, entry: TarEntry): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    return new Uint8Array(await bytesAt(handle, entry.start, entry.length))
  } finally {
    await handle.close()
  }
}
