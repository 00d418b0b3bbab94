import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { diskName } from './disk-name.ts'
import { openEnvelope, type OpenedEnvelope, type Opener } from './envelope.ts'
import type { Manifest, Part } from './manifest.ts'
import { openPart } from './part.ts'
import { type FindPeer, peerOf } from './peer.ts'
import { readContent, readReceipts, type ReceiptFound, type SealedContent } from './sealed-file-layout.ts'

/** What anyone can say of a sealed file without a private key. */
export interface SealedFileReport {
  readonly envelopeDigest: string
  /** Each proves only that it agrees with itself: compare the fingerprint with one that you have from elsewhere. */
  readonly authorities: readonly {
    readonly authority: string
    readonly version: number
    readonly expires: string
    readonly fingerprint: string
  }[]
  readonly receipts: readonly ReceiptFound[]
  readonly parts: readonly { readonly ct256: string; readonly ctLen: number }[]
}

/**
 * Checks a sealed file without any private key: its form, every directory document and its chain, every receipt, and
 * that each part is what its name says. Who wrote the message and what it says is sealed.
 * @returns the report, or the first problem with the entry at fault
 */
export async function verifySealedFile(path: string): Promise<Result<SealedFileReport>> {
  const content = await readContent(path)
  if (!content.ok) return content
  const { digest, directories, parts } = content.value
  const receipts = await readReceipts(content.value, (authority) => {
    const found = directories.get(authority)
    return found && peerOf(found, 'proposed')
  })
  if (!receipts.ok) return receipts
  return ok({
    envelopeDigest: digest,
    authorities: [...directories.values()].map(({ authority, document, fingerprint }) => ({
      authority,
      version: document.version,
      expires: document.expires,
      fingerprint,
    })),
    receipts: receipts.value,
    parts: parts.map((part) => ({ ct256: basename(part.name), ctLen: part.length })),
  })
}

/** Who opens a sealed file. */
export interface SealedFileOpener extends Opener {
  /** The fingerprint, known from elsewhere, of a sender that `findPeer` does not know. */
  readonly fingerprint?: string
}

/** A sealed file, opened: what the message says and where its files now are. */
export interface OpenedSealedFile extends OpenedEnvelope {
  readonly files: readonly { readonly path: string; readonly part: Part }[]
  readonly receipts: readonly ReceiptFound[]
}

function peersOf(content: SealedContent, by: SealedFileOpener): FindPeer {
  const wanted = by.fingerprint?.replaceAll(/\s/gu, '').toLowerCase()
  return async (authority) => {
    const known = await by.findPeer(authority)
    if (known !== undefined) return known
    const found = content.directories.get(authority)
    if (found === undefined || found.fingerprint.replaceAll(' ', '') !== wanted) return undefined
    return peerOf(found, 'verified')
  }
}

async function openParts(
  path: string,
  content: SealedContent,
  manifest: Manifest,
  by: SealedFileOpener,
  folder: string,
): Promise<Result<void>> {
  const { parts } = manifest
  if (content.parts.length !== parts.length) return fail({ code: 'malformed', values: { rule: 'parts', expected: parts.length } })
  for (const [place, part] of parts.entries()) {
    const entry = content.parts.find(({ name }) => name === `parts/${part.ct256}`)
    if (entry === undefined) return fail({ code: 'malformed', values: { rule: 'parts', part: part.ct256 } })
    const opened = await openPart(
      { path, start: entry.start, length: entry.length },
      part,
      by.keys.seal,
      join(folder, diskName(place, part.name)),
      manifest,
    )
    if (!opened.ok) return opened
  }
  return ok(undefined)
}

async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}

/**
 * Opens a sealed file: the same checks as for a message that came by network, and then its parts.
 * @param into a folder that does not exist yet or is empty; it is filled whole or not at all
 * @returns what it says; a problem of `verifySealedFile` or `openEnvelope`; `unknown-peer` with the sender's fingerprint
 *   to compare when neither `findPeer` nor `fingerprint` vouches for the sender
 */
export async function openSealedFile(path: string, by: SealedFileOpener, into: string): Promise<Result<OpenedSealedFile>> {
  const read = await readContent(path)
  if (!read.ok) return read
  const content = read.value
  const findPeer = peersOf(content, by)
  const opened = await openEnvelope(content.envelope, { ...by, findPeer })
  if (!opened.ok) {
    const found = content.directories.get(String(opened.problem.values?.['from']))
    if (opened.problem.code !== 'unknown-peer' || found === undefined) return opened
    return fail({ ...opened.problem, values: { ...opened.problem.values, fingerprint: found.fingerprint } })
  }
  const receipts = await readReceipts(content, findPeer)
  if (!receipts.ok) return receipts
  const { parts } = opened.value.manifest
  const target = resolve(into)
  if (!(await isFree(target))) return fail(invalid('into', 'not-empty'))
  await mkdir(dirname(target), { recursive: true })
  const folder = await mkdtemp(`${target}.part-`)
  try {
    const written = await openParts(path, content, opened.value.manifest, by, folder)
    if (!written.ok) return written
    await rename(folder, target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const files = parts.map((part, place) => ({ path: join(target, diskName(place, part.name)), part }))
  return ok({ ...opened.value, files, receipts: receipts.value })
}
