import type { PaperView } from '@comity/contract/paper'
import { isOnPaper } from '@comity/domain/paper/on-paper'
import { nextStep, noteOriginal, originalDue, originalOf, type OriginalNote } from '@comity/domain/paper/original'
import type { Request } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Call } from '../platform/dispatch.ts'
import { localDate } from '../platform/local-date.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { listIncomingPaper } from './incoming-store.ts'
import { listLettersOf } from './letter-store.ts'
import type { PaperParts } from './operations.ts'
import { addOriginalEvent, listOpenOriginals, listOriginalEvents } from './original-store.ts'

type Reader = Kysely<Tables> | Transaction

/** The last sending of a request of ours: what its paper follows. */
function sendingOf(request: Request) {
  return request.side === 'requesting' ? request.acts.findLast((act) => act.type === 'dispatch') : undefined
}

async function stateOf(reader: Reader, request: Request, dispatch: string) {
  const because = isOnPaper(request) ? 'on-paper' : request.content.originalMode === 'advance-copy' ? 'content' : 'profile'
  const { events, since } = await listOriginalEvents(reader, { request: request.id, dispatch }, because)
  return { original: originalOf(events), since }
}

/** The paper of a request as it stands on a day. */
export async function paperView(reader: Reader, request: Request, self: string, now: string): Promise<PaperView> {
  const today = localDate(now, self)
  const incoming = await listIncomingPaper(reader, request.id)
  const announced = request.side === 'requested' && !isOnPaper(request) && request.content.originalMode === 'advance-copy'
  const view: PaperView = { awaited: announced && incoming.length === 0, incoming }
  const sending = sendingOf(request)
  if (sending === undefined) return view
  const { original, since = sending.at } = await stateOf(reader, request, sending.id)
  const next = nextStep(original)
  const due = originalDue(original, localDate(since, self))
  return {
    ...view,
    original: {
      ...(original.wanted === undefined ? {} : { wanted: original.wanted }),
      steps: [...original.steps],
      ...(next === undefined ? {} : { next }),
      ...(due === undefined ? {} : { due }),
      late: due !== undefined && due < today,
    },
  }
}

/** Notes a step of the paper original, or that it is wanted. */
export async function noteStep({ self, desk }: PaperParts, id: string, note: OriginalNote, call: Call): Promise<Result<PaperView>> {
  const { id: by, name } = actorOf(call)
  return call.transact(id, async (trx) => {
    const request = await desk.hold(trx, id)
    if (request === undefined) return fail({ code: 'not-found' })
    const sending = sendingOf(request)
    if (sending === undefined) return fail({ code: 'act-not-available', values: { act: 'dispatch' } })
    const { original } = await stateOf(trx, request, sending.id)
    const letters = await listLettersOf(trx, id)
    const issued = letters.findLast(({ act, standing }) => act === 'dispatch' && standing === 'issued')
    const letter = issued?.date ?? localDate(sending.at, self.state)
    const noted = noteOriginal(original, note, { letter, today: localDate(call.now, self.state) })
    if (!noted.ok) return noted
    await addOriginalEvent(trx, { request: id, dispatch: sending.id }, noted.value, { id: by, name, at: call.now })
    return ok(await paperView(trx, request, self.state, call.now))
  })
}

/** Originals that are on their way, the one due first first. */
export async function listOnTheirWay(reader: Reader, self: string, now: string) {
  const today = localDate(now, self)
  const open = (await listOpenOriginals(reader)).flatMap(({ events, since, request, counterpart, reference }) => {
    const original = originalOf(events)
    const next = nextStep(original)
    const due = originalDue(original, localDate(since, self))
    if (next === undefined || due === undefined) return []
    return [{ request, counterpart, ...(reference === null ? {} : { reference }), next, due, late: due < today }]
  })
  return open.toSorted((a, b) => a.due.localeCompare(b.due))
}
