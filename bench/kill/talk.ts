import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, type Seat } from '@comity/cli/demo/seat'
import type { RequestView } from '@comity/contract/request'
import type { RequestContent } from '@comity/domain/request/content'
import type { Result } from '@comity/domain/result'

/** How often an act is tried, a tenth of a second apart. */
const patience = 1200

/** One side of one request, and the acts that it was told were done. */
export interface Voice {
  readonly seat: Seat
  readonly request: string
  readonly act: 'ask-status' | 'report-status'
  readonly acknowledged: string[]
}

/** What happened on the way. */
export interface Trouble {
  unanswered: number
  conflicts: number
}

/** A request without open findings, as short as one can be sent. */
export function readyContent(caseOne: RequestContent): RequestContent {
  const [records, restraint] = caseOne.measures ?? []
  if (records?.type !== 'bank-records' || restraint?.type !== 'restraint') throw new Error('case 1 asks for bank records and restraint')
  return {
    ...caseOne,
    links: { ...caseOne.links, organizedGroup: 'Tres o más personas actuaron de concierto.' },
    measures: [
      { ...records, link: 'La cuenta recibió los pagos.' },
      { ...restraint, grounds: 'Los fondos proceden de los sobornos.', ceilingApplies: 'together' },
    ],
  }
}

/** Sends a request and has it registered on the other side. */
export async function openThread(
  requesting: readonly [Seat, Seat],
  requested: Seat,
  content: RequestContent,
  number: number,
): Promise<string> {
  const [officer, head] = requesting
  const reference = `K-${number}-2026`
  const { id } = expect('open', await officer.api.openRequest({ body: { reference, content } }))
  await officer.command(id, 'dispatch', { reference })
  await head.command(id, 'approve', {})
  await requested.arrival(id, 'dispatch')
  await requested.command(id, 'register', { reference: `B-${number}`, confidentialityConfirmed: true })
  await officer.arrival(id, 'register')
  return id
}

function attempt({ seat, request, act }: Voice, version: number, idempotencyKey: string): Promise<Result<RequestView>> {
  const call = { params: { request }, ifMatch: version, idempotencyKey }
  return act === 'ask-status'
    ? seat.api['ask-status']({ ...call, body: { note: idempotencyKey } })
    : seat.api['report-status']({ ...call, body: { text: idempotencyKey } })
}

/** The act of ours that bears this mark in its text. */
function actMarked(view: RequestView, mark: string): string | undefined {
  return view.thread.find(({ act }) => JSON.stringify(act.body).includes(mark))?.act.id
}

/**
 * Does one act, however often the other end dies under it: what was not answered is asked again under the same key,
 * so that it happens once. Resolves when it was acknowledged.
 */
export async function speak(voice: Voice, trouble: Trouble): Promise<void> {
  const key = randomUUID()
  let last: unknown
  for (let tries = 0; tries < patience; tries += 1) {
    try {
      const { version } = await voice.seat.see(voice.request)
      const done = await attempt(voice, version, key)
      if (done.ok) {
        const id = actMarked(done.value, key)
        if (id === undefined) throw new Error(`an acknowledged act is not in its own answer: ${key}`)
        voice.acknowledged.push(id)
        return
      }
      if (done.problem.code !== 'version-conflict') throw new Error(JSON.stringify(done.problem))
      trouble.conflicts += 1
    } catch (error) {
      last = error
      trouble.unanswered += 1
      await wait(100)
    }
  }
  throw new Error('an act is never done', { cause: last })
}
