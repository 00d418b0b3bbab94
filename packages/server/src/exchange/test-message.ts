import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProblemCode } from '@comity/domain/problem'
import type { Act } from '@comity/domain/request/act'
import { sealEnvelope } from '@comity/exchange/envelope'
import { type AuthorityKeys, readKeys } from '@comity/exchange/keys'
import type { Manifest } from '@comity/exchange/manifest'
import { sealPart } from '@comity/exchange/part'
import { readReceipt, type Receipt } from '@comity/exchange/receipt'
import { recipientsFor } from '@comity/exchange/recipients'
import { actSchema, writeAct } from '@comity/exchange/act-part'
import { placesBeside } from './destination.ts'
import { openEgress } from './egress.ts'
import { loadCertificate } from './key-store.ts'
import { peerFinder } from './peer-store.ts'
import type { TestAuthority } from './test-authority.ts'
import { AnnouncementAnswer, messagePath, partPath } from './wire.ts'

/** A message made by hand, so that it can be made wrongly. */
export interface CraftedMessage {
  readonly id: string
  readonly envelope: Uint8Array
  readonly act: { readonly ct256: string; readonly bytes: Buffer }
}

/** The keys of a test authority, as it keeps them on disk. */
export async function keysOf(authority: TestAuthority): Promise<AuthorityKeys> {
  const keys = await readKeys(JSON.parse(await readFile(join(authority.dataDirectory, 'keys.json'), 'utf8')))
  if (!keys.ok) throw new Error(keys.problem.code)
  return keys.value
}

/** Seals an act from one authority to another; `changes` are put into the manifest, `says` in place of the act. */
export async function craft(
  from: TestAuthority,
  to: TestAuthority,
  act: Act,
  changes: Partial<Manifest> = {},
  says: Uint8Array = writeAct(act),
): Promise<CraftedMessage> {
  const keys = await keysOf(from)
  const self = from.exchange.directory()
  const peer = to.exchange.directory()
  const now = new Date(Date.now() + from.ahead).toISOString()
  const recipients = recipientsFor(keys, peer.document, now)
  if (!recipients.ok) throw new Error(recipients.problem.code)
  const folder = await mkdtemp(join(tmpdir(), 'comity-crafted-'))
  const part = await sealPart(says, recipients.value, folder)
  const manifest: Manifest = {
    v: 1,
    profile: 'comity-exchange/1',
    id: act.id,
    type: act.type,
    thread: randomUUID(),
    seq: act.seq,
    prev: act.seq === 1 ? null : '0'.repeat(64),
    from: self.authority,
    to: peer.authority,
    created: now,
    notAfter: new Date(Date.parse(now) + 86_400_000).toISOString(),
    originalMode: 'electronic-original',
    schema: actSchema,
    addSelf: { version: self.document.version, sha256: '0'.repeat(64) },
    addPeer: { version: peer.document.version, sha256: '0'.repeat(64) },
    sealKid: recipients.value.sealKid,
    parts: [{ role: 'act', name: 'act.json', mediaType: 'application/json', ...part }],
    ...changes,
  }
  const sealed = await sealEnvelope(manifest, keys, recipients.value)
  if (!sealed.ok) throw new Error(sealed.problem.code)
  return { id: manifest.id, envelope: sealed.value.envelope, act: { ct256: part.ct256, bytes: await readFile(join(folder, part.ct256)) } }
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
  { act }: CraftedMessage,
  bytes: Uint8Array = act.bytes,
): Promise<number> {
  const answer = await call(from, to, 'PATCH', partPath(act.ct256), bytes, { 'upload-offset': '0', 'upload-complete': '?1' })
  return answer.status
}

async function call(
  from: TestAuthority,
  to: TestAuthority,
  method: 'PUT' | 'PATCH',
  path: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
) {
  const egress = openEgress(await loadCertificate(from.dataDirectory, new Date()), { findPlaces: placesBeside(['127.0.0.1']) })
  const pin = await loadCertificate(to.dataDirectory, new Date())
  try {
    const answer = await egress.send({ url: `https://127.0.0.1:${to.port}`, certificates: [pin.digest] }, { method, path, body, headers })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  } finally {
    egress.close()
  }
}

/** Brings a message with its act, until the end of it. */
export async function deliverByHand(from: TestAuthority, to: TestAuthority, message: CraftedMessage): Promise<Brought> {
  await bring(from, to, message)
  await bringPart(from, to, message)
  return bring(from, to, message)
}
