import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Act } from '@comity/domain/request/act'
import { type Craft, type CraftedMessage, craftMessage } from '@comity/exchange/craft-message'
import type { SignedDirectory } from '@comity/exchange/directory'
import { readReceipt, type SignedReceipt } from '@comity/exchange/receipt'
import { contentDigestOf, isCallSigned, signCall } from '@comity/exchange/signed-call'
import { valueOf } from '@comity/exchange/worked-example'
import { AnnouncementAnswer, messagePath, partPath } from '@comity/server/exchange/wire'
import { ask, type Question, type Reply } from './ask.ts'
import type { House } from './house.ts'
import type { Identity } from './identity.ts'
import { peerOf } from '@comity/exchange/peer'

/** What an answer says, with the receipts that the other side has really signed. */
export interface Read extends Reply {
  readonly code: string | undefined
  readonly missing: readonly string[]
  readonly receipts: readonly SignedReceipt[]
  /** As they came, base64url. */
  readonly texts: readonly string[]
}

/** Everything that a trial has at hand. */
export interface World {
  /** Address of the gateway that is tried. */
  readonly url: string
  /** What the other authority says of itself. */
  readonly them: SignedDirectory
  /** The peer that is known there, as it now is. */
  us: Identity
  /** Somebody who is known nowhere. */
  readonly stranger: Identity
  readonly house: House
  /** For sealed parts, a temporary one. */
  readonly folder: string
  readonly now: () => string
}

/** Makes the folder of a world. @returns it with what removes it */
export async function temporaryFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'comity-conformance-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** A first request to the other authority, which says little. */
export function dispatch(world: World, more: Partial<Act> = {}): Act {
  const requested = world.them.document.authority.state
  const requesting = world.us.directory.document.authority.state
  const content = { kind: 'mutual-legal-assistance', requesting, requested, title: 'Conformance trial' }
  const act = { id: randomUUID(), type: 'dispatch', side: 'requesting', seq: 1, seen: 0, at: world.now(), by: 'Conformance runner' }
  return { ...act, body: { content, reference: 'TRIAL', files: [] }, ...more } as Act
}

/** A further act in the same thread. */
export function askStatus(world: World, seq: number): Act {
  const act = { id: randomUUID(), type: 'ask-status', side: 'requesting', seq, seen: 0, at: world.now(), by: 'Conformance runner' }
  return { ...act, body: {} } as Act
}

/** Seals an act to the other authority. */
export async function craft(world: World, act: Act, more: Partial<Craft> & { readonly from?: Identity } = {}): Promise<CraftedMessage> {
  const { from = world.us, ...rest } = more
  return valueOf(await craftMessage(from, world.them, act, world.folder, { thread: randomUUID(), at: world.now(), ...rest }))
}

async function readAnswer(world: World, reply: Reply): Promise<Read> {
  let said: AnnouncementAnswer | undefined
  try {
    said = AnnouncementAnswer.parse(JSON.parse(reply.body.toString()))
  } catch {
    said = undefined
  }
  const receipts: SignedReceipt[] = []
  for (const text of said?.receipts ?? []) {
    const read = await readReceipt(Buffer.from(text, 'base64url'), () => peerOf(world.them, 'verified'))
    if (read.ok) receipts.push(read.value)
  }
  return { ...reply, code: said?.code, missing: said?.missing ?? [], receipts, texts: said?.receipts ?? [] }
}

/** Signs a call as the other side's document asks for, where the caller's own says that it does. */
function signed(world: World, question: Question): Question {
  const { as, method, path, headers = {}, body, tamper } = question
  const [key] = as?.keys?.sign ?? []
  if (key === undefined || as?.directory === undefined || !isCallSigned(as.directory.document, world.them.document)) return question
  const hasBody = body !== undefined && body.length > 0
  // As it is sent: a path that climbs has climbed by then.
  const { pathname, search } = new URL(path, world.url)
  const fields = { ...headers, ...(hasBody ? { 'content-digest': contentDigestOf(body) } : {}) }
  const added = signCall({ method, target: `${pathname}${search}`, fields, hasBody }, world.them.authority, key, Date.parse(world.now()))
  const all = { ...fields, ...added }
  return { ...question, headers: tamper === undefined ? all : tamper(all) }
}

/** Asks the other authority anything. */
export async function say(world: World, question: Omit<Question, 'as'> & { readonly as?: Question['as'] | 'nobody' }): Promise<Read> {
  const { as = world.us } = question
  return readAnswer(world, await ask(world.url, signed(world, { ...question, as: as === 'nobody' ? undefined : as })))
}

/** Announces an envelope. */
export function announce(
  world: World,
  { id, envelope }: { readonly id: string; readonly envelope: Uint8Array },
  more: Partial<Question> = {},
): Promise<Read> {
  const headers = { 'content-type': 'application/octet-stream' }
  return say(world, { method: 'PUT', path: messagePath(id), headers, body: envelope, ...more })
}

/** Uploads bytes of a part from an offset on. */
export function upload(
  world: World,
  ct256: string,
  bytes: Uint8Array,
  offset: number | string = 0,
  more: Partial<Question> = {},
): Promise<Read> {
  const headers = { 'content-type': 'application/partial-upload', 'upload-offset': String(offset), 'upload-complete': '?1' }
  return say(world, { method: 'PATCH', path: partPath(ct256), headers, body: bytes, ...more })
}

/** Asks how much of a part has arrived. */
export function stand(world: World, ct256: string): Promise<Read> {
  return say(world, { method: 'HEAD', path: partPath(ct256) })
}

/** Announces, uploads what is missing, and announces again: what an obedient peer does. */
export async function deliver(world: World, message: CraftedMessage): Promise<Read> {
  const first = await announce(world, message)
  for (const { ct256, bytes } of message.parts) if (first.missing.includes(ct256)) await upload(world, ct256, bytes)
  return announce(world, message)
}
