import type { ComityClient } from '@comity/contract/operations'
import { ok, type Result } from '@comity/domain/result'
import type { Desk } from './desk.ts'

type AnyCall = (call: unknown) => Promise<Result<unknown>>

/**
 * The operations over a window, made ready when the first of them is asked: the first page stands before. It asks which drafts
 * are open; that there are none is known without them.
 */
export function lateClient(desk: Desk, clock: () => string): ComityClient {
  let made: ComityClient | undefined
  async function ask(name: keyof ComityClient, call: unknown): Promise<Result<unknown>> {
    if (name === 'listRequests' && desk.drafts.size === 0) return ok({ items: [] })
    const { localClient } = await import('./local-client.ts')
    made ??= localClient(desk, clock)
    return (made[name] as unknown as AnyCall)(call)
  }
  return new Proxy({} as ComityClient, { get: (_, name) => (call: unknown) => ask(name as keyof ComityClient, call) })
}
