import { createHash } from 'node:crypto'
import type { FileStream } from '@comity/contract/operation'
import type { TakenIn } from '@comity/contract/sealed-file'
import { fail, ok, type Result } from '@comity/domain/result'
import { readReceipt } from '@comity/exchange/receipt'
import { type Cut, volumeName } from '@comity/exchange/volume'
import { actorOf } from '../platform/actor-of.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { fileLimit } from '../platform/files.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import { appendAudit } from '../audit/store.ts'
import { aboutArrived, aboutMessage } from './about-message.ts'
import { findArrived } from './inbox-store.ts'
import type { Instance } from './instance.ts'
import { listIssued } from './receipt-store.ts'
import type { Intake } from './sealed-file-in.ts'
import { carriableOf, findMoving, giveOut, openCutter, type SealedFileOut, volumeOut } from './sealed-file-out.ts'
import { type Taken, takeInCarried } from './take-in.ts'
import { peerOf } from '@comity/exchange/peer'

/** The operations on what is carried by hand. */
export type CarriedHandlers = Pick<Handlers, 'getCarriable' | 'sealOut' | 'cutOut' | 'getVolume' | 'takeIn' | 'listMessageReceipts'>

/** A plain archive to whoever does not know it; what is in it is sealed. */
const mediaType = 'application/x-tar'

function viewOf(taken: Taken): TakenIn {
  if (taken.kind === 'message') {
    const { id, peer, standing, receipts, problem, type, thread } = taken
    const about = { ...(type === undefined ? {} : { type }), ...(thread === undefined ? {} : { thread }) }
    return { kind: 'message', id, peer, standing, receipts: receipts.length, ...(problem === undefined ? {} : { problem }), ...about }
  }
  if (taken.kind === 'volume') return { ...taken, missing: [...taken.missing] }
  const items = taken.items.map(({ messageId, by, event, at }) => ({ message: messageId, peer: by, event, at }))
  return { kind: 'receipts', items, passedOver: taken.passedOver }
}

/** Ids that the act is about, for the audit log. */
function subjectOf(taken: Taken): string {
  if (taken.kind === 'volume') return ''
  return taken.kind === 'message' ? taken.id : [...new Set(taken.items.map(({ messageId }) => messageId))].slice(0, 5).join(' ')
}

function outcomeOf(taken: Result<Taken>): string {
  if (!taken.ok) return taken.problem.code
  return (taken.value.kind === 'message' ? taken.value.problem : undefined) ?? 'done'
}

/** Handlers of the operations on what is carried by hand. */
export function carriedHandlers(intake: () => Intake): CarriedHandlers {
  const instance = (): Instance => intake().instance
  const cutter = openCutter()

  async function inVolumes(message: string, slice: number): Promise<Result<{ readonly out: SealedFileOut; readonly cut: Cut }>> {
    const out = await giveOut(instance(), message)
    if (!out.ok) return out
    const cut = await cutter(out.value, slice)
    return cut.ok ? ok({ out: out.value, cut: cut.value }) : cut
  }

  /** Whatever came of it, that it was brought, by whom, and the digest of it is on record. */
  async function record(taken: Result<Taken>, digest: string, call: Call): Promise<void> {
    const entry = { at: call.now, actor: actorOf(call).id, action: 'message.take-in', outcome: outcomeOf(taken), digest }
    const subject = taken.ok ? subjectOf(taken.value) : ''
    await instance()
      .db.transaction()
      .execute((trx) => appendAudit(trx, { ...entry, subject }))
  }

  const about = async ({ params }: { readonly params: { readonly message: string } }) => aboutMessage(instance().db, params.message)

  return {
    getCarriable: {
      about,
      async handle({ params }) {
        const row = await findMoving(instance(), params.message)
        return row.ok ? ok(carriableOf(row.value)) : row
      },
    },
    sealOut: {
      about,
      async handle({ params }, call) {
        const given = await giveOut(instance(), params.message)
        if (!given.ok) return given
        const { name, size, stretch } = given.value
        // What leaves the house leaves its trace, before it leaves.
        return call.transact(params.message, async () => ok<FileStream>({ name, size, stream: stretch(0, size), mediaType }))
      },
    },
    cutOut: {
      about,
      async handle({ params, body }, call) {
        const made = await inVolumes(params.message, body.slice)
        if (!made.ok) return made
        const { file, slice, slices } = made.value.cut
        const volumes = slices.map((_, at) => ({ place: at + 1, name: volumeName(made.value.cut, at + 1) }))
        return call.transact(params.message, async () => ok({ size: file.len, sha256: file.sha256, slice, volumes }))
      },
    },
    getVolume: {
      about,
      async handle({ params, body }, call) {
        const made = await inVolumes(params.message, body.slice)
        if (!made.ok) return made
        const { out, cut } = made.value
        if (params.place > cut.slices.length) return fail({ code: 'not-found' })
        return call.transact(params.message, async () => ok<FileStream>({ ...volumeOut(out, cut, params.place), mediaType }))
      },
    },
    async takeIn({ body }, call) {
      const hash = createHash('sha256')
      async function* through(): AsyncGenerator<Uint8Array> {
        for await (const chunk of body.stream) {
          hash.update(chunk)
          yield chunk
        }
      }
      const taken = await onBehalfOf('exchange', () => takeInCarried(intake(), through(), fileLimit, 'hand'))
      await record(taken, hash.digest('hex'), call)
      return taken.ok ? ok(viewOf(taken.value)) : taken
    },
    listMessageReceipts: {
      about: async ({ params }) => aboutArrived(instance().db, params.peer.replace('~', '/'), params.message),
      async handle({ params }) {
        const { db, self, directory } = instance()
        const [peer, id] = [params.peer.replace('~', '/'), params.message]
        const row = await findArrived(db, peer, id)
        const digest = row?.digest ?? (await refusedDigest(peer, id))
        if (digest === undefined) return fail({ code: 'not-found' })
        const items = []
        for (const bytes of await listIssued(db, self, { peer, direction: 'in', message: id, digest })) {
          const read = await readReceipt(bytes, () => peerOf(directory(), 'verified'))
          if (!read.ok) throw new Error(`a receipt of ours is damaged: ${read.problem.code}`)
          const { event, at, problem } = read.value.receipt
          items.push({ event, at, text: bytes.toString('utf8'), ...(problem === undefined ? {} : { problem }) })
        }
        return ok({ name: `${digest.slice(0, 12)}.receipts`, items })
      },
    },
  }

  async function refusedDigest(peer: string, id: string): Promise<string | undefined> {
    const row = await instance()
      .db.selectFrom('refused_message')
      .select('digest')
      .where('peer', '=', peer)
      .where('id', '=', id)
      .orderBy('seq', 'desc')
      .executeTakeFirst()
    return row?.digest
  }
}
