import type { RequestView } from '@comity/contract/request'
import { enterPaperAct, type PaperAct } from '@comity/domain/paper/paper-act'
import { fail, ok, type Result } from '@comity/domain/result'
import { actorOf } from '../platform/actor-of.ts'
import type { Call } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import { scanFault } from './incoming.ts'
import { addIncomingPaper } from './incoming-store.ts'
import type { PaperParts } from './operations.ts'

/** Enters what the other State says on paper in a request that travels on paper: its act, with its scans, in the thread. */
export async function enterAct({ self, desk }: PaperParts, id: string, paper: PaperAct, call: Call): Promise<Result<RequestView>> {
  const { id: by, name } = actorOf(call)
  return call.transact(id, async (trx) => {
    const request = await desk.hold(trx, id)
    if (request === undefined) return fail({ code: 'not-found' })
    const since = localDate(request.acts[0]?.at ?? request.openedAt, self.state)
    const today = localDate(call.now, self.state)
    const entered = enterPaperAct(request, paper, { actor: { id: by, name }, at: call.now, today, since, newId })
    if (!entered.ok) return entered
    const strange = await scanFault(trx, id, paper)
    if (strange !== undefined) return strange
    const event = entered.value
    const committed = await desk.commit(trx, request, [event])
    if (!committed.ok) return committed
    await desk.addTheirFiles(trx, id, paper.files, { id: by, at: call.now })
    const act = event.type === 'received' ? { act: event.act.id } : {}
    await addIncomingPaper(trx, paper, { id: newId(), request: id, opens: false, ...act, by: { id: by, name, at: call.now } })
    return ok(await desk.view(trx, committed.value, call))
  })
}
