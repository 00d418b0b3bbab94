import { onBehalfOf } from '@comity/server/platform/on-behalf'
import type { Tables } from '@comity/server/platform/tables'
import { type Kysely, sql } from 'kysely'
import type { MatrixCase } from './cases.ts'
import type { Person } from './people.ts'
import { sightIn } from './reach.ts'

/** Who sees rows of a table: by how they stand to the request, or because they watch over the line, or as the callers themselves. */
type Seen = 'casework' | 'file' | 'text' | 'translation' | 'memory' | 'line' | 'turned-away' | 'nobody' | 'caller'

const ofRequest = 'request'
const ofThread = 'thread'
const ofTranslation = '(SELECT t.request FROM translation t WHERE t.id = translation)'

/**
 * Every table under row security: of which request a row is, in SQL, and who sees it. Written out as a person reads it; a table that is under
 * row security and not here stops the walk.
 */
export const tablesOfCases: Readonly<Record<string, { readonly of: string; readonly seen: Seen }>> = {
  request: { of: 'id', seen: 'text' },
  request_event: { of: ofRequest, seen: 'text' },
  request_file: { of: ofRequest, seen: 'file' },
  letter_signature: { of: ofRequest, seen: 'file' },
  outgoing_letter: { of: ofRequest, seen: 'file' },
  incoming_paper: { of: ofRequest, seen: 'file' },
  paper_original_event: { of: ofRequest, seen: 'file' },
  drafter_import: { of: ofRequest, seen: 'file' },
  access_act: { of: ofRequest, seen: 'file' },
  paper_scan: { of: '(SELECT p.request FROM incoming_paper p WHERE p.id = paper)', seen: 'casework' },
  translation: { of: ofRequest, seen: 'translation' },
  translation_segment: { of: ofTranslation, seen: 'translation' },
  translation_export: { of: ofTranslation, seen: 'translation' },
  translation_memory: { of: ofRequest, seen: 'memory' },
  legal_hold: { of: ofRequest, seen: 'casework' },
  retention_extension: { of: ofRequest, seen: 'casework' },
  erasure: { of: ofRequest, seen: 'casework' },
  outbox: { of: ofThread, seen: 'line' },
  inbox: { of: ofThread, seen: 'line' },
  reconciliation_gap: { of: ofThread, seen: 'line' },
  message_attempt: { of: '(SELECT m.thread FROM outbox m WHERE m.id = message)', seen: 'line' },
  receipt: {
    of: `coalesce((SELECT m.thread FROM outbox m WHERE m.id = message), (SELECT m.thread FROM inbox m WHERE m.id = message),
      (SELECT m.thread FROM refused_message m WHERE m.id = message))`,
    seen: 'line',
  },
  refused_message: { of: ofThread, seen: 'turned-away' },
  inbox_part: { of: '(SELECT m.thread FROM inbox m WHERE m.id = inbox_part.message)', seen: 'nobody' },
  idempotency: { of: 'NULL::uuid', seen: 'caller' },
}

/** Whether somebody sees the rows of a case in a table of a kind. */
function isSeen(seen: Seen, person: Person, about: MatrixCase): boolean {
  const { role, relation, standing } = person
  if (standing === 'disabled' || standing === 'unconfirmed' || relation === 'walled-off') return false
  const sight = sightIn(person, about)
  const watches = role === 'administrator' || role === 'auditor' || sight === 'casework'
  const by: Readonly<Record<Seen, boolean>> = {
    casework: sight === 'casework',
    file: sight === 'casework' || sight === 'own',
    text: sight !== undefined,
    translation: sight === 'casework' || sight === 'mine',
    // Who translates finds words of every case that is not restricted, without what names it.
    memory: sight === 'casework' || sight === 'mine' || (role === 'translator' && about.handling === 'open'),
    line: watches || sight === 'own',
    'turned-away': watches,
    nobody: false,
    caller: false,
  }
  return by[seen]
}

/** The requests of which somebody sees a row, by table. */
async function seenBy(db: Kysely<Tables>): Promise<ReadonlyMap<string, readonly string[]>> {
  const parts = Object.entries(tablesOfCases).map(
    ([table, { of }]) => `SELECT '${table}' AS name, array_agg(DISTINCT (${of})::text) AS requests FROM ${table}`,
  )
  const { rows } = await sql<{ name: string; requests: readonly (string | null)[] | null }>`${sql.raw(parts.join(' UNION ALL '))}`.execute(
    db,
  )
  return new Map(rows.map(({ name, requests }) => [name, (requests ?? []).filter((one) => one !== null)]))
}

/** What the rows show to each that the tables above do not say, or keep from them that these say, in a line each. */
export async function findWrongRows(
  db: Kysely<Tables>,
  people: readonly Person[],
  cases: readonly MatrixCase[],
): Promise<readonly string[]> {
  const wrong: string[] = []
  const all = await seenBy(db)
  for (const person of people) {
    // What row security knows is accounts, not sessions.
    if (person.standing === 'ended' || person.standing === 'none') continue
    const found = await onBehalfOf({ person: person.id }, async () => seenBy(db))
    for (const [table, { seen }] of Object.entries(tablesOfCases))
      for (const about of cases) {
        const is = found.get(table)?.includes(about.request) === true
        const should = all.get(table)?.includes(about.request) === true && isSeen(seen, person, about)
        if (is !== should)
          wrong.push(`${person.name}, ${table}, a request that is ${about.stage}, ${about.handling}: ${should ? 'hidden' : 'shown'}`)
      }
  }
  for (const [table, { seen }] of Object.entries(tablesOfCases))
    if (seen !== 'caller' && (all.get(table) ?? []).length === 0) wrong.push(`${table} holds no row to try`)
  return wrong
}

/** The tables that are under row security. */
export async function listGuardedTables(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity AND relnamespace = 'public'::regnamespace`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}
