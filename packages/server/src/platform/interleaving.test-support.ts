import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { Chance } from '@comity/exchange/simulation/chance'
import { fail, ok, type Result } from '@comity/domain/result'
import { type Kysely, sql } from 'kysely'
import { applicationRole } from './application-role.ts'
import { hashInput } from './idempotency.ts'
import { onBehalfOf } from './on-behalf.ts'
import type { Tables } from './tables.ts'
import type { TestDatabase } from './test-database.ts'
import { transact } from './transact.ts'

/** A process that died over its work: everything of it is gone, and its caller asks again. */
class Died extends Error {}

/** What the callers of one key were told. */
interface Told {
  readonly input: number
  readonly result: Result<string>
}

/** Lets others go on for a while, as chance has it. */
async function pause(chance: Chance): Promise<void> {
  for (let turns = chance.below(4); turns > 0; turns -= 1) await turn()
}

/** One caller: asks until nothing dies under it, and sometimes once more although it was told. */
async function ask(db: Kysely<Tables>, chance: Chance, key: string, account: string, input: number): Promise<readonly Told[]> {
  const at = '2026-11-21T15:00:00.000Z'
  const told: Told[] = []
  const again = chance.below(4) === 0 ? 1 : 0
  for (let left = 1 + again; left > 0;) {
    await pause(chance)
    try {
      const change = { account, key, operation: 'act', inputHash: hashInput(input) }
      const entry = { at, actor: account, action: 'request.act', subject: key, outcome: 'done' }
      const result = await transact(db, { entry, change }, async (trx): Promise<Result<string>> => {
        await pause(chance)
        if (chance.below(10) === 0) throw new Died()
        await sql`INSERT INTO effect (key, input) VALUES (${key}, ${input})`.execute(trx)
        await pause(chance)
        if (chance.below(10) === 0) throw new Died()
        return chance.below(10) === 0 ? fail({ code: 'act-not-available' }) : ok(randomUUID())
      })
      told.push({ input, result })
      left -= 1
    } catch (error) {
      if (!(error instanceof Died)) throw error
    }
  }
  return told
}

/** Three callers of one key and input, and sometimes one that uses the key for something else. */
async function playOne(db: Kysely<Tables>, chance: Chance, account: string): Promise<{ key: string; told: readonly Told[] }> {
  const key = randomUUID()
  const inputs = chance.below(4) === 0 ? [1, 1, 1, 2] : [1, 1, 1]
  const told = await Promise.all(inputs.map(async (input) => ask(db, chance, key, account, input)))
  return { key, told: told.flat() }
}

/**
 * Plays writes that are repeated under one key, each in an order that chance chooses, on a real database under row security: three callers at once,
 * of whom some die before or after the work, are refused, or ask again although they were told.
 * @throws where a write took effect twice, an answer differs from the first, or an effect or its audit entry is missing
 */
export async function playInterleavings({ db, guarded }: TestDatabase, chance: Chance, count: number, atOnce: number): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS effect (key text NOT NULL, input int NOT NULL)`.execute(db)
  await sql`GRANT INSERT ON effect TO ${sql.id(applicationRole)}`.execute(db)
  const account = randomUUID()
  await sql`INSERT INTO account (id, name, display_name, role, language, created_at)
    VALUES (${account}, ${account}, 'Ana', 'officer', 'en', now())`.execute(db)
  for (let played = 0; played < count; played += atOnce) {
    const before = await sql<{ seq: number }>`SELECT coalesce(max(seq), 0) AS seq FROM audit`.execute(db)
    const games = await onBehalfOf({ person: account }, async () =>
      Promise.all(Array.from({ length: Math.min(atOnce, count - played) }, async () => playOne(guarded, chance, account))),
    )
    const effects = await sql<{ key: string; input: number }>`SELECT key, input FROM effect`.execute(db)
    const entries = await db
      .selectFrom('audit')
      .where('outcome', '=', 'done')
      .select('subject')
      .where('seq', '>', before.rows[0]?.seq ?? 0)
      .execute()
    for (const { key, told } of games) {
      const done = effects.rows.filter((row) => row.key === key)
      const good = told.flatMap(({ input, result }) => (result.ok ? [{ input, answer: result.value }] : []))
      assert.equal(done.length, good.length === 0 ? 0 : 1, `effects of ${key}`)
      assert.equal(new Set(good.map(({ answer }) => answer)).size, done.length, `answers of ${key}`)
      assert.equal(entries.filter(({ subject }) => subject === key).length, done.length, `entries of ${key}`)
      assert.ok(
        good.every(({ input }) => input === done[0]?.input),
        `inputs of ${key}`,
      )
      for (const { input, result } of told)
        if (!result.ok && result.problem.code === 'idempotency-reuse') assert.ok(done[0]?.input !== input, `reuse of ${key}`)
    }
    await sql`TRUNCATE effect`.execute(db)
    await sql`TRUNCATE idempotency`.execute(db)
  }
}
