import type { ComityClient } from '@comity/contract/operations'
import type { RawCall } from '@comity/contract/read-call'
import type { Caller, Dispatcher } from './dispatch.ts'

/** The operations as functions, in process and in the name of the caller: what pages call, under the same rules as everyone. */
export function localClient(dispatcher: Dispatcher, caller: Caller): ComityClient {
  return Object.fromEntries(
    Object.keys(dispatcher.operations).map((name) => [name, async (call: RawCall) => dispatcher.call(name, call, caller)]),
  ) as unknown as ComityClient
}
