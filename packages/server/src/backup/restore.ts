import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { fail, ok, type Result } from '@comity/domain/result'
import { openSecrets, type Secrets, type SecretsBy } from '@comity/exchange/sealed-secrets'
import { sql } from 'kysely'
import { listCheckpoints } from '../audit/tree-store.ts'
import { type Verification, verifyStoredLog } from '../audit/verification.ts'
import { loadAuthorityKey } from '../platform/authority-key.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { syncTree } from '../platform/durable-filesystem.ts'
import { type Files, openFiles } from '../platform/files.ts'
import { openVault, type Vault } from '../platform/vault.ts'
import { checkpointKeys } from './checkpoint-keys.ts'
import { migrate } from '../platform/migrate.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Place } from './backup.ts'
import { copyTree, digestFile } from './copy-tree.ts'
import { Manifest, names } from './manifest.ts'
import { environmentOf, runPostgres } from './postgres-program.ts'

/** What was found in an instance that was restored. */
export interface Restored {
  readonly at: string
  readonly files: number
  /** In bytes. */
  readonly size: number
  /** The audit log read again from end to end. */
  readonly log: Verification
  /** Whether the log holds and continues the checkpoint that the backup names. */
  readonly holds: boolean
  /** How many files a row names that are not on disk. */
  readonly missing: number
  /** How many files rows name. */
  readonly named: number
}

/** Reads what a backup says of itself. @throws OperatorError when the folder holds none */
export async function readManifest(backup: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(backup, names.manifest), 'utf8')))
  } catch {
    throw new OperatorError(`${backup} holds no backup, or one that was not finished.`)
  }
}

/** @throws OperatorError naming the first file that is missing or not what it was */
async function checkFiles(backup: string, { files }: Manifest): Promise<void> {
  const root = resolve(backup) + sep
  for (const { path, sha256, size } of files) {
    const place = resolve(backup, path)
    if (!place.startsWith(root)) throw new OperatorError(`The backup names a file outside itself: ${path}`)
    const found = await digestFile(place).catch(() => undefined)
    if (found === undefined) throw new OperatorError(`The backup lacks the file ${path}.`)
    if (found.sha256 !== sha256 || found.size !== size) throw new OperatorError(`The file ${path} of the backup is not what was written.`)
  }
}

/** @throws OperatorError when the database holds a table */
export async function assertEmpty({ db }: Database): Promise<void> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'`.execute(db)
  if (rows[0]?.n !== 0) throw new OperatorError('The database at DATABASE_URL is not empty: give one that is.')
}

async function checkRoom({ dataDirectory, databaseUrl }: Place, { database }: Manifest): Promise<void> {
  if ((database === 'server') !== (databaseUrl !== undefined))
    throw new OperatorError(
      database === 'server'
        ? 'This backup is of an instance on a PostgreSQL server: set DATABASE_URL to an empty database.'
        : 'This backup is of an instance with the embedded database: leave DATABASE_URL empty.',
    )
  const there = await readdir(dataDirectory).catch(() => [])
  if (there.length > 0) throw new OperatorError(`${dataDirectory} is not empty: restore into a folder that is.`)
  if (databaseUrl === undefined) return
  const opened = await openDatabase({ dataDirectory, url: databaseUrl })
  try {
    await assertEmpty(opened)
  } finally {
    await opened.close()
  }
}

async function putBack(backup: string, manifest: Manifest, { dataDirectory, databaseUrl }: Place, secrets: Secrets): Promise<void> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const folders = await readdir(join(backup, names.data)).catch(() => [])
  for (const name of folders) await copyTree(join(backup, names.data, name), join(dataDirectory, name), name)
  for (const [name, text] of Object.entries(secrets)) {
    if (basename(name) !== name) throw new OperatorError(`The backup names a file outside the data folder: ${name}`)
    const handle = await open(join(dataDirectory, name), 'wx', 0o600)
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
  }
  if (manifest.database === 'embedded') await copyTree(join(backup, names.embedded), join(dataDirectory, 'database'), '')
  if (databaseUrl !== undefined) {
    const { PGDATABASE = '' } = environmentOf(databaseUrl)
    const args = ['--exit-on-error', '--no-owner', '--no-privileges', `--dbname=${PGDATABASE}`, join(backup, names.archive)]
    await runPostgres('pg_restore', args, databaseUrl)
  }
  syncTree(dataDirectory)
}

/** Reads the log again, and looks for the checkpoint that the backup was made under. */
async function checkLog({ db }: Database, manifest: Manifest, vault: Vault): Promise<{ log: Verification; holds: boolean }> {
  const sign = await checkpointKeys(vault)
  if (sign.length === 0) throw new OperatorError('The backup holds no keys of the exchange, or damaged ones.')
  const { checkpoint } = manifest
  const name = checkpoint?.note.split('\n')[0] ?? ''
  const log = await verifyStoredLog(
    db,
    sign.map(({ jwk }) => ({ name, x: jwk.x })),
  )
  if (checkpoint === undefined) return { log, holds: log.fault === undefined }
  const [kept] = await listCheckpoints(db, checkpoint.size - 1, checkpoint.size)
  return { log, holds: log.fault === undefined && kept?.root === checkpoint.root }
}

/** Counts the files of requests that the database names and the folder does not hold. */
async function countMissing({ db }: Database, files: Files): Promise<Pick<Restored, 'missing' | 'named'>> {
  const rows = await db.selectFrom('request_file').select('sha256').distinct().execute()
  let missing = 0
  for (const { sha256 } of rows) if (!(await files.has(sha256))) missing += 1
  return { missing, named: rows.length }
}

/**
 * Restores an instance from a backup into an empty data folder, and an empty database where it is on a server; then reads the
 * audit log from end to end. Everything is checked before anything is written.
 * @returns what was found; `cannot-decrypt` for a wrong passphrase or identity
 * @throws OperatorError when the backup is damaged or the place is not empty
 */
export async function restoreBackup(backup: string, place: Place, by: SecretsBy): Promise<Result<Restored>> {
  const manifest = await readManifest(backup)
  await checkFiles(backup, manifest)
  const secrets = await openSecrets(await readFile(join(backup, names.secrets)), by)
  if (!secrets.ok) return fail(secrets.problem)
  await checkRoom(place, manifest)
  await putBack(backup, manifest, place, secrets.value)
  const database = await openDatabase({ dataDirectory: place.dataDirectory, url: place.databaseUrl })
  try {
    await migrate(database.db)
    const size = manifest.files.reduce((sum, file) => sum + file.size, 0)
    const authorityKey = await loadAuthorityKey(place.dataDirectory, place.root)
    const log = await checkLog(database, manifest, openVault(place.dataDirectory, authorityKey))
    const counted = await countMissing(database, await openFiles(join(place.dataDirectory, 'files'), authorityKey))
    return ok({ at: manifest.at, files: manifest.files.length, size, ...log, ...counted })
  } finally {
    await database.close()
  }
}
