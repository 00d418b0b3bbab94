import type { Kysely } from 'kysely'
import type { Session } from '../platform/session.ts'
import type { Tables } from '../platform/tables.ts'
import { together } from '../platform/together.ts'
import { findSessions } from './session.ts'

/** How many tokens one statement asks for. */
const atOnce = 200

/**
 * Finds the session of a token, one statement at a time: those who come while it runs go together in the next. Nothing is
 * remembered, so that a session which was ended before the question is never found, by this process or another.
 */
export function createSessionFinder(db: Kysely<Tables>, clock: () => Date): (token: string) => Promise<Session | undefined> {
  return together(async (tokens) => {
    const found = await findSessions(db, [...new Set(tokens)], clock().toISOString())
    return tokens.map((token) => found.get(token))
  }, atOnce)
}
