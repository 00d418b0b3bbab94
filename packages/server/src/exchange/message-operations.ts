import type { FileStream } from '@comity/contract/operation'
import { fail, ok } from '@comity/domain/result'
import { streamOf } from '../platform/byte-stream.ts'
import type { Handlers } from '../platform/dispatch.ts'
import { aboutMessage } from './about-message.ts'
import { evidenceOf, evidencePdf } from './evidence.ts'
import type { Instance } from './instance.ts'
import { listMessages } from './message-list.ts'
import { findMessageView } from './message-view.ts'
import { retryNow } from './retry.ts'

/** The operations on messages: what happened to them, and trying again. */
export type MessageHandlers = Pick<Handlers, 'listMessages' | 'getMessage' | 'retryMessage' | 'getEvidence'>

interface Parts {
  readonly instance: Instance
  /** Told when something that waited may leave. */
  readonly wake: () => void
}

/** Handlers of the operations on messages. */
export function messageHandlers({ instance, wake }: Parts): MessageHandlers {
  const { db } = instance
  const about = async ({ params }: { readonly params: { readonly message: string } }) => aboutMessage(db, params.message)
  return {
    async listMessages({ query }) {
      return ok(await listMessages(db, query))
    },
    getMessage: {
      about,
      async handle({ params }, call) {
        const view = await findMessageView(db, params.message, call.now)
        return view === undefined ? fail({ code: 'not-found' }) : ok(view)
      },
    },
    retryMessage: {
      about,
      async handle({ params }, call) {
        const done = await call.transact(params.message, async (trx) => {
          const due = await retryNow(trx, params.message, call.now)
          if (!due.ok) return due
          const view = await findMessageView(trx, params.message, call.now)
          return view === undefined ? fail({ code: 'not-found' }) : ok(view)
        })
        if (done.ok) wake()
        return done
      },
    },
    getEvidence: {
      about,
      async handle({ params, query }, call) {
        const evidence = await evidenceOf(instance, params.message)
        if (!evidence.ok) return evidence
        const { format, language } = query
        const bytes = format === 'json' ? evidence.value.bundle : await evidencePdf(instance, evidence.value, language)
        const file: FileStream = {
          name: `${evidence.value.report.manifest.id}.evidence${format === 'json' ? '.json' : `.${language}.pdf`}`,
          mediaType: format === 'json' ? 'application/json' : 'application/pdf',
          size: bytes.length,
          stream: streamOf(bytes),
        }
        // That evidence leaves the house is written down.
        return call.transact(params.message, async () => ok(file))
      },
    },
  }
}
