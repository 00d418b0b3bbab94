import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { filesOf } from '@comity/domain/request/decide'
import { fail, ok, type Result } from '@comity/domain/result'
import { actSchema, originalModeOf, partLabel, writeAct } from '@comity/exchange/act-part'
import { timeUnder } from '@comity/exchange/directory-document'
import { sealEnvelope } from '@comity/exchange/envelope'
import type { Manifest, Part } from '@comity/exchange/manifest'
import { sealPart } from '@comity/exchange/part'
import { paddingSaid } from '@comity/exchange/part-padding'
import { type Recipients, recipientsFor } from '@comity/exchange/recipients'
import { profile } from '@comity/exchange/signed-document'
import { suitesFrom } from '@comity/exchange/suite-floor'
import { type Instance, now } from './instance.ts'
import { findForerunner, keepSealed } from './outbox-store.ts'
import { issueReceipt } from './receipt-store.ts'
import type { OutboxRow, PeerRow } from './tables.ts'

/** How long the recipient may take a message in, since it may go by a courier's bag. In days. */
const carriedDays = 60

/** The end of a message for its recipient, whichever way it goes: ours comes earlier while it only goes by the line. UTC */
export function carriedUntil({ created_at: queued }: Pick<OutboxRow, 'created_at'>): string {
  return new Date(Date.parse(queued) + carriedDays * 86_400_000).toISOString()
}

async function sealFile(instance: Instance, file: FileReference, recipients: Recipients, folder: string): Promise<Part> {
  const sealed = await sealPart(await instance.files.read(file.sha256), recipients, folder)
  if (sealed.sha256 !== file.sha256 || sealed.len !== file.size) throw new Error(`file ${file.sha256} is damaged in the store`)
  return { role: 'file', ...partLabel(file), ...sealed }
}

async function sealParts(instance: Instance, act: Act, recipients: Recipients, folder: string): Promise<Part[]> {
  const sealedAct = await sealPart(writeAct(act), recipients, folder)
  const parts: Part[] = [{ role: 'act', name: 'act.json', mediaType: 'application/json', ...sealedAct }]
  for (const file of filesOf(act)) parts.push(await sealFile(instance, file, recipients, folder))
  return parts
}

/**
 * Seals a message with all its parts, once: what is kept here is what every attempt sends.
 * With it our chain says that it is complete, signed and queued (SubmissionAcceptance).
 * @param lease under which it is sealed; also the name of the folder, so that two who seal by accident do not meet
 * @returns the row; `act-out-of-place` when the message before it was given up before it had a form, so that nothing can follow it; what `recipientsFor` says; `clock-wrong`; `try-later` when the lease was lost
 */
export async function sealMessage(instance: Instance, row: OutboxRow, peer: PeerRow, lease: string): Promise<Result<OutboxRow>> {
  const { db, self, keys, folders } = instance
  const { act } = row
  if (act === null) throw new Error('a queued message holds its act')
  // What is signed says when, and a peer holds us to it.
  if ((await instance.clockWrongBy?.()) !== undefined) return fail({ code: 'clock-wrong' })
  const forerunner = row.seq === 1 ? undefined : await findForerunner(db, row)
  const prev = forerunner?.jws_digest ?? null
  if (row.seq > 1 && prev === null) return fail({ code: 'act-out-of-place' })
  const recipients = recipientsFor(keys, peer.document, now(instance), suitesFrom(peer.floor ?? undefined))
  if (!recipients.ok) return recipients

  const parent = join(folders.outgoing, row.id)
  await rm(parent, { recursive: true, force: true })
  const folder = join(parent, lease)
  const parts = await sealParts(instance, act, recipients.value, folder)
  const own = instance.directory()
  const manifest: Manifest = {
    v: 1,
    profile,
    id: row.id,
    type: row.type,
    thread: row.thread,
    seq: row.seq,
    prev,
    from: self,
    to: peer.id,
    created: timeUnder(own.document, keys.sign[0]?.kid ?? '', now(instance)),
    notAfter: carriedUntil(row),
    originalMode: originalModeOf(act),
    schema: actSchema,
    addSelf: { version: own.document.version, sha256: own.digest },
    addPeer: { version: peer.version, sha256: peer.digest },
    sealKid: recipients.value.sealKid,
    parts,
    ...paddingSaid(recipients.value),
  }
  const sealed = await sealEnvelope(manifest, keys, recipients.value)
  if (!sealed.ok) return sealed
  const kept = await db.transaction().execute(async (trx) => {
    const at = now(instance)
    const sealing = { ...sealed.value, parts: parts.map(({ ct256, ctLen }) => ({ ct256, ctLen })), folder: join(row.id, lease), at }
    const held = await keepSealed(trx, row.id, lease, sealing)
    const about = { peer: peer.id, direction: 'out', message: row.id, digest: sealing.digest } as const
    if (held !== undefined) await issueReceipt(trx, instance, { ...about, event: 'SubmissionAcceptance', at })
    return held
  })
  return kept === undefined ? fail({ code: 'try-later' }) : ok(kept)
}
