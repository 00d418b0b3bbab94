import { laterVerdict, type Verdict } from '@comity/domain/screening/verdict'
import { type Kysely, type Selectable, sql } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { FileVerdictTable } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

function verdictOf(row: Selectable<FileVerdictTable>): Verdict {
  const { scan, obstacle, found, engine, signatures_at: signaturesAt, at, cautions } = row
  return {
    scan,
    at,
    ...(obstacle === null ? {} : { obstacle }),
    ...(found === null ? {} : { found }),
    ...(engine === null ? {} : { engine }),
    ...(signaturesAt === null ? {} : { signaturesAt }),
    ...(cautions === null ? {} : { cautions }),
  }
}

/** What is known of files, by their hashes. */
export async function listVerdicts(db: Reader, hashes: readonly string[]): Promise<ReadonlyMap<string, Verdict>> {
  if (hashes.length === 0) return new Map()
  const rows = await db.selectFrom('file_verdict').selectAll().where('sha256', 'in', hashes).execute()
  return new Map(rows.map((row) => [row.sha256, verdictOf(row)]))
}

/** Keeps what was said of a file now; what is found anew is on record. @returns what is known of it from now on */
export async function keepVerdict(db: Kysely<Tables>, sha256: string, said: Verdict, version: string | undefined): Promise<Verdict> {
  const at = said.at ?? ''
  return db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('file_verdict').selectAll().where('sha256', '=', sha256).forUpdate().executeTakeFirst()
    const before = row === undefined ? undefined : verdictOf(row)
    const now = laterVerdict(before, said)
    const values = {
      scan: now.scan,
      obstacle: now.obstacle ?? null,
      found: now.found ?? null,
      engine: now.engine ?? null,
      version: version ?? null,
      signatures_at: now.signaturesAt ?? null,
      // When it was asked last, even where the answer of before stands: so that the next round begins with others.
      at,
      cautions: now.cautions === undefined ? null : JSON.stringify(now.cautions),
    }
    await trx
      .insertInto('file_verdict')
      .values({ sha256, ...values })
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet(values))
      .execute()
    if (now.scan === 'found' && before?.scan !== 'found')
      await appendAudit(trx, { at, actor: 'system', action: 'file.screen', subject: sha256, outcome: 'file-harmful' })
    return now
  })
}

/** An hour after a scanner gave no answer it is asked again. */
const restMilliseconds = 3_600_000

/**
 * Files of requests that are to be scanned: those that never were, those of which the scanner with other signatures has not spoken, and those
 * of which nobody has looked what is in them. A file that is too large stays so until the scanner changes.
 */
export async function listToScan(
  db: Kysely<Tables>,
  { version, now, limit }: { readonly version: string | undefined; readonly now: string; readonly limit: number },
): Promise<readonly { readonly sha256: string; readonly size: number; readonly type: string }[]> {
  const rested = new Date(Date.parse(now) - restMilliseconds).toISOString()
  const stale =
    version === undefined
      ? sql<boolean>`false`
      : sql<boolean>`verdict.version IS DISTINCT FROM ${version} OR (verdict.obstacle = 'no-answer' AND verdict.at < ${rested}::timestamptz)`
  const { rows } = await sql<{ sha256: string; size: number; type: string }>`
    SELECT file.sha256, max(file.size) AS size, max(file.media_type) AS type FROM request_file AS file
      LEFT JOIN file_verdict AS verdict ON verdict.sha256 = file.sha256
      WHERE verdict.sha256 IS NULL OR verdict.cautions IS NULL OR ${stale}
      GROUP BY file.sha256, verdict.at ORDER BY verdict.at NULLS FIRST, file.sha256 LIMIT ${limit}`.execute(db)
  return rows
}

/** Forgets what was said of content that no request holds: its hash tells what it was. */
export async function forgetVerdicts(db: Kysely<Tables>, now: string): Promise<void> {
  await sql`DELETE FROM file_verdict WHERE at < ${now}::timestamptz - interval '1 day'
    AND NOT EXISTS (SELECT FROM request_file WHERE request_file.sha256 = file_verdict.sha256)`.execute(db)
}
