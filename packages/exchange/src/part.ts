import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ReadableStream } from 'node:stream/web'
import { fail, ok, type Result } from '@comity/domain/result'
import { Decrypter, Encrypter } from 'age-encryption'
import type { SealingKey } from './keys.ts'
import type { Part } from './manifest.ts'
import { isPadding, type PaddingSaid, paddedLength, paddingOf } from './part-padding.ts'
import type { Recipients } from './recipients.ts'
import { writeWhole } from './write-whole.ts'

/** What the manifest says about a file's bytes: length and digest before and after sealing. */
export type SealedPart = Pick<Part, 'len' | 'sha256' | 'ct256' | 'ctLen'>
/** Where a file's bytes come from: a path, a node stream, or memory. */
export type PartSource = string | AsyncIterable<Uint8Array> | Uint8Array
/** Where a file's bytes are put: a path, or one where they lie otherwise than they were opened. */
export type PlainPlace = string | { readonly path: string; seal(plain: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> }
/** Where ciphertext lies: a file, or a stretch of one, in bytes. */
export type SealedSource = string | { readonly path: string; readonly start: number; readonly length: number }

const step = 262_144
/** Longest age header that we read: without an end, a hostile one would be read into memory whole. In bytes. */
const headerLimit = 65_536

class TooLong extends Error {}

class Tally {
  readonly hash = createHash('sha256')
  length = 0

  async *over(chunks: AsyncIterable<Uint8Array>, limit = Infinity): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.length += chunk.length
      if (this.length > limit) throw new TooLong()
      this.hash.update(chunk)
      yield chunk
    }
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function plainChunks(source: PartSource): AsyncIterable<Uint8Array> {
  if (typeof source === 'string') return createReadStream(source, { highWaterMark: step })
  return source instanceof Uint8Array ? once(source) : source
}

async function* sealedChunks(sealed: SealedSource): AsyncGenerator<Uint8Array> {
  if (typeof sealed === 'string') yield* createReadStream(sealed, { highWaterMark: step })
  else if (sealed.length > 0) {
    yield* createReadStream(sealed.path, { start: sealed.start, end: sealed.start + sealed.length - 1, highWaterMark: step })
  }
}

async function* withHeader(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < headerLimit) continue
    if (!head.subarray(0, headerLimit).includes('\n--- ')) throw new TooLong()
    yield head
    head = undefined
  }
  if (head !== undefined) yield head
}

async function* padded(plain: Tally, source: PartSource): AsyncGenerator<Uint8Array> {
  yield* plain.over(plainChunks(source))
  yield* paddingOf(plain.length)
}

/** What was sealed after the end of a file: counted and looked at, never given out. */
class Rest {
  length = 0
  isClean = true

  async *after(chunks: AsyncIterable<Uint8Array>, length: number, limit: number): AsyncGenerator<Uint8Array> {
    let left = length
    for await (const chunk of chunks) {
      const file = chunk.subarray(0, left)
      const rest = chunk.subarray(file.length)
      left -= file.length
      this.length += rest.length
      if (this.length > limit) throw new TooLong()
      this.isClean &&= isPadding(rest)
      if (file.length > 0) yield file
    }
  }
}

/**
 * Seals one file of any size, in constant memory; padded with zeros where the recipient takes it.
 * @param folder where the ciphertext is kept, under its own SHA-256
 * @returns what the manifest says about it; length and digest before sealing are those of the file without its padding
 */
export async function sealPart(source: PartSource, recipients: Recipients, folder: string): Promise<SealedPart> {
  const plain = new Tally()
  const cipher = new Tally()
  const encrypter = new Encrypter()
  for (const recipient of recipients.recipients) encrypter.addRecipient(recipient)
  const chunks = recipients.padded ? padded(plain, source) : plain.over(plainChunks(source))
  const sealed = await encrypter.encrypt(ReadableStream.from<Uint8Array>(chunks))
  await mkdir(folder, { recursive: true })
  const path = await writeWhole(join(folder, `${randomUUID()}.part`), cipher.over(sealed), () => join(folder, cipher.hash.digest('hex')))
  return { len: plain.length, sha256: plain.hash.digest('hex'), ct256: basename(path), ctLen: cipher.length }
}

/**
 * Compares ciphertext with its name and length; nobody's key is needed.
 * @returns `too-large` when it is longer than said, `bad-digest` when it is other than said
 */
export async function checkPart(sealed: SealedSource, part: Pick<SealedPart, 'ct256' | 'ctLen'>): Promise<Result<void>> {
  const cipher = new Tally()
  try {
    for await (const chunk of cipher.over(sealedChunks(sealed), part.ctLen)) void chunk
  } catch (error) {
    if (error instanceof TooLong) return fail({ code: 'too-large', values: { part: part.ct256, limit: part.ctLen } })
    throw error
  }
  const same = cipher.length === part.ctLen && cipher.hash.digest('hex') === part.ct256
  return same ? ok(undefined) : fail({ code: 'bad-digest', values: { part: part.ct256 } })
}

function ofTheSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

/**
 * Opens one file of any size, in constant memory, and checks it against the manifest on the way.
 * @param keys ours, any of which may open it
 * @param into the path that appears when both digests and both lengths agree, and never before
 * @param padding what the manifest says of it: then exactly the zeros due by the length follow the file, otherwise nothing
 * @returns `cannot-decrypt`, `bad-digest` or `too-large`, with nothing left behind. A missing file is an exception
 */
export async function openPart(
  sealed: SealedSource,
  part: SealedPart,
  keys: readonly SealingKey[],
  into: PlainPlace,
  { padding }: PaddingSaid = {},
): Promise<Result<void>> {
  const plain = new Tally()
  const rest = new Rest()
  const cipher = new Tally()
  const due = padding === undefined ? 0 : paddedLength(part.len) - part.len
  const values = { part: part.ct256 }
  const agree = (): boolean =>
    cipher.length === part.ctLen &&
    plain.length === part.len &&
    rest.length === due &&
    rest.isClean &&
    cipher.hash.digest('hex') === part.ct256 &&
    plain.hash.digest('hex') === part.sha256
  try {
    const decrypter = new Decrypter()
    for (const { identity } of keys) decrypter.addIdentity(identity)
    const opened = await decrypter.decrypt(ReadableStream.from<Uint8Array>(withHeader(cipher.over(sealedChunks(sealed), part.ctLen))))
    const checked = plain.over(rest.after(opened, part.len, due))
    const { path, seal } = typeof into === 'string' ? { path: into, seal: () => checked } : into
    const placed = await writeWhole(`${path}.${randomUUID()}.part`, seal(checked), () => (agree() ? path : undefined))
    return placed === undefined ? fail({ code: 'bad-digest', values }) : ok(undefined)
  } catch (error) {
    if (ofTheSystem(error)) throw error
    if (error instanceof TooLong) return fail({ code: 'too-large', values })
    const named = await checkPart(sealed, part)
    return named.ok ? fail({ code: 'cannot-decrypt', values }) : named
  }
}
