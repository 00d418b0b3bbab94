import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openCheckpoint } from '@comity/exchange/audit/checkpoint'
import { isConsistent, proveConsistency } from '@comity/exchange/audit/proof'
import { type KnownOfLog, verifyLog } from '@comity/exchange/audit/verify-log'
import { generateKeys } from '@comity/exchange/keys'
import { sql } from 'kysely'
import { withDatabase } from '../platform/test-database.ts'
import { exportLog } from './export.ts'
import { type AuditFilter, appendAudit } from './store.ts'
import { buildTree } from './tree-builder.ts'
import { findCheckpoint, findVerification, hashReader } from './tree-store.ts'
import { verifyDaily, verifyStoredLog } from './verification.ts'

const { db, kind } = await withDatabase({ after })
const [key] = (await generateKeys([])).sign
assert.ok(key !== undefined)
const signer = { origin: 'PER/central/audit', key }
const noteKeys = [{ name: signer.origin, x: key.jwk.x }]
const now = '2026-09-09T10:00:00.000Z'
const clock = () => new Date(now)

async function append(subject: string): Promise<number> {
  return db.transaction().execute((trx) => appendAudit(trx, { at: now, actor: 'officer', action: 'request.act', subject, outcome: 'done' }))
}

async function checkpoint() {
  const found = await findCheckpoint(db)
  assert.ok(found !== undefined)
  return found
}

async function verify(filter: AuditFilter, known?: KnownOfLog) {
  return verifyLog(exportLog(db, signer, await checkpoint(), filter), known)
}

/** Does what the log’s own triggers refuse, as whoever owns the database can. */
async function tamper(statement: string): Promise<void> {
  await sql.raw('ALTER TABLE audit DISABLE TRIGGER USER; ALTER TABLE audit DROP CONSTRAINT IF EXISTS audit_check').execute(db)
  await sql.raw(statement).execute(db)
}

// An entry of a database that was made before the log had digests: as version 1 wrote it.
const old = `{"action":"session.open","actor":"officer","at":"${now}","outcome":"done","seq":1,"subject":"officer","v":1}`
await sql`INSERT INTO audit (seq, at, actor, action, subject, outcome, entry, leaf)
  VALUES (1, ${now}, 'officer', 'session.open', 'officer', 'done', ${Buffer.from(old)}, sha256('\\x00'::bytea || ${Buffer.from(old)}))`.execute(
  db,
)

test('takes entries into the tree, older ones too, and signs a checkpoint over them', async () => {
  await append('a')
  await buildTree(db, signer, clock)
  const { size, root, note } = await checkpoint()
  assert.equal(size, 2)
  assert.deepEqual(openCheckpoint(note, noteKeys), { origin: signer.origin, size, root })
  await buildTree(db, signer, clock)
  assert.equal((await checkpoint()).size, 2)
})

test('goes on from the last checkpoint, with proofs over 256 entries and more', { timeout: 60_000 }, async () => {
  const before = await checkpoint()
  for (let at = 0; at < 600; at += 1) await append(at === 300 ? 'b' : 'a')
  await buildTree(db, signer, clock)
  const later = await checkpoint()
  assert.equal(later.size, 602)
  assert.ok(isConsistent(before, later, await proveConsistency(before.size, later.size, hashReader(db))))
  assert.deepEqual(await verifyStoredLog(db, noteKeys), { size: 602, root: later.root })
  const { n } = await db
    .selectFrom('audit_subtree')
    .select((is) => is.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  assert.equal(n, 2)
})

test('the order of the log is that of the acts, whatever a clock says that is set back, or on, between them', async () => {
  const before = await checkpoint()
  for (const at of ['2026-09-10T10:00:00.000Z', '2026-09-08T10:00:00.000Z', now])
    await db.transaction().execute((trx) => appendAudit(trx, { at, actor: 'officer', action: 'request.act', subject: at, outcome: 'done' }))
  await buildTree(db, signer, () => new Date('2026-09-08T10:00:00.000Z'))
  const rows = await db.selectFrom('audit').select('subject').where('seq', '>', before.size).orderBy('seq').execute()
  assert.deepEqual(
    rows.map(({ subject }) => subject),
    ['2026-09-10T10:00:00.000Z', '2026-09-08T10:00:00.000Z', now],
  )
  assert.equal((await checkpoint()).size, before.size + 3)
  assert.equal((await verifyStoredLog(db, noteKeys)).fault, undefined)
})

test(
  'two processes that build at once sign one checkpoint',
  { skip: kind === 'embedded' && 'one connection takes its turns anyway' },
  async () => {
    const { size } = await checkpoint()
    await append('a')
    await Promise.all(Array.from({ length: 4 }, () => buildTree(db, signer, clock)))
    assert.equal((await checkpoint()).size, size + 1)
  },
)

test('exports the whole log, which verifies by itself and against an earlier checkpoint', async () => {
  const found = await verify({}, { earlier: (await checkpoint()).note })
  assert.ok(found.holds)
  assert.equal(found.entries, found.checkpoint.size)
  assert.equal(found.extent, 'whole')
})

test('exports a selection with a proof for each entry', async () => {
  const found = await verify({ subject: 'b' })
  assert.ok(found.holds)
  assert.deepEqual([found.entries, found.extent], [1, 'selection'])
  assert.ok((await verify({ subject: 'nothing' })).holds)
})

test('verifies once a day and keeps what was found', async () => {
  const { root } = await checkpoint()
  assert.equal((await verifyDaily(db, noteKeys, now))?.root, root)
  assert.equal(await verifyDaily(db, noteKeys, '2026-09-09T20:00:00.000Z'), undefined)
  assert.equal((await findVerification(db))?.fault, null)
})

test('does not sign a log from which an entry is missing', async () => {
  const seq = await append('a')
  await append('a')
  await db.transaction().execute(async (trx) => {
    await sql.raw('ALTER TABLE audit DISABLE TRIGGER USER').execute(trx)
    await sql`DELETE FROM audit WHERE seq = ${seq}`.execute(trx)
  })
  await assert.rejects(buildTree(db, signer, clock), /no entry/u)
  await sql`DELETE FROM audit WHERE seq > ${seq}`.execute(db)
})

test('finds what the owner of the database has changed, and where', async () => {
  const fault = async () => {
    const found = await verifyStoredLog(db, noteKeys)
    return [found.fault, found.entry]
  }
  await tamper(`UPDATE audit SET actor = 'somebody' WHERE seq = 10`)
  assert.deepEqual(await fault(), ['columns', 10])
  await tamper(`UPDATE audit SET actor = 'officer' WHERE seq = 10`)
  assert.deepEqual(await fault(), [undefined, undefined])

  await tamper(`UPDATE audit SET entry = entry || ' ' WHERE seq = 10`)
  assert.deepEqual(await fault(), ['hash', 10])
  await tamper(`UPDATE audit SET leaf = sha256('\\x00'::bytea || entry) WHERE seq = 10`)
  assert.deepEqual(await fault(), ['root', 602])

  await tamper(`UPDATE audit SET seq = 100000 WHERE seq = 20`)
  assert.deepEqual(await fault(), ['order', 20])
  await tamper(`DELETE FROM audit WHERE seq > 1`)
  assert.deepEqual(await fault(), ['size', undefined])
  assert.deepEqual((await verifyDaily(db, noteKeys, '2026-09-11T10:00:00.000Z'))?.fault, 'size')
})
