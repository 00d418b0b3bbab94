import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Handlers } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { listMessages } from './message-list.ts'
import { findMessageView } from './message-view.ts'
import { retryNow } from './retry.ts'

/** The operations on messages: what happened to them, and trying again. */
export type MessageHandlers = Pick<Handlers, 'listMessages' | 'getMessage' | 'retryMessage'>

interface Parts {
  readonly db: Kysely<Tables>
  /** Told when something that waited may leave. */
  readonly wake: () => void
}

/** Handlers of the operations on messages. */
export function messageHandlers({ db, wake }: Parts): MessageHandlers {
  return {
    async listMessages({ query }) {
      return ok(await listMessages(db, query))
    },
    async getMessage({ params }, call) {
      const view = await findMessageView(db, params.message, call.now)
      return view === undefined ? fail({ code: 'not-found' }) : ok(view)
    },
    async retryMessage({ params }, call) {
      const done = await call.transact(params.message, async (trx) => {
        const due = await retryNow(trx, params.message, call.now)
        if (!due.ok) return due
        const view = await findMessageView(trx, params.message, call.now)
        return view === undefined ? fail({ code: 'not-found' }) : ok(view)
      })
      if (done.ok) wake()
      return done
    },
  }
}
