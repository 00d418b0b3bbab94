import { basename } from 'node:path'
import { fail, ok, type Result } from '@comity/domain/result'
import { digestOf } from './digest.ts'
import { directoryLimit, verifyDirectory, type SignedDirectory } from './directory.ts'
import { envelopeLimit, partLimit, partsLimit } from './limits.ts'
import { checkPart, type SealedPart } from './part.ts'
import type { FindPeer } from './peer.ts'
import { readReceipt, receiptLimit, type SignedReceipt } from './receipt.ts'
import { listTar, readEntry, tarChunks, type TarEntry } from './tar.ts'
import { tarLength } from './tar-layout.ts'
import { writeWhole } from './write-whole.ts'

/** What one message needs to travel by hand. */
export interface SealedFileContent {
  readonly envelope: Uint8Array
  /** The sender's, and the receiver's where its receipts are in the file; consecutive versions. */
  readonly directories: readonly SignedDirectory[]
  readonly receipts: readonly Uint8Array[]
  readonly parts: readonly (Pick<SealedPart, 'ct256' | 'ctLen'> & { readonly path: string })[]
}

function directoryName(authority: string, version: number): string {
  return `directory/${authority.replace('/', '.')}.${String(version).padStart(6, '0')}`
}

/** A sealed file before it is written: its length in bytes, and the bytes of it or of a stretch. */
export interface SealedFileBytes {
  readonly size: number
  stretch(from: number, to: number): AsyncIterable<Uint8Array>
}

/** A sealed file: a plain tar whose bytes depend on its content alone. */
export function sealedFileBytes(content: SealedFileContent): SealedFileBytes {
  const entries = [
    { name: 'envelope', source: content.envelope },
    ...content.directories.map((one) => ({ name: directoryName(one.authority, one.document.version), source: one.bytes })),
    ...content.receipts.map((bytes) => ({ name: `evidence/${digestOf(bytes)}`, source: bytes })),
    ...content.parts.map((part) => ({ name: `parts/${part.ct256}`, source: { path: part.path, length: part.ctLen } })),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return { size: tarLength(entries.map(({ source }) => source.length)), stretch: (from, to) => tarChunks(entries, from, to) }
}

/** Writes a sealed file. */
export async function writeSealedFile(path: string, content: SealedFileContent): Promise<void> {
  const { size, stretch } = sealedFileBytes(content)
  await writeWhole(`${path}.part`, stretch(0, size), () => path)
}

/** The authority and the version of an entry under `directory/`; undefined for any other entry. */
export function directoryOfEntry(name: string): { readonly authority: string; readonly version: number } | undefined {
  const [, state, office, version] = /^directory\/([A-Z]{3})\.([a-z][a-z0-9-]*)\.(\d{6})$/u.exec(name) ?? []
  return state === undefined ? undefined : { authority: `${state}/${office}`, version: Number(version) }
}

// Part ciphertext is longer than the part: sixteen bytes in each 64 KiB, and the header.
const longest: readonly (readonly [RegExp, number])[] = [
  [/^envelope$/u, envelopeLimit],
  [/^directory\/[A-Z]{3}\.[a-z][a-z0-9-]{0,39}\.\d{6}$/u, directoryLimit],
  [/^evidence\/[0-9a-f]{64}$/u, receiptLimit],
  [/^parts\/[0-9a-f]{64}$/u, partLimit * 1.001 + 65_536],
]
/** Most entries of a sealed file. */
export const entriesLimit = 1 + 2 * 200 + 100 + partsLimit

/** Whether a sealed file may hold an entry of that name and length. */
export function isEntry(name: string, length: number): boolean {
  return longest.some(([form, limit]) => form.test(name) && length <= limit)
}

/** What is in a sealed file, as far as it can be checked without a private key. */
export interface SealedContent {
  readonly envelope: Uint8Array
  readonly digest: string
  /** The newest of each authority in the file. */
  readonly directories: ReadonlyMap<string, SignedDirectory>
  readonly receipts: readonly Uint8Array[]
  readonly parts: readonly TarEntry[]
}

function under(entries: readonly TarEntry[], folder: string): readonly TarEntry[] {
  return entries.filter(({ name }) => name.startsWith(`${folder}/`))
}

async function readChains(path: string, entries: readonly TarEntry[]): Promise<Result<SealedContent['directories']>> {
  const newest = new Map<string, SignedDirectory>()
  for (const entry of entries) {
    const [state = '', ofState = ''] = basename(entry.name).split('.')
    const read = await verifyDirectory(await readEntry(path, entry), newest.get(`${state}/${ofState}`))
    if (!read.ok) return fail({ ...read.problem, values: { ...read.problem.values, entry: entry.name } })
    if (directoryName(read.value.authority, read.value.document.version) !== entry.name)
      return fail({ code: 'malformed', values: { entry: entry.name } })
    newest.set(read.value.authority, read.value)
  }
  return ok(newest)
}

/** Reads what is in a sealed file, checking everything for which nobody's private key is needed. */
export async function readContent(path: string): Promise<Result<SealedContent>> {
  const listed = await listTar(path, isEntry, entriesLimit)
  if (!listed.ok) return listed
  const entry = listed.value.find(({ name }) => name === 'envelope')
  if (entry === undefined) return fail({ code: 'malformed', values: { entry: 'envelope' } })
  const envelope = await readEntry(path, entry)
  if (!Buffer.from(envelope).toString('latin1', 0, 22).startsWith('age-encryption.org/v1\n'))
    return fail({ code: 'malformed', values: { entry: 'envelope' } })
  const directories = await readChains(path, under(listed.value, 'directory'))
  if (!directories.ok) return directories
  const receipts: Uint8Array[] = []
  for (const one of under(listed.value, 'evidence')) {
    const bytes = await readEntry(path, one)
    if (digestOf(bytes) !== basename(one.name)) return fail({ code: 'bad-digest', values: { entry: one.name } })
    receipts.push(bytes)
  }
  const parts = under(listed.value, 'parts')
  for (const part of parts) {
    const checked = await checkPart({ path, start: part.start, length: part.length }, { ct256: basename(part.name), ctLen: part.length })
    if (!checked.ok) return checked
  }
  return ok({ envelope, digest: digestOf(envelope), directories: directories.value, receipts, parts })
}

/** A receipt in a sealed file; `unknown-issuer` when nothing at hand says which keys its issuer has. */
export type ReceiptFound =
  | (SignedReceipt & { readonly signature: 'verified' })
  | { readonly digest: string; readonly signature: 'unknown-issuer' }

/** Checks every receipt of a sealed file: its signature, and that it is about this envelope. */
export async function readReceipts(content: SealedContent, findPeer: FindPeer): Promise<Result<readonly ReceiptFound[]>> {
  const found: ReceiptFound[] = []
  for (const bytes of content.receipts) {
    const read = await readReceipt(bytes, findPeer)
    if (!read.ok && read.problem.code === 'unknown-peer') {
      found.push({ digest: digestOf(bytes), signature: 'unknown-issuer' })
      continue
    }
    if (!read.ok) return read
    if (read.value.receipt.envelopeDigest !== content.digest)
      return fail({ code: 'bad-digest', values: { entry: `evidence/${read.value.digest}` } })
    found.push({ ...read.value, signature: 'verified' })
  }
  return ok(found)
}
