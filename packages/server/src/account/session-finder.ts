import type { Kysely } from 'kysely'
import type { Session } from '../platform/session.ts'
import type { Tables } from '../platform/tables.ts'
import { findSessions } from './session.ts'

interface Waiting {
  readonly token: string
  readonly answer: PromiseWithResolvers<Session | undefined>
}

/** How many tokens one statement asks for. */
const atOnce = 200

/**
 * Finds the session of a token, one statement at a time: those who come while it runs go together in the next. Nothing is
 * remembered, so that a session which was ended before the question is never found, by this process or another.
 */
export function createSessionFinder(db: Kysely<Tables>, clock: () => Date): (token: string) => Promise<Session | undefined> {
  const waiting: Waiting[] = []
  let busy = false

  async function settle(asked: readonly Waiting[]): Promise<void> {
    try {
      const found = await findSessions(db, [...new Set(asked.map(({ token }) => token))], clock().toISOString())
      for (const { token, answer } of asked) answer.resolve(found.get(token))
    } catch (error) {
      for (const { answer } of asked) answer.reject(error)
    }
  }

  async function work(): Promise<void> {
    busy = true
    while (waiting.length > 0) await settle(waiting.splice(0, atOnce))
    busy = false
  }

  return async (token) => {
    const answer = Promise.withResolvers<Session | undefined>()
    waiting.push({ token, answer })
    if (!busy) void work()
    return answer.promise
  }
}
