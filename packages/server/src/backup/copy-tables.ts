import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

/** How many rows travel at once. */
const batch = 500

/** A table, with what may be written into it. */
interface Table {
  readonly name: string
  readonly columns: readonly string[]
}

/** Every table but the list of migrations and what follows from another, each after those that its rows refer to. */
async function listTables(db: Kysely<Tables> | Transaction): Promise<readonly Table[]> {
  const { rows } = await sql<{ name: string; columns: readonly string[] }>`
    SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) FILTER (WHERE is_generated = 'NEVER') AS columns
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('migration', 'request_words') GROUP BY table_name ORDER BY table_name`.execute(
    db,
  )
  const { rows: links } = await sql<{ from: string; to: string }>`
    SELECT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to" FROM pg_constraint
    WHERE contype = 'f' AND conrelid <> confrelid`.execute(db)
  const ordered: Table[] = []
  for (const left = new Set(rows); left.size > 0;) {
    const free = [...left].filter(({ name }) => !links.some(({ from, to }) => from === name && [...left].some((one) => one.name === to)))
    if (free.length === 0) throw new Error('tables that refer to each other in a circle')
    for (const table of free) {
      ordered.push(table)
      left.delete(table)
    }
  }
  return ordered
}

/** How many rows a table has, and a digest over all of them in any order. */
async function digestOf(trx: Transaction, table: string): Promise<{ readonly count: number; readonly digest: string }> {
  const { rows } = await sql<{ count: number; digest: string }>`
    SELECT count(*) AS count, coalesce(md5(string_agg(h, '' ORDER BY h COLLATE "C")), '') AS digest
    FROM (SELECT md5(t::text) AS h FROM ${sql.table(table)} t) hashes`.execute(trx)
  return rows[0] ?? { count: 0, digest: '' }
}

async function copyTable(from: Transaction, to: Transaction, { name, columns }: Table): Promise<void> {
  await sql`DECLARE rows NO SCROLL CURSOR FOR SELECT t::text AS row FROM ${sql.table(name)} t`.execute(from)
  const into = sql.join(columns.map((column) => sql.ref(column)))
  const values = sql.join(columns.map((column) => sql`(x).${sql.ref(column)}`))
  for (;;) {
    const { rows } = await sql<{ row: string }>`FETCH ${sql.lit(batch)} FROM rows`.execute(from)
    if (rows.length === 0) break
    // A row travels as PostgreSQL itself writes it, so that no type passes through ours.
    const texts = rows.map(({ row }) => row)
    await sql`INSERT INTO ${sql.table(name)} (${into}) OVERRIDING SYSTEM VALUE
      SELECT ${values} FROM (SELECT r::${sql.table(name)} AS x FROM unnest(${texts}::text[]) r OFFSET 0) given`.execute(to)
  }
  await sql`CLOSE rows`.execute(from)
}

/** Numbers that a table gives by itself go on where they were. */
async function continueNumbers(to: Transaction, { name, columns }: Table): Promise<void> {
  for (const column of columns)
    await sql`SELECT setval(s::regclass, (SELECT max(v) FROM (SELECT ${sql.ref(column)}::text::bigint AS v FROM ${sql.table(name)}) numbers))
      FROM pg_get_serial_sequence(${`public.${name}`}, ${column}) s
      WHERE s IS NOT NULL AND EXISTS (SELECT FROM ${sql.table(name)})`.execute(to)
}

/**
 * Copies every row of one database into another of the same schema that has none, in one transaction, and compares both.
 * @returns how many rows there are
 * @throws when a table is not the same on both sides; then nothing was copied
 */
export async function copyTables(source: Kysely<Tables>, target: Kysely<Tables>): Promise<number> {
  return source.transaction().execute((from) =>
    target.transaction().execute(async (to) => {
      for (const side of [from, to]) await sql`SET LOCAL timezone = 'UTC'`.execute(side)
      let count = 0
      for (const table of await listTables(to)) {
        await copyTable(from, to, table)
        await continueNumbers(to, table)
        const [before, after] = [await digestOf(from, table.name), await digestOf(to, table.name)]
        if (before.count !== after.count || before.digest !== after.digest) throw new Error(`the table ${table.name} did not arrive whole`)
        count += after.count
      }
      return count
    }),
  )
}
