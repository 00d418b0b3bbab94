import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { generateKeys } from '@comity/exchange/keys'
import { newIdentity } from '@comity/exchange/sealed-secrets'
import pg from 'pg'
import { appendAudit } from '../audit/store.ts'
import { buildTree } from '../audit/tree-builder.ts'
import { applicationRole } from '../platform/application-role.ts'
import { loadAuthorityKey } from '../platform/authority-key.ts'
import { streamOf } from '../platform/byte-stream.ts'
import { openDatabase } from '../platform/database.ts'
import { openFiles } from '../platform/files.ts'
import { migrate } from '../platform/migrate.ts'
import { openVault } from '../platform/vault.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { makeBackup, type Place } from './backup.ts'
import { drillRestore } from './restore-drill.ts'
import { restoreBackup } from './restore.ts'

const home = await mkdtemp(join(tmpdir(), 'comity-'))
const server = process.env['DATABASE_URL'] === '' ? undefined : process.env['DATABASE_URL']
const made: string[] = []
after(async () => {
  await rm(home, { recursive: true })
  if (server === undefined) return
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  for (const name of made) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
  await admin.query(`DROP ROLE IF EXISTS ${plain}`)
  await admin.end()
})

/** A user of the server as operators make one: it owns its databases and is no superuser, so that row security binds it. */
const plain = `comity_test_${randomUUID().replaceAll('-', '')}`
const password = randomUUID()

/** A place for an instance: a folder, and an empty database of the plain user's where the tests have a server. */
async function place(name: string): Promise<Place> {
  const dataDirectory = join(home, name)
  if (server === undefined) return { dataDirectory }
  const database = `comity_test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  if (made.length === 0) {
    const { rows } = await admin.query(`SELECT FROM pg_roles WHERE rolname = '${applicationRole}'`)
    if (rows.length === 0) await admin.query(`CREATE ROLE ${applicationRole}`)
    await admin.query(`CREATE ROLE ${plain} LOGIN PASSWORD '${password}'; GRANT ${applicationRole} TO ${plain}`)
  }
  await admin.query(`CREATE DATABASE ${database} OWNER ${plain}`)
  await admin.end()
  made.push(database)
  const url = new URL(server)
  url.username = plain
  url.password = password
  url.pathname = `/${database}`
  return { dataDirectory, databaseUrl: url.href }
}

const keys = await generateKeys(['age-x25519'])
const [key] = keys.sign
assert.ok(key !== undefined)
const at = '2026-09-09T10:00:00.000Z'
const entry = { at, actor: 'a', action: 'request.act', subject: 's', outcome: 'done' }
const body = 'a file of a request'
const sha256 = createHash('sha256').update(body).digest('hex')

const original = await place('original')
const { identity, recipient } = await newIdentity()
const to = { recipient }
const backup = join(home, 'backup')

async function live(): Promise<void> {
  const { dataDirectory, databaseUrl } = original
  const files = await openFiles(join(dataDirectory, 'files'), await loadAuthorityKey(dataDirectory))
  await files.write(streamOf(Buffer.from(body)), { name: 'n.txt' })
  await writeFile(join(dataDirectory, 'keys.json'), JSON.stringify(keys))
  const { db, close } = await openDatabase({ dataDirectory, url: databaseUrl })
  await migrate(db)
  const row = { request: randomUUID(), id: randomUUID(), name: 'n', media_type: 'text/plain', size: body.length, sha256, describes: null }
  await db
    .insertInto('request_file')
    .values({ ...row, origin: 'ours', added_at: at, added_by: 'a' })
    .execute()
  for (let n = 0; n < 3; n += 1) await db.transaction().execute((trx) => appendAudit(trx, entry))
  await buildTree(db, { origin: 'PER/central/audit', key: key! }, () => new Date(at))
  await close()
}

await live()

test('backs up database, files and sealed keys, and puts all of it back', async () => {
  const manifest = await makeBackup(original, backup, to, at)
  assert.ok(manifest.ok)
  assert.equal(manifest.value.checkpoint?.size, 3)
  const written = await readdir(backup, { recursive: true })
  assert.ok(!written.some((path) => path.includes('keys.json') || path.includes('arriving')))

  const restored = await restoreBackup(backup, await place('restored'), { identity })
  assert.ok(restored.ok)
  const { holds, missing, log } = restored.value
  assert.deepEqual({ holds, missing, size: log.size }, { holds: true, missing: 0, size: 3 })
  assert.equal(restored.value.named, 1)
  const data = join(home, 'restored')
  const authorityKey = await loadAuthorityKey(data)
  assert.equal(await openVault(data, authorityKey).find('keys'), JSON.stringify(keys))
  assert.ok(!(await readdir(data)).includes('keys.json'))
  const files = await openFiles(join(data, 'files'), authorityKey)
  assert.equal(await text(await files.read(sha256)), body)
})

test('refuses a backup that was damaged, cut short or is none, before anything is written', async () => {
  const target = await place('target')
  const [sealed = ''] = (await readdir(join(backup, 'data', 'files'), { recursive: true })).filter((name) => name.endsWith('.sealed'))
  const file = join(backup, 'data', 'files', sealed)
  const whole = await readFile(file)
  await writeFile(file, Buffer.concat([whole, Buffer.from(' ')]))
  await assert.rejects(restoreBackup(backup, target, { identity }), /is not what was written/u)
  await rm(file)
  await assert.rejects(restoreBackup(backup, target, { identity }), /lacks the file/u)
  await writeFile(file, whole)
  await assert.rejects(restoreBackup(home, target, { identity }), /holds no backup/u)
  assert.deepEqual(await readdir(target.dataDirectory).catch(() => []), [])
})

test('refuses the wrong identity, a folder that is not empty, and a backup over another', async () => {
  const wrong = await restoreBackup(backup, { dataDirectory: join(home, 'nowhere') }, { identity: (await newIdentity()).identity })
  assert.equal(!wrong.ok && wrong.problem.code, 'cannot-decrypt')
  await assert.rejects(restoreBackup(backup, original, { identity }), OperatorError)
  await assert.rejects(makeBackup(original, backup, to, at), /is there already/u)
})

// One more embedded database takes seconds to start, and the drill is the same code.
const skip = server === undefined && 'done where the tests have a server'

test('a drill finds a log that does not continue the checkpoint of the backup, and leaves nothing behind', { skip }, async () => {
  const path = join(backup, 'backup.json')
  const manifest = JSON.parse(await readFile(path, 'utf8'))
  manifest.checkpoint.root = 'ab'.repeat(32)
  await writeFile(path, JSON.stringify(manifest))
  const drill = join(home, 'drill')
  await mkdir(drill)
  const drilled = await drillRestore(backup, { identity }, { databaseUrl: server, folder: drill })
  assert.ok(drilled.ok)
  assert.equal(drilled.value.log.fault, undefined)
  assert.equal(drilled.value.holds, false)
  assert.deepEqual(await readdir(drill), [])
})
