import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { applicationRole } from './application-role.ts'
import { onBehalfOf, type Party } from './on-behalf.ts'
import type { Tables } from './tables.ts'
import { withDatabase } from './test-database.ts'

/** Tables without content of a case; whoever adds a table says here, or by a policy, which kind it is. */
const withoutCase = (
  'account session sign_in_attempt signing_key letter_guess letter_year migration request_words audit audit_subtree audit_checkpoint audit_verification directory peer ' +
  'peer_contact peer_document peer_event receipt_chain reconciliation revoked_roots audit_witness witnessed_log log_contradiction retention_period law_proposal law_row profile_proposal profile_version letterhead_version letterhead_use letterhead_emblem file_verdict ' +
  'request_handling request_relation delegation restricted_opening ' +
  'bridge bridge_arrival bridge_attempt bridge_volume passkey passkey_challenge provider_identity provider_flow'
).split(' ')
/** What a database user must not find of a request in an error. */
const secret = 'Registros bancarios de Q. Villanueva'
const office = 'Fiscalía de Arequipa'

describe('row security', async () => {
  let db: Kysely<Tables>
  let guarded: Kysely<Tables>
  const people = { officer: randomUUID(), 'executing-authority': randomUUID(), translator: randomUUID(), auditor: randomUUID() }
  /** One that is with the office, and one that is with nobody. */
  const [ours, other] = [randomUUID(), randomUUID()]

  async function addRequest(to: Kysely<Tables>, id: string, assignedTo: string | null): Promise<void> {
    await sql`INSERT INTO request VALUES (${id}, 'requesting', 'CHE', 'R', NULL, ${secret}, 'sent', '2026-01-01', ${assignedTo}, false,
      '2026-01-01Z', '2026-01-01Z', 1, array_to_tsvector(ARRAY['registros']))`.execute(to)
  }
  async function addEvent(to: Kysely<Tables>, request: string): Promise<void> {
    await sql`INSERT INTO request_event VALUES (${request}, 1, ${randomUUID()}, '2026-01-01Z', 'a', 'A', 'opened', '{}')`.execute(to)
  }
  const as = <T>(party: Party, work: () => Promise<T>) => onBehalfOf(party, work)
  const requestsSeenBy = async (party: Party) =>
    as(party, async () => (await guarded.selectFrom('request').select('id').execute()).map(({ id }) => id).toSorted())
  const errorOf = async (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: { code?: string; message: string; detail?: string }) => error,
    )

  before(async () => {
    // The suite's own scope ends with its tests.
    ;({ db, guarded } = await withDatabase({ after: (clean) => void (cleanUp = clean) }))
    for (const [role, id] of Object.entries(people))
      await sql`INSERT INTO account (id, name, display_name, role, office, language, created_at, confirmed_at) VALUES
        (${id}, ${role}, ${role}, ${role}, ${role === 'executing-authority' ? office : null}, 'en', now(), now())`.execute(db)
    await addRequest(db, ours, office)
    await addRequest(db, other, null)
    for (const id of [ours, other]) await addEvent(db, id)
  })
  let cleanUp: () => Promise<void> = async () => undefined
  test.after(async () => cleanUp())

  test('every table is bound by it, its owner too, or is known to hold nothing of a case', async () => {
    const { rows } = await sql<{ name: string; bound: boolean; owner: string }>`
      SELECT relname AS name, relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid) AS bound,
        pg_get_userbyid(relowner) AS owner FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`.execute(
      db,
    )
    const open = rows.filter(({ bound }) => !bound).map(({ name }) => name)
    assert.deepEqual(open.toSorted(), withoutCase.toSorted())
    assert.ok(rows.every(({ owner }) => owner !== applicationRole))
  })

  test('no view leads past it, and no function but the two that keep and find words', async () => {
    const { rows: views } = await sql`
      SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`.execute(db)
    assert.deepEqual(views, [])
    const { rows } = await sql<{ name: string; config: readonly string[] }>`
      SELECT proname AS name, proconfig AS config FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1`.execute(
      db,
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['find_requests', 'keep_words'],
    )
    // Whoever could put a table before ours in the path would be read instead.
    assert.ok(rows.every(({ config }) => config.includes('search_path=""')))
  })

  test('the application acts as a role that owns nothing, is above nothing, and cannot change what is only appended', async () => {
    const { rows } = await sql<object>`
      SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = ${applicationRole}`.execute(db)
    assert.deepEqual(rows, [{ rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, rolcreatedb: false }])
    await as({ person: people.officer }, async () => {
      const { rows: now } = await sql<{ role: string }>`SELECT current_user AS role`.execute(guarded)
      assert.equal(now[0]?.role, applicationRole)
      for (const statement of [
        sql`UPDATE audit SET outcome = 'x'`,
        sql`DELETE FROM request_event`,
        sql`TRUNCATE request`,
        sql`ALTER TABLE request DISABLE ROW LEVEL SECURITY`,
        sql`SELECT * FROM request_words`,
        sql`DROP POLICY seen ON request`,
      ])
        assert.equal((await errorOf(statement.execute(guarded)))?.code, '42501')
    })
  })

  test('where nobody says on whose behalf there is no row, and none can be added', async () => {
    const { rows } = await sql<{ name: string }>`
      SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace`.execute(db)
    for (const { name } of rows) {
      const { rows: seen } = await sql`SELECT * FROM ${sql.table(name)}`.execute(guarded)
      assert.deepEqual(seen, [], name)
    }
    assert.equal((await errorOf(addRequest(guarded, randomUUID(), null)))?.code, '42501')
  })

  test('each sees the requests to which they stand in a relation', async () => {
    const all = [ours, other].toSorted()
    assert.deepEqual(await requestsSeenBy({ person: people.officer }), all)
    assert.deepEqual(await requestsSeenBy({ person: people['executing-authority'] }), [ours])
    assert.deepEqual(await requestsSeenBy({ person: people.translator }), [])
    assert.deepEqual(await requestsSeenBy({ person: people.auditor }), [])
    assert.deepEqual(await requestsSeenBy({ person: randomUUID() }), [])
    assert.deepEqual(await requestsSeenBy({ person: "'; RESET ROLE; --" }), [])
    for (const party of ['nobody', 'statistics', 'upkeep'] as const) assert.deepEqual(await requestsSeenBy(party), [])
    assert.deepEqual(await requestsSeenBy('exchange'), all)
  })

  test('who asks how somebody stands to a request reads the request’s row and nothing of it', async () => {
    assert.equal((await requestsSeenBy('gate')).length, 2)
    await as('gate', async () => {
      assert.deepEqual(await guarded.selectFrom('request_event').selectAll().execute(), [])
      const changed = await sql`UPDATE request SET title = 'x'`.execute(guarded)
      assert.equal(changed.numAffectedRows, 0n)
    })
  })

  test('a role that was changed and an account that was closed count from the next statement on', async () => {
    const change = async (set: string) => sql`UPDATE account SET ${sql.raw(set)} WHERE id = ${people.officer}`.execute(db)
    await change("role = 'auditor'")
    assert.deepEqual(await requestsSeenBy({ person: people.officer }), [])
    await change("role = 'officer', disabled_at = now()")
    assert.deepEqual(await requestsSeenBy({ person: people.officer }), [])
    await change('disabled_at = NULL, confirmed_at = NULL')
    assert.deepEqual(await requestsSeenBy({ person: people.officer }), [])
    await change('confirmed_at = now()')
    assert.equal((await requestsSeenBy({ person: people.officer })).length, 2)
  })

  test('what was said on a connection leaves it with the transaction, also when that fails', async () => {
    await requestsSeenBy({ person: people.officer })
    assert.deepEqual(await requestsSeenBy('nobody'), [])
    const failing = guarded.transaction().execute(async (trx) => {
      await trx.selectFrom('request').select('id').execute()
      throw new Error('broken off')
    })
    await assert.rejects(as({ person: people.officer }, () => failing))
    await errorOf(as({ person: people.officer }, () => sql`SELECT 1 / 0`.execute(guarded)))
    assert.deepEqual(await requestsSeenBy('nobody'), [])
    const { rows } = await sql<{ role: string; actor: string }>`
      SELECT current_user AS role, current_setting('comity.actor', true) AS actor`.execute(db)
    assert.notEqual(rows[0]?.role, applicationRole)
    assert.ok(rows[0]?.actor === '' || rows[0]?.actor === null)
  })

  test('who cannot be introduced is given nothing and does nothing, though the statement is sent along', async () => {
    const stranger = `stranger_${randomUUID().replaceAll('-', '')}`
    await sql
      .raw(`CREATE ROLE ${stranger}; GRANT SELECT ON request TO ${stranger}; GRANT INSERT ON sign_in_attempt TO ${stranger}`)
      .execute(db)
    await guarded.connection().execute(async (one) => {
      const become = async (name: string) => as('bare', () => sql.raw(`SET SESSION AUTHORIZATION ${name}`).execute(one))
      const asked = async (statement: RawBuilder<unknown>) => as({ person: people.officer }, () => statement.execute(one))
      const { rows: self } = await sql<{ name: string }>`SELECT session_user AS name`.execute(one)
      await become(stranger)
      const errors = [
        await errorOf(asked(sql`SELECT id FROM request`)),
        await errorOf(asked(sql`INSERT INTO sign_in_attempt VALUES ('b', now())`)),
      ]
      await become(self[0]?.name ?? '')
      assert.deepEqual(
        errors.map((error) => error?.message),
        Array(2).fill(`permission denied to set role "${applicationRole}"`),
      )
      assert.equal((await asked(sql`SELECT id FROM request`)).rows.length, 2)
    })
    assert.deepEqual((await sql`SELECT * FROM sign_in_attempt`.execute(db)).rows, [])
    await sql.raw(`DROP OWNED BY ${stranger}; DROP ROLE ${stranger}`).execute(db)
  })

  test('a plan that was prepared for one serves the next their own rows', async () => {
    const one = sql<{ n: number }>`EXECUTE seen`
    const counted = async (party: Party) => as(party, async () => (await one.execute(guarded)).rows[0]?.n)
    await as({ person: people.officer }, async () => sql`PREPARE seen AS SELECT count(*) AS n FROM request`.execute(guarded))
    // From the sixth time on a plan is kept for all.
    for (let n = 0; n < 7; n += 1) assert.equal(await counted({ person: people.officer }), 2)
    assert.equal(await counted({ person: people['executing-authority'] }), 1)
    assert.equal(await counted('nobody'), 0)
    await sql`DEALLOCATE seen`.execute(guarded)
  })

  test('the owner of the tables is bound, and calling oneself the operator does not make one', async () => {
    assert.deepEqual(
      await as({ person: people.auditor }, async () =>
        guarded.transaction().execute(async (trx) => {
          await sql`SELECT set_config('comity.context', 'operator', true)`.execute(trx)
          return trx.selectFrom('request').select('id').execute()
        }),
      ),
      [],
    )
    const owner = `owner_${randomUUID().replaceAll('-', '')}`
    await sql.raw(`CREATE ROLE ${owner}`).execute(db)
    await db
      .transaction()
      .execute(async (trx) => {
        await sql
          .raw(`ALTER TABLE request OWNER TO ${owner}; GRANT SELECT ON account, translation TO ${owner}; SET LOCAL ROLE ${owner}`)
          .execute(trx)
        assert.deepEqual(await trx.selectFrom('request').select('id').execute(), [])
        await sql`SELECT set_config('comity.context', 'operator', true)`.execute(trx)
        assert.equal((await trx.selectFrom('request').select('id').execute()).length, 2)
        throw new Error('put back')
      })
      .catch((error: Error) => assert.equal(error.message, 'put back'))
    await sql.raw(`DROP ROLE ${owner}`).execute(db)
  })

  test('an error tells nothing of a row that is not seen', async () => {
    await as({ person: people['executing-authority'] }, async () => {
      const twice = await errorOf(addRequest(guarded, other, office))
      // That a random id is taken can be learnt by who knows it; nothing of what bears it.
      assert.equal(twice?.code, '23505')
      assert.equal(twice?.detail, undefined)
      const [hidden, none] = [await errorOf(addEvent(guarded, other)), await errorOf(addEvent(guarded, randomUUID()))]
      assert.deepEqual([hidden?.code, hidden?.message], [none?.code, none?.message])
      assert.ok(!`${JSON.stringify(twice)}${JSON.stringify(hidden)}`.includes(secret))
      const cast = await errorOf(sql`SELECT * FROM request WHERE title::integer = 1`.execute(guarded))
      assert.ok(cast === undefined || cast.message.includes(secret), 'only what is seen is looked at')
      await as({ person: people.auditor }, async () =>
        assert.equal(await errorOf(sql`SELECT * FROM request WHERE title::integer = 1`.execute(guarded)), undefined),
      )
    })
  })

  test('words find the ids of requests, and only those that may be seen come of them', async () => {
    const found = sql<{ id: string }>`SELECT id FROM request WHERE id IN (SELECT find_requests('registros'::tsquery, 10))`
    assert.deepEqual(await as({ person: people['executing-authority'] }, async () => (await found.execute(guarded)).rows), [{ id: ours }])
    assert.deepEqual(await as({ person: people.auditor }, async () => (await found.execute(guarded)).rows), [])
  })

  test('rows cannot be copied in past it', async () => {
    const copied = await as({ person: people.officer }, async () => errorOf(sql`COPY request FROM STDIN`.execute(guarded)))
    assert.equal(copied?.code, '0A000')
  })

  test('an office moves no request to itself or away', async () => {
    await as({ person: people['executing-authority'] }, async () => {
      const taken = await sql`UPDATE request SET assigned_to = ${office} WHERE id = ${other}`.execute(guarded)
      assert.equal(taken.numAffectedRows, 0n)
      assert.equal((await errorOf(sql`UPDATE request SET assigned_to = NULL WHERE id = ${ours}`.execute(guarded)))?.code, '42501')
    })
  })
})
