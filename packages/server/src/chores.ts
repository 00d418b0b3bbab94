import type { FastifyBaseLogger } from 'fastify'
import { forgetOpenings } from './access/store.ts'
import { forgetSessions } from './account/session.ts'
import { verifyDaily } from './audit/verification.ts'
import type { Exchange } from './exchange/exchange.ts'
import type { EffectiveLaw } from './law/effective-law.ts'
import { forgetGuesses } from './paper/check-letter.ts'
import type { Database } from './platform/database.ts'
import { type Chore, startMaintenance } from './platform/maintenance.ts'
import { noteClosings } from './request/note-closings.ts'
import { type Erasing, finishErasures } from './retention/erase.ts'
import { forgetVerdicts } from './screening/verdict-store.ts'

/** What the daily chores work on. */
export interface ChoreParts {
  readonly database: Database
  readonly erasing: Erasing
  readonly exchange: Pick<Exchange, 'signingKeys'>
  /** The name of our own audit log. */
  readonly origin: string
  readonly effective: Pick<EffectiveLaw, 'rebuild'>
  readonly clock: () => Date
  readonly log: FastifyBaseLogger
}

/** Starts every slice's daily chore. @returns what ends them */
export function startChores({ database, erasing, exchange, origin, effective, clock, log }: ChoreParts): () => Promise<void> {
  const checkLog: Chore = async (db, now) => {
    const noteKeys = exchange.signingKeys.map(({ jwk }) => ({ name: origin, x: jwk.x }))
    const found = await verifyDaily(db, noteKeys, now)
    if (found?.fault !== undefined) log.error({ fault: found.fault, entry: found.entry }, 'the audit log does not hold')
  }
  const chores = [
    forgetSessions,
    forgetOpenings,
    forgetGuesses,
    forgetVerdicts,
    noteClosings,
    finishErasures(erasing),
    effective.rebuild,
    checkLog,
  ]
  return startMaintenance(database, chores, clock, (error) => log.error({ err: error }, 'the database could not be tidied'))
}
