import { fail, ok, type Result } from '@comity/domain/result'
import { digestOf } from '@comity/exchange/digest'
import { type SignedDirectory, verifyDirectory } from '@comity/exchange/directory'
import { type EvidenceReport, verifyEvidence, writeEvidence } from '@comity/exchange/evidence'
import type { SealingKey } from '@comity/exchange/keys'
import { inLanguage } from '@comity/letters/in-language'
import { evidenceStatement } from '@comity/letters/evidence-statement'
import { renderPdf } from '@comity/letters/pdf'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import type { Attempt } from '@comity/domain/exchange/message-history'
import { bridgeOf } from '@comity/domain/exchange/way'
import { listAttempts } from './attempt-store.ts'
import { findOutgoing } from './outbox-store.ts'
import { findArrived } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import { listReceiptsOf } from './message-view.ts'

/** How many directory documents of one authority go with the evidence, the newest of them. */
const chainLimit = 100

interface Kept {
  readonly peer: string
  readonly direction: 'out' | 'in'
  readonly message: string
  readonly digest: string
  readonly envelope: Buffer
  readonly keys: readonly SealingKey[]
}

type Evident = Pick<Instance, 'db' | 'keys' | 'directory' | 'clock'>

async function findKept({ db, keys }: Evident, ref: string): Promise<Result<Kept>> {
  const refused = /^refused-(\d+)$/u.exec(ref)?.[1]
  if (refused !== undefined) {
    const row = await db.selectFrom('refused_message').selectAll().where('seq', '=', Number(refused)).executeTakeFirst()
    if (row === undefined) return fail({ code: 'not-found' })
    if (row.envelope === null) return fail({ code: 'cannot-decrypt' })
    return ok({ peer: row.peer, direction: 'in', message: row.id, digest: row.digest, envelope: row.envelope, keys: keys.seal })
  }
  const sent = await findOutgoing(db, ref)
  if (sent !== undefined) {
    if (sent.envelope === null || sent.envelope.length === 0 || sent.digest === null) return fail({ code: 'not-found' })
    return ok({ peer: sent.peer, direction: 'out', message: sent.id, digest: sent.digest, envelope: sent.envelope, keys: keys.archive })
  }
  const known = await db.selectFrom('inbox').select('peer').where('id', '=', ref).executeTakeFirst()
  const row = known && (await findArrived(db, known.peer, ref))
  // Of a request that is erased there is no envelope.
  if (row === undefined || row.envelope.length === 0) return fail({ code: 'not-found' })
  return ok({ peer: row.peer, direction: 'in', message: row.id, digest: row.digest, envelope: row.envelope, keys: keys.seal })
}

/** The newest documents that follow each other without a gap, oldest first. @param all newest first */
async function unbroken(all: readonly { readonly version: number; readonly bytes: Buffer }[]): Promise<SignedDirectory[]> {
  const chain: SignedDirectory[] = []
  for (const { version, bytes } of all) {
    const [next] = chain
    if (next !== undefined && version !== next.document.version - 1) break
    const one = await verifyDirectory(bytes)
    if (!one.ok || (next !== undefined && next.document.prev !== one.value.digest)) break
    chain.unshift(one.value)
  }
  return chain
}

async function documentsOf({ db }: Evident, peer: string): Promise<SignedDirectory[]> {
  const own = await db.selectFrom('directory').select(['version', 'bytes']).orderBy('version', 'desc').limit(chainLimit).execute()
  const held = await db.selectFrom('peer').select(['version', 'digest', 'bytes']).where('id', '=', peer).executeTakeFirst()
  const before = await db
    .selectFrom('peer_document')
    .select(['version', 'bytes'])
    .where('peer', '=', peer)
    .where('version', '<', held?.version ?? 0)
    .orderBy('version', 'desc')
    .limit(chainLimit - 1)
    .execute()
  return [...(await unbroken(own)), ...(await unbroken(held === undefined ? [] : [held, ...before]))]
}

/** The evidence of a message: the bundle, and what it proves. */
export interface MessageEvidence {
  readonly bundle: Uint8Array
  readonly report: EvidenceReport
  readonly attempts: readonly Attempt[]
}

/**
 * Puts the evidence of a message together, and checks it as a third person would before it leaves the house.
 * @param ref as in the list of messages
 * @returns `not-found` where nothing was signed yet; `cannot-decrypt` of what nobody here can open; what `verifyEvidence` says
 */
export async function evidenceOf(instance: Evident, ref: string): Promise<Result<MessageEvidence>> {
  const kept = await findKept(instance, ref)
  if (!kept.ok) return kept
  const { peer, direction, message, digest, envelope, keys } = kept.value
  const receipts = await listReceiptsOf(instance.db, { peer, direction, message, digest })
  const directories = await documentsOf(instance, peer)
  const bundle = await writeEvidence({ message, envelope, keys, receipts: receipts.map(({ bytes }) => bytes), directories })
  if (!bundle.ok) return bundle
  const report = await verifyEvidence(bundle.value)
  if (!report.ok) return report
  return ok({ bundle: bundle.value, report: report.value, attempts: direction === 'out' ? await listAttempts(instance.db, message) : [] })
}

/** What our own system wrote down of an attempt, as a sentence. */
function attemptLine({ number, problem, reason, endedAt, way }: Attempt, t: Translate): string {
  const bridge = bridgeOf(way)
  const over = bridge === undefined ? 'message' : 'bridge'
  const outcome =
    endedAt === undefined
      ? t('message.tried.unknown')
      : problem === undefined
        ? t(`${over}.tried.done`)
        : reason === undefined
          ? t('message.tried.answered', { answer: t(`problem.${problem}`) })
          : t(`${over}.line.${reason}`)
  const tried = t('message.step.tried', { number })
  return `${bridge === undefined ? tried : `${tried}, ${t('bridge.way.bridge', { bridge })}`}. ${outcome}`
}

/** Most attempts that the document lists: the first and the last. */
const listed = 12

/** The same as a document in a language, as PDF. */
export function evidencePdf(
  instance: Evident,
  { bundle, report, attempts }: MessageEvidence,
  language: AvailableLanguage,
): Promise<Uint8Array> {
  const { manifest, signer, envelopeDigest, manifestDigest, directories, receipts } = report
  const { authority } = instance.directory().document
  const frame = inLanguage(language)
  const shown = attempts.length <= listed ? attempts : [...attempts.slice(0, 2), ...attempts.slice(2 - listed)]
  const doc = evidenceStatement(
    {
      authority: { state: authority.state, name: authority.name },
      madeAt: now(instance),
      bundle: digestOf(bundle),
      message: { ...manifest, kid: signer.kid },
      envelope: envelopeDigest,
      manifest: manifestDigest,
      parts: manifest.parts.map(({ len, sha256, ct256 }) => ({ len, sha256, ct256 })),
      receipts: receipts.map(({ receipt: { event, at, by, problem }, digest, kid }) => ({ event, at, by, problem, digest, kid })),
      directories: directories.map(({ authority: id, document, digest, fingerprint }) => ({
        authority: id,
        name: document.authority.name,
        version: document.version,
        digest,
        fingerprint,
      })),
      own: shown.map((attempt) => ({ what: attemptLine(attempt, frame.t), at: attempt.endedAt ?? attempt.at })),
    },
    frame,
  )
  return renderPdf(doc)
}
