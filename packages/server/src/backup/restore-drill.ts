import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Result } from '@comity/domain/result'
import type { SecretsBy } from '@comity/exchange/sealed-secrets'
import pg from 'pg'
import type { Place } from './backup.ts'
import { readManifest, restoreBackup, type Restored } from './restore.ts'

/** Makes a database beside that of the URL, to be dropped again. Its user must be allowed to make databases. */
async function besideOf(databaseUrl: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `comity_drill_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
    },
  }
}

/**
 * Restores a backup into a folder, and a database, of its own, looks at what came back, and removes both. The instance that
 * runs is not touched.
 * @param databaseUrl of the server on which to make the database, for the backup of an instance on a server
 * @param folder where to make the folder; the system's for temporary files by default
 */
export async function drillRestore(
  backup: string,
  by: SecretsBy,
  { databaseUrl, root, folder = tmpdir() }: Pick<Place, 'databaseUrl' | 'root'> & { readonly folder?: string | undefined },
): Promise<Result<Restored>> {
  const { database } = await readManifest(backup)
  const home = await mkdtemp(join(folder, 'comity-drill-'))
  const beside = database === 'server' && databaseUrl !== undefined ? await besideOf(databaseUrl) : undefined
  try {
    return await restoreBackup(backup, { dataDirectory: join(home, 'data'), databaseUrl: beside?.url, root }, by)
  } finally {
    await beside?.drop()
    await rm(home, { recursive: true, force: true })
  }
}
