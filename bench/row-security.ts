/**
 * A page of the register with row security and without it, one after the other: median milliseconds and how many times as long it takes.
 * `node bench/row-security.ts [count] [--postgres]`
 */
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { openDatabase } from '@comity/server/platform/database'
import { onBehalfOf, type Party } from '@comity/server/platform/on-behalf'
import { listRows } from '@comity/server/request/store'
import { sql } from 'kysely'
import { startThrowAwayServer } from '../scripts/throw-away-postgres.ts'
import { scratch } from './authority.ts'
import { seedRequests } from './seed.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { postgres: { type: 'boolean' } } })
const count = Number(positionals[0] ?? 100_000)
const postgres = values.postgres === true ? await startThrowAwayServer() : undefined
process.env['DATABASE_URL'] = postgres?.url ?? ''
const folder = scratch()
await seedRequests(folder, count)
const { db, close } = await openDatabase({ dataDirectory: folder, url: postgres?.url })
const officer = randomUUID()
await sql`INSERT INTO account (id, name, display_name, role, language, created_at, confirmed_at) VALUES (${officer}, 'o', 'O', 'officer', 'en', now(), now())`.execute(
  db,
)

async function timed(party: Party, query: Parameters<typeof listRows>[1]): Promise<number> {
  const begun = performance.now()
  await onBehalfOf(party, () => listRows(db, query))
  return performance.now() - begun
}
const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

console.log(`${count} requests, ${postgres?.version ?? 'embedded database'}, 300 of each in turn`)
const queries = {
  'list by deadline': { sort: 'due', limit: 50, side: 'requesting', stage: 'sent' },
  'list by change': { sort: 'changed', limit: 50 },
  'search a reference': { sort: 'due', limit: 50, q: 'ucjie 4711' },
} as const
for (const [name, query] of Object.entries(queries)) {
  const [without, within]: [number[], number[]] = [[], []]
  for (let n = 0; n < 300; n += 1) {
    without.push(await timed('bare', query))
    within.push(await timed({ person: officer }, query))
  }
  const [a, b] = [middle(without), middle(within)]
  console.log(`${name.padEnd(20)} without ${a.toFixed(2)}  with ${b.toFixed(2)}  ${(b / a).toFixed(2)} times`)
}
await close()
await postgres?.stop()
