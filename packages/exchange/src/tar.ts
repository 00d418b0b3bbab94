import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { fail, ok, type Result } from '@comity/domain/result'

const block = 512
const record = 20 * block

/** One file of an archive: its name, its length, and where its bytes begin. In bytes. */
export interface TarEntry {
  readonly name: string
  readonly length: number
  readonly start: number
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}

/**
 * The one header that an entry can have: a plain file of nobody, readable by its owner's group and the world, without a time.
 * `tar --format=ustar --numeric-owner --owner=0 --group=0 --mtime=@0 --mode=0644` writes the same.
 */
function header(name: string, length: number): Buffer {
  const bytes = Buffer.alloc(block)
  bytes.write(name, 0, 100, 'latin1')
  bytes.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(length, 12) + octal(0, 12), 100, 'latin1')
  bytes.write('        0', 148, 'latin1')
  bytes.write('ustar\u000000', 257, 'latin1')
  bytes.write(octal(0, 8) + octal(0, 8), 329, 'latin1')
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${octal(sum, 7)} `, 148, 'latin1')
  return bytes
}

function filling(length: number): number {
  return (block - (length % block)) % block
}

/** The zeros at the end: two blocks, and as many as fill the last record. */
function closing(written: number): number {
  return Math.ceil((written + 2 * block) / record) * record - written
}

/** Writes an archive as chunks. Names are ASCII of at most 99 characters, lengths below 8 GiB. */
export async function* tarChunks(
  entries: Iterable<{ readonly name: string; readonly source: Uint8Array | { readonly path: string; readonly length: number } }>,
): AsyncGenerator<Uint8Array> {
  let written = 0
  for (const { name, source } of entries) {
    yield header(name, source.length)
    if (source instanceof Uint8Array) yield source
    else if (source.length > 0) yield* createReadStream(source.path, { end: source.length - 1, highWaterMark: record * 16 })
    yield Buffer.alloc(filling(source.length))
    written += block + source.length + filling(source.length)
  }
  yield Buffer.alloc(closing(written))
}

const malformed = fail({ code: 'malformed', values: { rule: 'not-our-tar' } })

async function bytesAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, start)
  return bytes.subarray(0, bytesRead)
}

async function zerosAt(handle: FileHandle, start: number, length: number): Promise<boolean> {
  const bytes = await bytesAt(handle, start, length)
  return bytes.length === length && bytes.every((byte) => byte === 0)
}

/**
 * Lists an archive without reading its files. Each header must be, byte for byte, the one that `tarChunks` writes for
 * its name and length; so links, folders, long names, extensions and oddities of any kind are refused.
 * @param allowed whether an entry of that name and length may occur; names ascend, so each occurs once
 * @param limit most entries
 */
export async function listTar(
  path: string,
  allowed: (name: string, length: number) => boolean,
  limit: number,
): Promise<Result<readonly TarEntry[]>> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const entries: TarEntry[] = []
    let at = 0
    for (;;) {
      const bytes = await bytesAt(handle, at, block)
      if (bytes.length < block) return malformed
      if (bytes[0] === 0) break
      const name = bytes.toString('latin1', 0, bytes.indexOf(0))
      const length = Number.parseInt(bytes.toString('latin1', 124, 135), 8)
      if (!Number.isSafeInteger(length) || !header(name, length).equals(bytes) || !allowed(name, length)) return malformed
      const last = entries.at(-1)
      if ((last !== undefined && last.name >= name) || entries.length === limit) return malformed
      entries.push({ name, length, start: at + block })
      at += block + length
      if (!(await zerosAt(handle, at, filling(length)))) return malformed
      at += filling(length)
    }
    return size - at === closing(at) && (await zerosAt(handle, at, closing(at))) ? ok(entries) : malformed
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
