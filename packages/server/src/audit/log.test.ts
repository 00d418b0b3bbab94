import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openCheckpoint } from '@comity/exchange/audit/checkpoint'
import { isConsistent, proveConsistency } from '@comity/exchange/audit/proof'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import { type KnownOfLog, verifyLog } from '@comity/exchange/audit/verify-log'
import { generateKeys } from '@comity/exchange/keys'
import { sql } from 'kysely'
import { withDatabase } from '../platform/test-database.ts'
import { exportLog } from './export.ts'
import { type AuditEntry, type AuditFilter, appendAudit } from './store.ts'
import { buildTree } from './tree-builder.ts'
import { findCheckpoint, findVerification, hashReader, listCheckpoints } from './tree-store.ts'
import { verifyDaily, verifyStoredLog } from './verification.ts'

const { db, kind } = await withDatabase({ after })
const [key, another] = (await Promise.all([generateKeys([]), generateKeys([])])).flatMap(({ sign }) => sign.slice(0, 1))
assert.ok(key !== undefined && another !== undefined)
const signer = { origin: 'PER/central/audit', key }
const noteKeys = [{ name: signer.origin, x: key.jwk.x }]
const now = '2026-09-09T10:00:00.000Z'
const clock = () => new Date(now)

/** Does what the log’s own triggers refuse, as whoever owns the database can. */
async function tamper(...statements: readonly string[]): Promise<void> {
  await sql.raw('ALTER TABLE audit DROP CONSTRAINT IF EXISTS audit_check').execute(db)
  await db.transaction().execute(async (trx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(trx)
    for (const statement of statements) await sql.raw(statement).execute(trx)
  })
}

/** A log without entries. */
async function empty(): Promise<void> {
  const tables = ['audit', 'audit_subtree', 'audit_checkpoint', 'audit_verification']
  await tamper(...tables.map((table) => `DELETE FROM ${table}`))
}

/** Entries of a database that was made before the log had digests, up to a number: as version 1 wrote them. */
async function grow(to: number): Promise<void> {
  await sql`
    INSERT INTO audit (seq, at, actor, action, subject, outcome, entry, leaf)
    SELECT n, ${now}, 'officer', 'session.open', 'a', 'done', entry, sha256('\\x00'::bytea || entry) FROM (
      SELECT n, convert_to('{"action":"session.open","actor":"officer","at":"' || ${now} || '","outcome":"done","seq":' || n
        || ',"subject":"a","v":1}', 'UTF8') AS entry
      FROM generate_series((SELECT coalesce(max(seq), 0) + 1 FROM audit), ${to}::int) AS n) AS made`.execute(db)
}

async function append(subject: string, more: Partial<AuditEntry> = {}): Promise<number> {
  const entry = { at: now, actor: 'officer', action: 'request.act', subject, outcome: 'done', ...more }
  return db.transaction().execute((trx) => appendAudit(trx, entry))
}

/** A log of so many entries under a checkpoint, in three parts. */
async function logOf(size: number): Promise<void> {
  await empty()
  await grow(size - 2)
  await buildTree(db, signer, clock)
  await append('b')
  await append('a', { reason: 'Asked by the court.' })
  await buildTree(db, signer, clock)
}

async function checkpoint() {
  const found = await findCheckpoint(db)
  assert.ok(found !== undefined)
  return found
}

async function verify(filter: AuditFilter, known?: KnownOfLog) {
  return verifyLog(exportLog(db, signer, await checkpoint(), filter), known)
}

async function linesOf(filter: AuditFilter): Promise<readonly Record<string, unknown>[]> {
  let text = ''
  for await (const bytes of exportLog(db, signer, await checkpoint(), filter)) text += Buffer.from(bytes).toString()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('takes entries into the tree, older ones too, and signs a checkpoint over them', async () => {
  await empty()
  await grow(1)
  await append('a')
  await buildTree(db, signer, clock)
  const { size, root, note, at } = await checkpoint()
  assert.deepEqual([size, at], [2, now])
  assert.deepEqual(openCheckpoint(note, noteKeys), { origin: signer.origin, size, root })
  await buildTree(db, signer, () => new Date('2026-09-09T11:00:00.000Z'))
  assert.deepEqual(await checkpoint(), { size, root, note, at, peaks: [root] })
})

test('goes on from the last checkpoint, with proofs over 256 entries and more', async () => {
  await empty()
  await grow(300)
  await buildTree(db, signer, clock)
  const before = await checkpoint()
  await grow(602)
  await buildTree(db, signer, clock)
  const later = await checkpoint()
  assert.equal(later.size, 602)
  assert.ok(isConsistent(before, later, await proveConsistency(before.size, later.size, hashReader(db))))
  assert.deepEqual(await verifyStoredLog(db, noteKeys), { size: 602, root: later.root })
  const kept = await db.selectFrom('audit_subtree').select(['height', 'index']).orderBy('index').execute()
  assert.deepEqual(
    kept.map(({ height, index }) => [height, index]),
    [
      [8, 0],
      [8, 1],
    ],
  )
  await assert.rejects(hashReader(db)(7, 0, 1), /height 7/u)
})

test('grows on from one checkpoint to the next, entry by entry', async () => {
  await empty()
  for (let size = 1; size <= 9; size += 1) {
    await grow(size)
    await buildTree(db, signer, clock)
  }
  const { size, root } = await checkpoint()
  assert.deepEqual([size, await verifyStoredLog(db, noteKeys)], [9, { size, root }])
})

test('takes more entries than one transaction does', async () => {
  await empty()
  await grow(10_003)
  await buildTree(db, signer, clock)
  assert.deepEqual(
    (await listCheckpoints(db, 0, 20_000)).map(({ size }) => size),
    [10_000, 10_003],
  )
  assert.deepEqual(
    (await listCheckpoints(db, 10_000, 10_003)).map(({ size }) => size),
    [10_003],
  )
  assert.deepEqual(await listCheckpoints(db, 0, 9_999), [])
  const { size, root } = await checkpoint()
  assert.deepEqual(await verifyStoredLog(db, noteKeys), { size, root })
})

test('the order of the log is that of the acts, whatever a clock says that is set back, or on, between them', async () => {
  await empty()
  for (const at of ['2026-09-10T10:00:00.000Z', '2026-09-08T10:00:00.000Z', now]) await append(at, { at })
  await buildTree(db, signer, () => new Date('2026-09-08T10:00:00.000Z'))
  const rows = await db.selectFrom('audit').select('subject').orderBy('seq').execute()
  assert.deepEqual(
    rows.map(({ subject }) => subject),
    ['2026-09-10T10:00:00.000Z', '2026-09-08T10:00:00.000Z', now],
  )
  assert.equal((await checkpoint()).size, 3)
  assert.equal((await verifyStoredLog(db, noteKeys)).fault, undefined)
})

test(
  'two processes that build at once sign one checkpoint',
  { skip: kind === 'embedded' && 'one connection takes its turns anyway' },
  async () => {
    await empty()
    await append('a')
    await Promise.all(Array.from({ length: 4 }, () => buildTree(db, signer, clock)))
    assert.equal((await checkpoint()).size, 1)
  },
)

test('exports the whole log, more than is read at once, which verifies by itself and against an earlier checkpoint', async () => {
  await logOf(2_001)
  const [earlier] = await listCheckpoints(db, 0, 2_000)
  const found = await verify({}, { key: describeNoteKey(noteKeys[0] ?? assert.fail()), earlier: earlier?.note })
  assert.ok(found.holds)
  assert.deepEqual([found.entries, found.checkpoint.size, found.extent, found.continues], [2_001, 2_001, 'whole', 1_999])
  const [head, first] = await linesOf({})
  assert.deepEqual([head?.['comity'], head?.['v'], Object.keys(first ?? {})], ['audit-log', 1, ['entry']])
})

test('exports what stands outside the tree with the salts of its digests, and nothing where nothing stood', async () => {
  await empty()
  await append('a', { reason: 'Asked by the court.' })
  await append('')
  await buildTree(db, signer, clock)
  const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute()
  const [, said, quiet] = await linesOf({})
  assert.deepEqual(said?.['actor'], [rows[0]?.actor_salt, 'officer'])
  assert.deepEqual(said?.['subject'], [rows[0]?.subject_salt, 'a'])
  assert.deepEqual(said?.['note'], [rows[0]?.note_salt, '{"reason":"Asked by the court."}'])
  assert.deepEqual(Object.keys(quiet ?? {}), ['entry', 'actor'])
})

test('exports no entry that stands otherwise than it is written', async () => {
  await logOf(4)
  await tamper(`UPDATE audit SET entry = entry || ' '::bytea WHERE seq = 2`)
  await assert.rejects(linesOf({}), /entry 2 .* not canonical/u)
})

test('exports a selection with a proof for each entry', async () => {
  await logOf(280)
  const found = await verify({ subject: 'b' })
  assert.ok(found.holds)
  assert.deepEqual([found.entries, found.extent], [1, 'selection'])
  assert.ok((await verify({ subject: 'nothing' })).holds)
  await logOf(12)
  const many = await verify({ action: 'session.open', actor: 'officer' })
  assert.deepEqual(many.holds && many.entries, 10)
})

test('verifies a log that has no entries, and keeps nothing of it', async () => {
  await empty()
  assert.deepEqual((await verifyDaily(db, noteKeys, now))?.size, 0)
  assert.equal(await findVerification(db, now), undefined)
})

test('verifies once a day and keeps what was found', async () => {
  await logOf(5)
  const { root } = await checkpoint()
  assert.deepEqual(await verifyDaily(db, noteKeys, now), { size: 5, root })
  assert.equal(await verifyDaily(db, noteKeys, '2026-09-10T05:59:59.999Z'), undefined)
  assert.deepEqual(await findVerification(db, now), { at: now, size: 5, root, fault: null, entry: null })
  await tamper(`UPDATE audit SET actor = 'somebody' WHERE seq = 2`)
  const next = '2026-09-10T06:00:00.000Z'
  const found = await verifyDaily(db, noteKeys, next)
  assert.deepEqual([found?.fault, found?.entry, found?.size], ['columns', 2, 1])
  const kept = await findVerification(db, next)
  assert.deepEqual([kept?.at, kept?.fault, kept?.entry, kept?.size], [next, 'columns', 2, 1])
})

test('a clock that was a year ahead for a day keeps no log from being read again, nor what is found then from being told', async () => {
  await logOf(5)
  await verifyDaily(db, noteKeys, '2027-09-09T10:00:00.000Z')
  await tamper(`DELETE FROM audit WHERE seq = 5`)
  assert.equal((await verifyDaily(db, noteKeys, now))?.fault, 'size')
  assert.equal((await findVerification(db, now))?.fault, 'size')
})

test('two processes that verify at the same moment keep one finding', async () => {
  await logOf(5)
  await Promise.all([verifyDaily(db, noteKeys, now), verifyDaily(db, noteKeys, now)])
  assert.equal((await findVerification(db, now))?.fault, null)
})

test('does not sign a log from which an entry is missing', async () => {
  await logOf(5)
  const seq = await append('a')
  await append('a')
  await tamper(`DELETE FROM audit WHERE seq = ${seq}`)
  await assert.rejects(buildTree(db, signer, clock), /no entry 6/u)
  assert.equal((await checkpoint()).size, 5)
})

/** What the owner of the database does to a log of ten entries with a checkpoint over eight and one over all, and what is found. */
const tampered: readonly (readonly [string, readonly string[], string | undefined, number?])[] = [
  ['nothing', [], undefined],
  ['who acted, long ago', [`UPDATE audit SET actor = 'somebody' WHERE seq = 3`], 'columns', 3],
  ['who acted', [`UPDATE audit SET actor = 'somebody' WHERE seq = 9`], 'columns', 9],
  ['the salt of who acted', [`UPDATE audit SET actor_salt = NULL WHERE seq = 9`], 'columns', 9],
  ['when', [`UPDATE audit SET at = at + interval '1 day' WHERE seq = 9`], 'columns', 9],
  ['what was done', [`UPDATE audit SET action = 'session.open' WHERE seq = 9`], 'columns', 9],
  ['what came of it', [`UPDATE audit SET outcome = 'forbidden' WHERE seq = 9`], 'columns', 9],
  ['to what', [`UPDATE audit SET subject = 'c' WHERE seq = 9`], 'columns', 9],
  ['why', [`UPDATE audit SET note = '{"reason":"None."}' WHERE seq = 10`], 'columns', 10],
  ['a reason where none was given', [`UPDATE audit SET note = '{}', note_salt = 's' WHERE seq = 9`], 'columns', 9],
  ['the entry', [`UPDATE audit SET entry = entry || ' '::bytea WHERE seq = 3`], 'hash', 3],
  ['the entry and its hash', [`UPDATE audit SET entry = entry || ' '::bytea WHERE seq = 3`, rehash(3)], 'root', 8],
  ['an entry since, and its hash', [`UPDATE audit SET entry = entry || ' '::bytea WHERE seq = 9`, rehash(9)], 'root', 10],
  ['a number', [`UPDATE audit SET seq = 100000 WHERE seq = 3`], 'order', 3],
  ['that there was an entry', [`DELETE FROM audit WHERE seq = 10`], 'size'],
  ['that there were many', [`DELETE FROM audit WHERE seq > 1`], 'size'],
  ['the root of an earlier checkpoint', [`UPDATE audit_checkpoint SET root = sha256('a') WHERE size = 8`], 'root', 8],
  ['that there was a newer checkpoint, which only who kept it can tell', [`DELETE FROM audit_checkpoint WHERE size = 10`], undefined],
  ['a note for an earlier one', [`UPDATE audit_checkpoint SET note = (SELECT note FROM audit_checkpoint WHERE size = 8)`], 'signature'],
  ['a note for none', [`UPDATE audit_checkpoint SET note = ''`], 'signature'],
]

function rehash(seq: number): string {
  return `UPDATE audit SET leaf = sha256('\\x00'::bytea || entry) WHERE seq = ${seq}`
}

test('finds what the owner of the database has changed, and where', async () => {
  for (const [what, statements, fault, entry] of tampered) {
    await logOf(10)
    await tamper(...statements)
    const found = await verifyStoredLog(db, noteKeys)
    assert.deepEqual([found.fault, found.entry], [fault, entry], what)
  }
})

test('takes no other key’s word for the newest checkpoint', async () => {
  await logOf(5)
  const foreign = [{ name: signer.origin, x: another.jwk.x }]
  const { size, root } = await checkpoint()
  assert.deepEqual(await verifyStoredLog(db, foreign), { size, root, fault: 'signature' })
})
