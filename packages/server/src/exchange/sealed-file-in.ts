import { createReadStream } from 'node:fs'
import type { Way } from '@comity/domain/exchange/way'
import type { ProblemCode } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { digestOf } from '@comity/exchange/digest'
import { type OpenedEnvelope, openEnvelope } from '@comity/exchange/envelope'
import type { Inbox } from '@comity/exchange/inbox'
import type { Manifest } from '@comity/exchange/manifest'
import { directoryOfEntry, entriesLimit, isEntry } from '@comity/exchange/sealed-file-layout'
import { listTar, readEntry, type TarEntry } from '@comity/exchange/tar'
import { findArrived } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import type { PartStore } from './part-store.ts'
import { findPeerRow, peerFinder } from './peer-store.ts'
import { renew } from './peers.ts'

/** What takes messages in, whichever way they come. */
export interface Intake {
  readonly instance: Instance
  readonly inbox: Inbox
  readonly parts: PartStore
}

/** What came of a message that was carried in. */
export interface TakenMessage {
  readonly id: string
  readonly peer: string
  /** Of its envelope. */
  readonly digest: string
  readonly standing: 'receiving' | 'accepted' | 'refused'
  readonly problem?: ProblemCode
  /** Absent where its envelope was turned away. */
  readonly type?: string
  readonly thread?: string
  /** Signed by us, to be given back. */
  readonly receipts: readonly Uint8Array[]
}

/** Puts the directory documents in the file that follow the one we hold of its author in its place. @returns whether there was one */
async function renewFrom({ instance }: Intake, path: string, entries: readonly TarEntry[], author: string): Promise<boolean> {
  const held = await findPeerRow(instance.db, author)
  if (held === undefined) return false
  let renewed = false
  for (const entry of entries) {
    const said = directoryOfEntry(entry.name)
    if (said?.authority !== author || said.version <= held.version) continue
    const bytes = await readEntry(path, entry)
    if (!(await instance.db.transaction().execute((trx) => renew(trx, bytes, author, now(instance))))) break
    renewed = true
  }
  return renewed
}

/** Opens the envelope by what we know of its author, and by what the file brings that follows from it. */
async function open(intake: Intake, envelope: Uint8Array, path: string, entries: readonly TarEntry[]): Promise<Result<OpenedEnvelope>> {
  const { db, self, keys } = intake.instance
  const attempt = () => openEnvelope(envelope, { self, keys, findPeer: peerFinder(db), now: now(intake.instance) })
  const opened = await attempt()
  if (opened.ok || opened.problem.code !== 'stale-directory') return opened
  return (await renewFrom(intake, path, entries, String(opened.problem.values?.['from']))) ? attempt() : opened
}

async function* stretch(path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  if (end > start) yield* createReadStream(path, { start, end: end - 1, highWaterMark: 262_144 })
}

/** Whether the file holds every part of the message and no other. */
function holdsParts({ parts }: Manifest, entries: readonly TarEntry[]): boolean {
  const said = new Map(parts.map(({ ct256, ctLen }) => [`parts/${ct256}`, ctLen]))
  const held = entries.filter(({ name }) => name.startsWith('parts/'))
  return held.length === said.size && held.every(({ name, length }) => said.get(name) === length)
}

/** Brings the parts that the inbox asks for, from the place where a line may have left off. */
async function bringParts({ parts }: Intake, manifest: Manifest, missing: readonly string[], path: string, entries: readonly TarEntry[]) {
  for (const ct256 of missing) {
    const entry = entries.find(({ name }) => name === `parts/${ct256}`)
    if (entry === undefined) throw new Error('what is missing was not announced')
    const part = { ct256, ctLen: entry.length }
    const from = await parts.arrived(manifest.from, part)
    const brought = await parts.append(manifest.from, part, from, stretch(path, entry.start + from, entry.start + entry.length))
    if (!brought.ok) return brought
  }
  return ok(undefined)
}

/**
 * Takes in a sealed file that lies on our disk: the gateway's own inbox, to which the file is one more way for the same
 * bytes to come. A message that has also come by another way has its one effect, and the same receipts.
 * @returns what came of the message; a problem when it is not known whose it is, with nothing signed: `malformed`,
 *   `cannot-decrypt`, `unsupported-profile`, `unknown-peer`, `bad-signature`, `stale-directory`; `bad-digest` when a part
 *   is damaged; `try-later` when the same part is arriving at this moment
 */
export async function takeInSealedFile(intake: Intake, path: string, way: Way): Promise<Result<TakenMessage>> {
  const { instance, inbox } = intake
  const listed = await listTar(path, isEntry, entriesLimit)
  if (!listed.ok) return listed
  const entry = listed.value.find(({ name }) => name === 'envelope')
  if (entry === undefined) return fail({ code: 'malformed', values: { entry: 'envelope' } })
  const envelope = await readEntry(path, entry)
  const opened = await open(intake, envelope, path, listed.value)
  const { messageId, from } = opened.ok
    ? { messageId: opened.value.manifest.id, from: opened.value.manifest.from }
    : { messageId: opened.problem.values?.['messageId'], from: opened.problem.values?.['from'] }
  // Until its author is proved there is nobody to whom a refusal could be signed.
  if (!opened.ok && messageId === undefined) return opened
  const [id, peer] = [String(messageId), String(from)]
  if (opened.ok && !holdsParts(opened.value.manifest, listed.value)) return fail({ code: 'malformed', values: { rule: 'parts' } })
  const announcement = { id, envelope, clients: [peer], way }
  let answer = await inbox.announce(announcement)
  if (opened.ok && answer.missing.length > 0) {
    const brought = await bringParts(intake, opened.value.manifest, answer.missing, path, listed.value)
    if (!brought.ok) return brought
    answer = await inbox.announce(announcement)
  }
  const { problem, receipts } = answer
  const row = await findArrived(instance.db, peer, id)
  const digest = digestOf(envelope)
  const ours = row !== undefined && opened.ok && row.digest === digest
  return ok({
    id,
    peer,
    digest,
    standing: ours ? row.standing : 'refused',
    receipts,
    ...(problem === undefined ? {} : { problem }),
    ...(opened.ok ? { type: opened.value.manifest.type, thread: opened.value.manifest.thread } : {}),
  })
}
