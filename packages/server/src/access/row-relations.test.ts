import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { before, describe } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { onBehalfOf } from '../platform/on-behalf.ts'
import type { Tables } from '../platform/tables.ts'
import { withDatabase } from '../platform/test-database.ts'

/** Where something of a request lies, and the column that says of which. */
const places = [
  ['request', 'id'],
  ['request_event', 'request'],
  ['request_file', 'request'],
  ['outgoing_letter', 'request'],
  ['incoming_paper', 'request'],
  ['translation', 'request'],
  ['translation_memory', 'request'],
  ['outbox', 'thread'],
  ['inbox', 'thread'],
  ['reconciliation_gap', 'thread'],
  ['legal_hold', 'request'],
  ['access_act', 'request'],
] as const
type Place = (typeof places)[number][0]
const all = places.map(([table]) => table)
const offLine = all.filter((table) => table !== 'outbox' && table !== 'inbox' && table !== 'reconciliation_gap')

describe('relations in the rows themselves, whatever the application asks', async () => {
  let db: Kysely<Tables>
  let guarded: Kysely<Tables>
  let cleanUp: () => Promise<void> = async () => undefined
  test.after(async () => cleanUp())
  const person = Object.fromEntries(
    ['officer', 'other', 'head', 'office', 'translator', 'stranger', 'auditor', 'administrator'].map((name) => [name, randomUUID()]),
  ) as Record<'officer' | 'other' | 'head' | 'office' | 'translator' | 'stranger' | 'auditor' | 'administrator', string>
  const roles = {
    officer: 'officer',
    other: 'officer',
    head: 'head',
    office: 'executing-authority',
    translator: 'translator',
    stranger: 'translator',
    auditor: 'auditor',
    administrator: 'administrator',
  } as const
  const request = randomUUID()

  async function seen(who: string): Promise<Place[]> {
    return onBehalfOf({ person: who }, async () => {
      const found: Place[] = []
      for (const [table, column] of places) {
        const { rows } = await sql`SELECT FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ${request}`.execute(guarded)
        if (rows.length > 0) found.push(table)
      }
      return found
    })
  }
  const relate = async (account: string, relation: string) =>
    sql`INSERT INTO request_relation VALUES (${request}, ${account}, ${relation})`.execute(db)
  const mark = async (restricted: boolean, team: string | null = null) =>
    sql`INSERT INTO request_handling VALUES (${request}, ${restricted}, ${team})
      ON CONFLICT (request) DO UPDATE SET restricted = excluded.restricted, team = excluded.team`.execute(db)
  const delegate = async (giver: string, receiver: string, from: string, to: string) =>
    sql`INSERT INTO delegation (id, giver, receiver, since, until, begins_at, ends_at, given_at)
      VALUES (${randomUUID()}, ${giver}, ${receiver}, current_date - 10, current_date + 10, now() + ${from}::interval, now() + ${to}::interval, now())`.execute(
      db,
    )

  before(async () => {
    // The suite's own scope ends with its tests.
    ;({ db, guarded } = await withDatabase({ after: (clean) => void (cleanUp = clean) }))
    for (const [name, id] of Object.entries(person)) {
      const role = roles[name as keyof typeof roles]
      await sql`INSERT INTO account (id, name, display_name, role, office, language, created_at, confirmed_at) VALUES
        (${id}, ${name}, ${name}, ${role}, ${role === 'executing-authority' ? 'Office' : null}, 'en', now(), now())`.execute(db)
    }
    const translation = randomUUID()
    await sql
      .raw(
        `INSERT INTO request VALUES ('${request}', 'requesting', 'CHE', 'R', NULL, 'T', 'sent', '2026-01-01', 'Office', false, now(), now(), 1, array_to_tsvector(ARRAY['registros']));
    INSERT INTO request_event VALUES ('${request}', 1, '${randomUUID()}', now(), 'a', 'A', 'opened', '{}');
    INSERT INTO request_file VALUES ('${request}', '${randomUUID()}', 'a.pdf', 'application/pdf', 3, 'x', NULL, 'ours', now(), 'a');
    INSERT INTO outgoing_letter (id, year, serial, number, code, request, version, act, counterpart, language, date, url, content_hash, standing, allotted_at)
      VALUES ('${randomUUID()}', 2026, 1, 'N', '0000000000000001', '${request}', 1, 'dispatch', 'CHE', 'es', '2026-01-01', 'u', 'h', 'pending', now());
    INSERT INTO incoming_paper VALUES ('${randomUUID()}', '${request}', false, 'post', 'P', '2026-01-01', '2026-01-02', 'P', now(), '${person.officer}', 'A', NULL);
    INSERT INTO translation (id, request, reference, source_language, language, translator, translator_name, due, stage, asked_by, asked_at, version)
      VALUES ('${translation}', '${request}', 'R', 'es', 'en', '${person.translator}', 'T', '2099-01-01', 'asked', 'A', now(), 1);
    INSERT INTO translation_memory (source_language, language, digest, source, target, words, request, translation, at)
      VALUES ('es', 'en', 'x', 'x', 'y', '{}', '${request}', '${translation}', now());
    INSERT INTO peer (id, state, standing, version, bytes, document, digest, fingerprint, certificates, proposed_at, changed_at)
      VALUES ('CHE/central', 'CHE', 'suspended', 1, '', '{}', 'd', 'f', '{}', now(), now());
    INSERT INTO outbox (id, peer, thread, seq, type, act, next_at, not_after, created_at)
      VALUES ('${randomUUID()}', 'CHE/central', '${request}', 1, 'dispatch', '{}', '2099-01-01', '2099-01-02', now());
    INSERT INTO inbox (peer, id, digest, thread, seq, type, jws_digest, envelope, not_after, received_at)
      VALUES ('CHE/central', '${randomUUID()}', 'd', '${request}', 1, 'register', 'j', '', '2099-01-02', now());
    INSERT INTO reconciliation_gap VALUES ('CHE/central', '${request}', 'CHE/central', 2, 'hole', NULL, false, now(), now(), NULL);
    INSERT INTO legal_hold VALUES ('${randomUUID()}', '${request}', 'r', '${person.head}', 'H', now());
    INSERT INTO access_act (request, kind, reason, by, by_name, at) VALUES ('${request}', 'restricted', 'r', '${person.head}', 'H', now());`,
      )
      .execute(db)
  })
  test.beforeEach(async () => {
    for (const table of ['request_handling', 'request_relation', 'delegation']) await sql`DELETE FROM ${sql.table(table)}`.execute(db)
    await sql`UPDATE account SET team = NULL, disabled_at = NULL, role = CASE WHEN id = ${person.other} THEN 'officer' ELSE role END`.execute(
      db,
    )
  })

  test('of a request that is neither restricted nor walled off, those who do casework see everything', async () => {
    assert.deepEqual(await seen(person.officer), all)
    assert.deepEqual(await seen(person.head), all)
    assert.deepEqual(await seen(person.translator), ['request', 'request_event', 'translation', 'translation_memory'])
  })

  for (const who of ['officer', 'head', 'office', 'translator', 'auditor', 'administrator'] as const)
    test(`behind a wall nothing of a request is there for its ${who}, whatever else they are`, async () => {
      assert.ok((await seen(person[who])).length > 0)
      await mark(true, 'Asset recovery')
      await sql`UPDATE account SET team = 'Asset recovery' WHERE id = ${person[who]}`.execute(db)
      for (const relation of ['assigned', 'liaison', 'walled-off']) await relate(person[who], relation)
      await delegate(person.head === person[who] ? person.other : person.head, person[who], '-1 hour', '1 hour')
      assert.deepEqual(await seen(person[who]), [])
      const found = sql`SELECT FROM request WHERE id IN (SELECT find_requests('registros'::tsquery, 10))`
      assert.deepEqual(await onBehalfOf({ person: person[who] }, async () => (await found.execute(guarded)).rows), [])
    })

  test('a restricted request is there for who is named, its team, the head, the office and its translator, and for nobody else', async () => {
    await mark(true, 'Asset recovery')
    assert.deepEqual(await seen(person.officer), [])
    assert.deepEqual(await seen(person.head), all)
    assert.ok((await seen(person.office)).includes('request_event'))
    assert.deepEqual(await seen(person.translator), ['request', 'request_event', 'translation', 'translation_memory'])
    assert.deepEqual(await seen(person.stranger), [])
    for (const relation of ['assigned', 'liaison']) {
      await relate(person.officer, relation)
      assert.deepEqual(await seen(person.officer), all, relation)
      await sql`DELETE FROM request_relation`.execute(db)
      assert.deepEqual(await seen(person.officer), [])
    }
    await sql`UPDATE account SET team = 'Asset recovery' WHERE id = ${person.officer}`.execute(db)
    assert.deepEqual(await seen(person.officer), all)
    await mark(true, 'Extradition')
    assert.deepEqual(await seen(person.officer), [])
  })

  test('who tends the line and who audits see that messages of a restricted request come and go, and nothing else of it', async () => {
    await mark(true)
    assert.deepEqual(
      await seen(person.administrator),
      all.filter((table) => !(offLine as readonly string[]).includes(table)),
    )
    assert.deepEqual(await seen(person.auditor), ['outbox', 'inbox', 'reconciliation_gap'])
  })

  test('a delegation gives what its giver sees while it lasts; ended yesterday or begun tomorrow it gives nothing', async () => {
    await mark(true)
    await relate(person.officer, 'assigned')
    assert.deepEqual(await seen(person.other), [])
    await delegate(person.officer, person.other, '-2 days', '-1 day')
    await delegate(person.officer, person.other, '1 day', '2 days')
    assert.deepEqual(await seen(person.other), [])
    await delegate(person.officer, person.other, '-1 hour', '1 hour')
    assert.deepEqual(await seen(person.other), all)
    await sql`UPDATE account SET disabled_at = now() WHERE id = ${person.officer}`.execute(db)
    assert.deepEqual(await seen(person.other), [])
  })

  test('a delegation does not pass its giver’s wall, is not handed on, and makes nobody of a role that does no casework see more', async () => {
    await mark(true)
    await delegate(person.head, person.officer, '-1 hour', '1 hour')
    await delegate(person.officer, person.other, '-1 hour', '1 hour')
    assert.deepEqual(await seen(person.officer), all)
    assert.deepEqual(await seen(person.other), [])
    await relate(person.head, 'walled-off')
    assert.deepEqual(await seen(person.officer), [])
    await sql`DELETE FROM request_relation`.execute(db)
    await delegate(person.head, person.other, '-1 hour', '1 hour')
    await sql`UPDATE account SET role = 'auditor' WHERE id = ${person.other}`.execute(db)
    assert.deepEqual(await seen(person.other), ['outbox', 'inbox', 'reconciliation_gap'])
  })

  test('whoever is kept from a request changes nothing of it', async () => {
    await relate(person.head, 'walled-off')
    await onBehalfOf({ person: person.head }, async () => {
      const changed = await sql`UPDATE request SET title = 'x' WHERE id = ${request}`.execute(guarded)
      assert.equal(changed.numAffectedRows, 0n)
      for (const insert of [
        sql`INSERT INTO request_event VALUES (${request}, 2, ${randomUUID()}, now(), 'a', 'A', 'acted', '{}')`,
        sql`INSERT INTO access_act (request, kind, account, reason, by, by_name, at) VALUES (${request}, 'wall-lifted', ${person.head}, 'r', ${person.head}, 'H', now())`,
      ])
        await assert.rejects(insert.execute(guarded), { code: '42501' })
    })
  })
})
