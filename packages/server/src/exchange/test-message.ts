import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProblemCode } from '@comity/domain/problem'
import type { Act } from '@comity/domain/request/act'
import { type CraftedMessage, craftMessage } from '@comity/exchange/craft-message'
import { signDirectory, type SignedDirectory, verifyDirectory } from '@comity/exchange/directory'
import type { AuthorityKeys } from '@comity/exchange/keys'
import type { Manifest } from '@comity/exchange/manifest'
import { readReceipt, type Receipt } from '@comity/exchange/receipt'
import { writeAct } from '@comity/exchange/act-part'
import { valueOf } from '@comity/exchange/worked-example'
import { signedFor } from './call-signer.ts'
import { placesBeside } from './destination.ts'
import { type Answer, openEgress } from './egress.ts'
import { loadCertificate, loadKeys } from './key-store.ts'
import { peerFinder } from './peer-store.ts'
import type { TestAuthority } from './test-authority.ts'
import { AnnouncementAnswer, messagePath, partPath } from './wire.ts'

/** A message made by hand whose only part is its act. */
export interface ActMessage extends CraftedMessage {
  readonly act: { readonly ct256: string; readonly bytes: Buffer }
}

/** The keys of a test authority, as it keeps them on disk. */
export async function keysOf(authority: TestAuthority): Promise<AuthorityKeys> {
  return loadKeys(authority.vault)
}

/** Gives an authority the document that software without this profile would have made, and with it that software's ways. */
export async function madeOlder(authority: TestAuthority, without: string): Promise<void> {
  const first = await signedBy(authority)
  const profiles = first.document.profiles.filter((name) => name !== without)
  const second = { ...first.document, version: 2, prev: first.digest, profiles }
  const { bytes, digest, document } = valueOf(await verifyDirectory(await signDirectory(second, (await keysOf(authority)).root), first))
  await authority.db
    .insertInto('directory')
    .values({ version: 2, bytes: Buffer.from(bytes), digest, issued_at: document.issued })
    .execute()
  await authority.restart()
}

async function signedBy(authority: TestAuthority): Promise<SignedDirectory> {
  const read = await verifyDirectory(Buffer.from(authority.exchange.directory().text))
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

/** Seals an act from one authority to another; `changes` are put into the manifest, `says` in place of the act. */
export async function craft(
  from: TestAuthority,
  to: TestAuthority,
  act: Act,
  changes: Partial<Manifest> = {},
  says: Uint8Array = writeAct(act),
): Promise<ActMessage> {
  const directory = await signedBy(from)
  const author = { id: directory.authority, keys: await keysOf(from), directory }
  const folder = await mkdtemp(join(tmpdir(), 'comity-crafted-'))
  const at = new Date(Date.now() + from.ahead).toISOString()
  const crafted = await craftMessage(author, await signedBy(to), act, folder, { thread: randomUUID(), at, changes, says })
  await rm(folder, { recursive: true })
  if (!crafted.ok) throw new Error(crafted.problem.code)
  const [part] = crafted.value.parts
  if (part === undefined) throw new Error('a message has its act')
  return { ...crafted.value, act: part }
}

/** What came back to something brought by hand. */
export interface Brought {
  readonly status: number
  readonly code: ProblemCode | undefined
  readonly missing: readonly string[]
  readonly receipts: readonly Receipt[]
  readonly bytes: readonly string[]
}

/** Brings an envelope to an authority over a connection of another's. */
export async function bring(
  from: TestAuthority,
  to: TestAuthority,
  { id, envelope }: Pick<CraftedMessage, 'id' | 'envelope'>,
): Promise<Brought> {
  const answer = await call(from, to, 'PUT', messagePath(id), envelope)
  const read = AnnouncementAnswer.parse(JSON.parse(Buffer.from(answer.body).toString()))
  const receipts: Receipt[] = []
  for (const text of read.receipts) {
    const receipt = await readReceipt(Buffer.from(text, 'base64url'), peerFinder(from.db))
    if (!receipt.ok) throw new Error(receipt.problem.code)
    receipts.push(receipt.value.receipt)
  }
  return { status: answer.status, code: read.code, missing: read.missing, receipts, bytes: read.receipts }
}

/** Brings the act part of a message. @returns the status */
export async function bringPart(
  from: TestAuthority,
  to: TestAuthority,
  { act }: ActMessage,
  bytes: Uint8Array = act.bytes,
): Promise<number> {
  const answer = await call(from, to, 'PATCH', partPath(act.ct256), bytes, { 'upload-offset': '0', 'upload-complete': '?1' })
  return answer.status
}

/** Asks an authority for something over a connection of another's. */
export function askAs(from: TestAuthority, to: TestAuthority, path: string): Promise<Answer> {
  return call(from, to, 'GET', path)
}

async function call(
  from: TestAuthority,
  to: TestAuthority,
  method: 'GET' | 'PUT' | 'PATCH',
  path: string,
  body?: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
) {
  const egress = openEgress(await loadCertificate(from.vault, new Date()), { findPlaces: placesBeside(['127.0.0.1']) })
  const pin = await loadCertificate(to.vault, new Date())
  try {
    const outbound = { method, path, headers, ...(body === undefined ? {} : { body }) }
    const directory = await signedBy(from)
    // By the clock of whoever is called, which the caller would have been told.
    const clock = (): Date => new Date(Date.now() + to.ahead)
    const { authority: id, document } = to.exchange.directory()
    const signed = await signedFor({ directory: () => directory, keys: await keysOf(from), clock }, outbound, { id, document }, 0)
    const answer = await egress.send({ url: `https://127.0.0.1:${to.port}`, certificates: [pin.digest] }, signed)
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  } finally {
    egress.close()
  }
}

/** Brings a message with its act, until the end of it. */
export async function deliverByHand(from: TestAuthority, to: TestAuthority, message: ActMessage): Promise<Brought> {
  await bring(from, to, message)
  await bringPart(from, to, message)
  return bring(from, to, message)
}
