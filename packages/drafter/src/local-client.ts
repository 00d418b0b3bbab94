import type { Asked } from '@comity/answers/answer'
import type { Input, Operation } from '@comity/contract/operation'
import { type ComityClient, operations } from '@comity/contract/operations'
import { type RawCall, readCall } from '@comity/contract/read-call'
import { fail, type Result } from '@comity/domain/result'
import type { Desk } from './desk.ts'
import { actionsAlone } from './actions-alone.ts'
import { localAnswers } from './local-answers.ts'

type Answer = (input: Input<Operation>, call: Asked) => Promise<Result<unknown>>

/** The operations as functions over a window: read by the same schemas as on a server. What needs a server is not permitted. */
export function localClient(desk: Desk, clock: () => string): ComityClient {
  const answers = localAnswers(desk) as unknown as Readonly<Record<string, Answer | undefined>>
  const calls = Object.entries(operations as Readonly<Record<string, Operation>>).map(([name, operation]) => {
    async function call(raw: RawCall = {}): Promise<Result<unknown>> {
      const answer = answers[name]
      if (answer === undefined || !actionsAlone.includes(operation.action)) return fail({ code: 'not-permitted' })
      const input = readCall(operation, raw)
      if (!input.ok) return input
      const version = raw.ifMatch === undefined ? {} : { ifMatch: raw.ifMatch }
      return answer({ ...input.value, ...version }, { now: clock() })
    }
    return [name, call]
  })
  return Object.fromEntries(calls) as ComityClient
}
