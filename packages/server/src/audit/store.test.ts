import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase } from '../platform/test-database.ts'
import { appendAudit, createTracer, findEntry, listEntries, saidIn, streamEntries } from './store.ts'

const { db, kind } = await withDatabase({ after })
const entry = { at: '2026-09-09T10:00:00.000Z', actor: 'a', action: 'request.act', subject: 's', outcome: 'done' }

async function append(): Promise<number> {
  return db.transaction().execute((trx) => appendAudit(trx, entry))
}

test('numbers entries without gaps, also after an act that came to nothing', async () => {
  const first = await append()
  await assert.rejects(
    db.transaction().execute(async (trx) => {
      await appendAudit(trx, entry)
      throw new Error('the act fails')
    }),
  )
  assert.equal(await append(), first + 1)
})

test('gives many acts at once numbers of their own', { skip: kind === 'embedded' && 'one connection takes its turns anyway' }, async () => {
  const numbers = await Promise.all(Array.from({ length: 40 }, append))
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 40 }, (_, index) => Math.min(...numbers) + index),
  )
})

test('entries that come at once go together: in their order, without gaps, and each there before its caller goes on', async () => {
  const trace = createTracer(db)
  const first = await append()
  const seen = await Promise.all(
    Array.from({ length: 30 }, async (_, n) => {
      const seq = await trace({ ...entry, subject: `list ${n}` })
      const row = await db.selectFrom('audit').select('subject').where('seq', '=', seq).executeTakeFirst()
      return [seq, row?.subject]
    }),
  )
  assert.deepEqual(
    seen,
    Array.from({ length: 30 }, (_, n) => [first + 1 + n, `list ${n}`]),
  )
  await assert.rejects(trace({ ...entry, at: 'never' }))
  assert.equal(await trace(entry), first + 31)
})

test('keeps the bytes that were hashed, in the order of RFC 8785, with digests in place of who and what', async () => {
  const seq = await db.transaction().execute((trx) => appendAudit(trx, { ...entry, digest: 'ab' }))
  const row = await db.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow()
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  const actor = digest(`${row.actor_salt}a`)
  const subject = digest(`${row.subject_salt}s`)
  assert.equal(
    row.entry.toString(),
    `{"action":"request.act","actor":"${actor}","at":"2026-09-09T10:00:00.000Z","digest":"ab","outcome":"done","seq":${seq},"subject":"${subject}","v":2}`,
  )
  const leaf = createHash('sha256')
    .update(Buffer.concat([Buffer.of(0), row.entry]))
    .digest()
  assert.deepEqual(row.leaf, leaf)
  assert.notEqual(row.actor_salt, row.subject_salt)
})

test('refuses to change, delete or empty the log, and an entry whose hash is another', async () => {
  await append()
  await assert.rejects(sql`UPDATE audit SET actor = 'b'`.execute(db), { code: '42501' })
  await assert.rejects(sql`DELETE FROM audit`.execute(db), { code: '42501' })
  await assert.rejects(sql`TRUNCATE audit`.execute(db), { code: '42501' })
  const forged = { ...entry, seq: 10_000, entry: Buffer.from('{}'), leaf: Buffer.alloc(32), actor_salt: null, subject_salt: null }
  await assert.rejects(db.insertInto('audit').values(forged).execute(), { code: '23514' })
})

test('lists entries newest first, from any number on, and those of one subject', async () => {
  const seq = await append()
  const newest = await listEntries(db, { limit: 2 })
  assert.deepEqual(
    newest.map((row) => row.seq),
    [seq, seq - 1],
  )
  const older = await listEntries(db, { limit: 1, before: seq - 1 })
  assert.equal(older[0]?.seq, seq - 2)
  for (const nothing of [
    { subject: 'nothing' },
    { actor: 'b' },
    { action: 'b' },
    { since: '2026-09-09T10:00:00.001Z' },
    { until: entry.at },
  ])
    assert.deepEqual(await listEntries(db, { limit: 5, ...nothing }), [])
  const all = { actor: 'a', action: entry.action, subject: 's', since: entry.at, until: '2026-09-10T00:00:00Z' }
  assert.equal((await listEntries(db, { limit: 1, ...all }))[0]?.seq, seq)
})

test('keeps why somebody acted and in whose place outside the tree, under a salt of its own whose digest is in it', async () => {
  const why = { reason: 'Asked by the court.' }
  const where = { standsInFor: ['b', 'c'] }
  for (const said of [why, where, { ...why, ...where }]) {
    const seq = await db.transaction().execute((trx) => appendAudit(trx, { ...entry, ...said, digest: 'ab' }))
    const row = await db.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow()
    assert.deepEqual(saidIn(row.note), said)
    assert.equal(row.note, JSON.stringify(said))
    const { digest } = JSON.parse((await findEntry(db, seq))?.toString() ?? '') as { digest?: string }
    assert.equal(digest, createHash('sha256').update(`${row.note_salt}${row.note}`).digest('hex'))
    for (const salt of [row.actor_salt, row.subject_salt, row.note_salt]) assert.equal(Buffer.from(salt ?? '', 'base64url').length, 16)
    assert.equal((await listEntries(db, { limit: 1 }))[0]?.note, row.note)
  }
  const quiet = await db.transaction().execute((trx) => appendAudit(trx, { ...entry, standsInFor: [] }))
  const row = await db.selectFrom('audit').selectAll().where('seq', '=', quiet).executeTakeFirstOrThrow()
  assert.deepEqual([row.note, row.note_salt, saidIn(row.note)], [null, null, {}])
  assert.ok(!('digest' in JSON.parse(row.entry.toString())))
})

test('an act that was about nothing has no subject, in the tree or beside it', async () => {
  const { subject: _, ...about } = entry
  const seq = await db.transaction().execute((trx) => appendAudit(trx, about))
  const row = await db.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow()
  assert.deepEqual(
    [row.subject, JSON.parse(row.entry.toString()).subject, row.actor, row.action, row.outcome, row.at],
    ['', '', 'a', 'request.act', 'done', entry.at],
  )
  assert.equal(await findEntry(db, seq + 1), undefined)
})

test('streams entries oldest first, up to a number and no further', async () => {
  const to = await append()
  await append()
  const rows: number[] = []
  for await (const page of streamEntries(db, {}, to)) rows.push(...page.map(({ seq }) => seq))
  assert.deepEqual(
    rows,
    Array.from({ length: to }, (_, at) => at + 1),
  )
})
