import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { SigningKey } from '@comity/exchange/keys'
import { verifyStoredLog } from '@comity/server/audit/verification'
import { digestFile } from '@comity/server/backup/copy-tree'
import { readManifest } from '@comity/server/backup/restore'
import { openPartStore } from '@comity/server/exchange/part-store'
import { loadAuthorityKey } from '@comity/server/platform/authority-key'
import { type Database, openDatabase } from '@comity/server/platform/database'
import { openFiles } from '@comity/server/platform/files'
import { migrate } from '@comity/server/platform/migrate'
import { openVault } from '@comity/server/platform/vault'
import { findRequest } from '@comity/server/request/store'
import { sql } from 'kysely'

/** What a start finds. */
export interface Kept {
  readonly acts: ReadonlySet<string>
  readonly files: ReadonlySet<string>
  readonly parts: ReadonlySet<string>
  readonly key: string | undefined
  readonly backup: 'none' | 'whole' | 'damaged'
  readonly wrong: readonly string[]
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Acts that are there in part: a request, its events, its audit entry and the answer under its key belong together. */
export async function halves({
  db,
}: Pick<Database, 'db'>): Promise<{ readonly acts: readonly string[]; readonly half: readonly string[] }> {
  const acts = (await sql<{ id: string }>`SELECT id FROM request`.execute(db)).rows.map(({ id }) => id)
  const { rows } = await sql<{ what: string; ids: readonly string[] }>`
    SELECT 'events' AS what, array_agg(request::text ORDER BY request) AS ids FROM request_event
    UNION ALL SELECT 'audit', array_agg(subject ORDER BY subject) FROM audit WHERE action = 'request.open'
    UNION ALL SELECT 'answers', array_agg(answer #>> '{}' ORDER BY answer #>> '{}') FROM idempotency`.execute(db)
  const half = rows.filter(({ ids }) => (ids ?? []).join() !== acts.toSorted().join()).map(({ what }) => `${what} do not fit the requests`)
  for (const id of acts) if ((await findRequest(db, id)) === undefined) half.push(`request ${id} has no events`)
  return { acts, half }
}

async function backupIn(home: string): Promise<Kept['backup']> {
  const folder = join(home, 'backup')
  if (!existsSync(folder)) return 'none'
  const { files } = await readManifest(folder)
  for (const { path, sha256 } of files) if ((await digestFile(join(folder, path))).sha256 !== sha256) return 'damaged'
  return 'whole'
}

/**
 * Starts on what a failed program left, as the next process does, and reads everything.
 * @param named what was acknowledged of files and of parts
 * @throws when it does not start
 */
export async function lookInto(
  home: string,
  named: { readonly files: readonly string[]; readonly parts: readonly string[] },
): Promise<Kept> {
  const data = join(home, 'data')
  const opened = await openDatabase({ dataDirectory: data })
  try {
    await migrate(opened.db)
    const { acts, half } = await halves(opened)
    const authorityKey = await loadAuthorityKey(data)
    const files = await openFiles(join(data, 'files'), authorityKey)
    const rows = await sql<{ sha256: string }>`SELECT sha256 FROM request_file`.execute(opened.db)
    const wrong = [...half]
    const bare = await sql`SELECT FROM request WHERE NOT EXISTS (SELECT FROM request_file AS f WHERE f.request = request.id)`.execute(
      opened.db,
    )
    if (bare.rows.length > 0) wrong.push('a request is without its file')
    const whole = new Set<string>()
    for (const sha256 of new Set([...named.files, ...rows.rows.map((row) => row.sha256)])) {
      const bytes = await files.read(sha256).then(buffer, () => undefined)
      if (bytes !== undefined && digest(bytes) === sha256) whole.add(sha256)
      else wrong.push(`file ${sha256} does not open`)
    }
    const text = await openVault(data, authorityKey).find('keys')
    const key = text === undefined ? undefined : (JSON.parse(text) as SigningKey)
    const log = await verifyStoredLog(opened.db, key === undefined ? [] : [{ name: 'PER/central/audit', x: key.jwk.x }])
    if (log.fault !== undefined) wrong.push(`the audit log does not hold: ${log.fault}`)
    const store = openPartStore(join(data, 'parts'))
    const parts = new Set<string>()
    for (const ct256 of named.parts) if ((await store.arrived('CHE/central', { ct256, ctLen: 12_000 })) === 12_000) parts.add(ct256)
    const backup = await backupIn(home)
    if (backup === 'damaged') wrong.push('a backup that looks finished is not whole')
    return { acts: new Set(acts), files: whole, parts, key: key?.kid, backup, wrong }
  } finally {
    await opened.close()
  }
}
