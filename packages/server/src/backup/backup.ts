import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ok, type Result } from '@comity/domain/result'
import { type Secrets, sealSecrets, type SecretsFor } from '@comity/exchange/sealed-secrets'
import { appendAudit } from '../audit/store.ts'
import { findCheckpoint } from '../audit/tree-store.ts'
import { openDatabase } from '../platform/database.ts'
import { syncTree } from '../platform/durable-filesystem.ts'
import { migrate } from '../platform/migrate.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { RootKey } from '../platform/root-key.ts'
import { copyTree, digestFile } from './copy-tree.ts'
import { type CopiedFile, Manifest, names } from './manifest.ts'
import { runPostgres } from './postgres-program.ts'

/** An instance as backups see it. */
export interface Place {
  readonly dataDirectory: string
  /** The root key, where it is not the file in the data directory. A backup does not hold it then. */
  readonly root?: RootKey | undefined
  /** PostgreSQL; absent, the embedded database in the data directory. */
  readonly databaseUrl?: string | undefined
}

/** What has its own place in a backup, is made anew at each start, or is half written. */
function leaveOut(path: string): boolean {
  return (
    path === 'database' || path === 'database.new' || path === 'files/arriving' || (!path.includes('/') && path.startsWith('database.lock'))
  )
}

/** The files that lie in the data folder itself: private keys, and what else may be secret. */
async function readSecrets(dataDirectory: string): Promise<Secrets> {
  const secrets: Record<string, string> = {}
  for (const entry of await readdir(dataDirectory, { withFileTypes: true }))
    if (entry.isFile() && !leaveOut(entry.name)) secrets[entry.name] = await readFile(join(dataDirectory, entry.name), 'utf8')
  return secrets
}

/** Writes on record that a backup is made, and reads the head of the log. */
async function begin(place: Place, at: string) {
  const database = await openDatabase({ dataDirectory: place.dataDirectory, url: place.databaseUrl })
  try {
    await migrate(database.db)
    const entry = { at, actor: 'system', action: 'backup.make', outcome: 'done' }
    await database.db.transaction().execute((trx) => appendAudit(trx, entry))
    const found = await findCheckpoint(database.db)
    return found === undefined ? {} : { checkpoint: { size: found.size, root: found.root, note: found.note } }
  } finally {
    await database.close()
  }
}

async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function copyDatabase({ dataDirectory, databaseUrl }: Place, folder: string): Promise<CopiedFile[]> {
  if (databaseUrl === undefined) return copyTree(join(dataDirectory, 'database'), join(folder, names.embedded), names.embedded)
  const archive = join(folder, names.archive)
  await runPostgres(
    'pg_dump',
    ['--format=custom', '--no-owner', '--no-privileges', '--enable-row-security', `--file=${archive}`],
    databaseUrl,
  )
  return [{ path: names.archive, ...(await digestFile(archive)) }]
}

async function fill(place: Place, folder: string, to: SecretsFor, at: string): Promise<Result<Manifest>> {
  const { dataDirectory, databaseUrl } = place
  const sealed = await sealSecrets(await readSecrets(dataDirectory), to)
  if (!sealed.ok) return sealed
  const head = await begin(place, at)
  // The database first: a file is on disk before the row that names it.
  const files = await copyDatabase(place, folder)
  const isLoose = async (path: string) => (await lstat(join(dataDirectory, path))).isFile()
  for (const name of await readdir(dataDirectory))
    if (!leaveOut(name) && !(await isLoose(name))) {
      const inside = (path: string) => leaveOut(`${name}/${path}`)
      files.push(...(await copyTree(join(dataDirectory, name), join(folder, names.data, name), `${names.data}/${name}`, inside)))
    }
  await writeDurably(join(folder, names.secrets), sealed.value)
  files.push({ path: names.secrets, ...(await digestFile(join(folder, names.secrets))) })
  const database = databaseUrl === undefined ? 'embedded' : 'server'
  const manifest = Manifest.parse({ comity: 'backup', v: 1, at, database, ...head, files })
  await writeDurably(join(folder, names.manifest), JSON.stringify(manifest, null, 1))
  return ok(manifest)
}

/**
 * Makes a backup of an instance in a new folder, which appears whole or not at all: the database, the folders of the data
 * folder, and the secret files sealed. One on a PostgreSQL server may be at work; one with the embedded database must be stopped.
 * @returns `invalid-input` for what is no age recipient
 * @throws OperatorError when the folder is there already, or a running instance holds the embedded database
 */
export async function makeBackup(place: Place, target: string, to: SecretsFor, at: string): Promise<Result<Manifest>> {
  const wanted = resolve(target)
  const isThere = await lstat(wanted).then(
    () => true,
    () => false,
  )
  if (isThere) throw new OperatorError(`${wanted} is there already: give a folder that is not.`)
  const draft = join(dirname(wanted), `.${basename(wanted)}.part`)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    const made = await fill(place, draft, to, at)
    if (!made.ok) return made
    syncTree(draft)
    await rename(draft, wanted)
    return made
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
