import type { StateCode } from '@comity/domain/input'
import type { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { receive } from '@comity/domain/request/receive'
import { evolve } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import { newId } from '../platform/id.ts'
import type { Transaction } from '../platform/tables.ts'
import { addFiles, appendEvents, findRequestForChange, isErased } from './store.ts'

/** An act of the other State whose signature and files the exchange has verified. */
export interface Incoming {
  readonly thread: string
  readonly from: StateCode
  readonly act: Act
  readonly files: readonly FileReference[]
}

/** Applies an act of the other State to our copy of the request, in the transaction of its message. */
export type ApplyAct = (trx: Transaction, incoming: Incoming) => Promise<Result<void>>

/** `applyAct` for the authority of one State. */
export function applyActFor(self: StateCode, clock: () => Date): ApplyAct {
  return async (trx, { thread, from, act, files }) => {
    const at = clock().toISOString()
    const before = await findRequestForChange(trx, thread)
    if (before === undefined && (await isErased(trx, thread))) return fail({ code: 'act-out-of-place' })
    const decided = receive(before, act, { thread, from, self, at, newId })
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(undefined)
    let after = before
    for (const event of decided.value) after = evolve(after, event)
    if (after === undefined) throw new Error('a received act leads to a request')
    await appendEvents(trx, before, after, decided.value)
    await addFiles(trx, thread, files, { origin: 'theirs', at, by: `state:${from}` })
    return ok(undefined)
  }
}
