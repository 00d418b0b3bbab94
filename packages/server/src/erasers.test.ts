import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { valueOf } from '@comity/domain/result.test-support'
import { sql } from 'kysely'
import { erasers } from './erasers.ts'
import { streamOf } from './platform/byte-stream.ts'
import { openFiles } from './platform/files.ts'
import { newId } from './platform/id.ts'
import { onBehalfOf } from './platform/on-behalf.ts'
import { withDatabase } from './platform/test-database.ts'
import { finishErasures } from './retention/erase.ts'

const { db, guarded } = await withDatabase({ after })
const folder = mkdtempSync(join(tmpdir(), 'comity-erasers-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const files = await openFiles(folder, randomBytes(32))
const now = '2026-09-09T10:00:00.000Z'

/** A file that came long ago. */
async function kept(said: string): Promise<string> {
  const bytes = Buffer.from(`%PDF-1.7 ${said}`)
  const { sha256 } = valueOf(await files.write(streamOf(bytes), { name: 'x.pdf' }))
  for (const name of readdirSync(folder, { recursive: true }).map(String))
    if (name.endsWith('.sealed')) utimesSync(join(folder, name), 0, 0)
  return sha256
}

async function request(erased: string | null): Promise<string> {
  const id = newId()
  await sql`INSERT INTO request (id, side, counterpart, stage, due, waits_for_approval, opened_at, changed_at, version, words, closed_at, closed_from, erased_at)
    VALUES (${id}, 'requesting', 'CHE', 'closed', '9999-12-31', false, ${now}, ${now}, 1, ''::tsvector, ${now}, 'answered', ${erased})`.execute(
    db,
  )
  return id
}

async function nameFile(of: string, sha256: string): Promise<void> {
  await db
    .insertInto('request_file')
    .values({
      request: of,
      id: newId(),
      name: 'x',
      media_type: 'application/pdf',
      size: 1,
      sha256,
      origin: 'ours',
      added_at: now,
      added_by: 'x',
    })
    .execute()
}

const gone = await request(now)
const other = await request(null)

async function approve(remains: readonly string[]): Promise<void> {
  const person = newId()
  await sql`INSERT INTO erasure (id, request, standing, reason, proposed_by, proposed_by_name, proposed_at, settled_by, settled_by_name, settled_at, remains)
    VALUES (${newId()}, ${gone}, 'approved', 'x', ${newId()}, 'x', ${now}, ${person}, 'x', ${now}, ${JSON.stringify(remains)})`.execute(db)
}

test('in the name of an erasure only rows of a request go whose erasure two have decided', async () => {
  for (const each of [gone, other]) await nameFile(each, 'a'.repeat(64))
  const left = async () => {
    await onBehalfOf('erasure', () => guarded.deleteFrom('request_file').execute())
    return (await db.selectFrom('request_file').select('request').execute()).map(({ request: id }) => id).toSorted()
  }
  assert.deepEqual(await left(), [gone, other].toSorted())
  await approve([])
  assert.deepEqual(await left(), [other])
  await db.updateTable('erasure').set({ done_at: now }).execute()
  await nameFile(gone, 'a'.repeat(64))
  assert.deepEqual(await left(), [gone, other].toSorted())
  await sql`DELETE FROM erasure`.execute(db)
})

test('a file that something else names, in whatever slice, stays; one that nothing names is destroyed', async () => {
  const [paper, at] = [newId(), { added_at: now, added_by: newId() }]
  const named = {
    file: await kept('a file of another request'),
    signed: await kept('its signed letter'),
    unsigned: await kept('the same before the signature'),
    letter: await kept('its registered letter'),
    scan: await kept('its scan'),
    loose: await kept('a scan that belongs to no paper yet'),
    emblem: await kept('an emblem'),
  }
  const alone = await kept('what nobody else holds')
  await nameFile(other, named.file)
  await sql`INSERT INTO letter_signature (id, request, asked_at, language, place, unsigned_sha256, sha256, holder, certificate_sha256, stamped, signed_at, signed_by, signed_by_name)
    VALUES (${newId()}, ${other}, ${now}, 'es', 1, ${named.unsigned}, ${named.signed}, 'x', ${'b'.repeat(64)}, false, ${now}, ${newId()}, 'x')`.execute(
    db,
  )
  await sql`INSERT INTO outgoing_letter (id, year, serial, number, code, request, version, act, counterpart, language, date, url, content_hash, standing, allotted_at, settled_at, sha256)
    VALUES (${newId()}, 2026, 1, 'x', '0123456789ABCDEF', ${other}, 1, 'send', 'CHE', 'es', '2026-01-01', 'x', 'x', 'issued', ${now}, ${now}, ${named.letter})`.execute(
    db,
  )
  await sql`INSERT INTO incoming_paper (id, request, opens, channel, reference, dated, received, entered_at, entered_by, entered_by_name)
    VALUES (${paper}, ${other}, false, 'diplomatic', 'x', '2026-01-01', '2026-01-01', ${now}, ${newId()}, 'x')`.execute(db)
  for (const [sha256, of] of [
    [named.scan, paper],
    [named.loose, null],
  ] as const)
    await db
      .insertInto('paper_scan')
      .values({ id: newId(), name: 'x', media_type: 'application/pdf', size: 1, sha256, paper: of, ...at })
      .execute()
  await db
    .insertInto('letterhead_emblem')
    .values({ sha256: named.emblem, width: 1, height: 1, ...at })
    .execute()
  await approve([...Object.values(named), alone])
  // As the daily chore runs it.
  await onBehalfOf('upkeep', () => finishErasures({ files, erasers })(guarded, now))
  for (const [what, sha256] of Object.entries(named)) assert.ok(await files.has(sha256), what)
  assert.equal(await files.has(alone), false)
  const { done_at } = await db.selectFrom('erasure').select('done_at').executeTakeFirstOrThrow()
  assert.equal(done_at, now)
})
