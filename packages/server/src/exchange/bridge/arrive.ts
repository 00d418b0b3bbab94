import { createHash } from 'node:crypto'
import type { Result } from '@comity/domain/result'
import { appendAudit } from '../../audit/store.ts'
import { fileLimit } from '../../platform/files.ts'
import { faultOf } from '../fault.ts'
import { now } from '../instance.ts'
import { noteContact } from '../peer-history-store.ts'
import type { Intake } from '../sealed-file-in.ts'
import { type Taken, takeInCarried } from '../take-in.ts'
import type { Bridge, Verdict } from './bridge.ts'
import { noteArrival } from './return-store.ts'

/** What passes by itself, so that the thing may lie where it is. */
const passing: readonly string[] = ['try-later', 'too-many']

function outcomeOf(taken: Result<Taken>): string {
  if (!taken.ok) return taken.problem.code
  return (taken.value.kind === 'message' ? taken.value.problem : undefined) ?? 'done'
}

function verdictOf(taken: Result<Taken>): Verdict {
  if (!taken.ok) return passing.includes(taken.problem.code) ? 'later' : 'set-aside'
  return taken.value.kind === 'message' && taken.value.standing === 'refused' ? 'set-aside' : 'taken'
}

/** Remembers to whom our receipts are owed, and that the peer was heard. */
async function follow({ instance }: Intake, bridge: string, taken: Taken): Promise<void> {
  const { db } = instance
  const at = now(instance)
  if (taken.kind === 'message') {
    const { id, peer, digest } = taken
    await noteArrival(db, { bridge, peer, message: id, digest }, at)
  }
  if (taken.kind === 'receipts') for (const peer of new Set(taken.items.map(({ by }) => by))) await noteContact(db, peer, at)
}

function subjectOf(taken: Taken): string {
  if (taken.kind === 'volume') return ''
  return taken.kind === 'message' ? taken.id : [...new Set(taken.items.map(({ messageId }) => messageId))].slice(0, 5).join(' ')
}

/**
 * Takes in what arrived over a bridge, by the code that takes in what is carried by hand, and writes down that it came.
 * What breaks here is left where it lies: it is looked at again.
 */
export async function arrive(intake: Intake, { name }: Pick<Bridge, 'name'>, stream: AsyncIterable<Uint8Array>): Promise<Verdict> {
  const { instance } = intake
  const hash = createHash('sha256')
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    const taken = await takeInCarried(intake, through(), fileLimit, `bridge:${name}`)
    const verdict = verdictOf(taken)
    if (taken.ok) await follow(intake, name, taken.value)
    if (verdict === 'later') return verdict
    const subject = taken.ok ? subjectOf(taken.value) : ''
    const entry = {
      at: now(instance),
      actor: `bridge:${name}`,
      action: 'message.take-in',
      outcome: outcomeOf(taken),
      digest: hash.digest('hex'),
    }
    await instance.db.transaction().execute((trx) => appendAudit(trx, { ...entry, subject }))
    return verdict
  } catch (error) {
    instance.log.error({ bridge: name, fault: faultOf(error) }, 'what came over a bridge could not be taken in')
    return 'later'
  }
}
