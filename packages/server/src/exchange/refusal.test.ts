import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { fail, ok } from '@comity/domain/result'
import { sql } from 'kysely'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import {
  askStatus,
  callAs,
  dispatchOf,
  introduce,
  officers,
  record,
  secret,
  startAuthority,
  startTwo,
  type TestAuthority,
  timesApplied,
} from './test-authority.ts'
import { bring, bringPart, craft, deliverByHand } from './test-message.ts'

describe('a message that cannot be taken', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  let stranger: TestAuthority

  before(async () => {
    ;({ peru, switzerland } = await startTwo(scope))
    stranger = await startAuthority(scope, 'NOR')
  })

  async function refusedOnRecord(id: string): Promise<string[]> {
    const rows = await switzerland.db.selectFrom('refused_message').select('problem').where('id', '=', id).execute()
    return rows.map(({ problem }) => problem)
  }

  async function audited(id: string): Promise<string[]> {
    const rows = await switzerland.db.selectFrom('audit').select(['actor', 'action', 'outcome']).where('subject', '=', id).execute()
    return rows.map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`)
  }

  test('altered on the way is refused, kept by its digest, and changes nothing', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    const altered = Uint8Array.from(message.envelope)
    altered[altered.length - 100] = (altered[altered.length - 100] ?? 0) ^ 1
    const answer = await bring(peru, switzerland, { id: message.id, envelope: altered })
    assert.equal(answer.code, 'cannot-decrypt')
    assert.deepEqual(answer.receipts, [])
    assert.deepEqual(await refusedOnRecord(message.id), ['cannot-decrypt'])
    assert.deepEqual(await audited(message.id), ['peer:PER/central message.refuse cannot-decrypt'])
  })

  test('with an altered part is asked for again, and accepted when the part is right', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    assert.equal((await bring(peru, switzerland, message)).status, 202)
    const altered = Uint8Array.from(message.act.bytes)
    altered[altered.length - 1] = (altered[altered.length - 1] ?? 0) ^ 1
    assert.equal(await bringPart(peru, switzerland, message, altered), 400)
    assert.deepEqual((await bring(peru, switzerland, message)).missing, [message.act.ct256])
    assert.equal(await timesApplied(switzerland, message.id), 0)
    assert.equal(await bringPart(peru, switzerland, message), 204)
    assert.equal((await bring(peru, switzerland, message)).status, 200)
    assert.equal(await timesApplied(switzerland, message.id), 1)
  })

  test('brought again is answered with the same receipts and has no second effect', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    const first = await deliverByHand(peru, switzerland, message)
    const again = await bring(peru, switzerland, message)
    assert.deepEqual(
      first.receipts.map(({ event }) => event),
      ['RelayAcceptance', 'ContentConsignment'],
    )
    assert.deepEqual(again.bytes, first.bytes)
    assert.equal(await timesApplied(switzerland, message.id), 1)
  })

  test('brought again after it has expired is still answered with the same receipts', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    const first = await deliverByHand(peru, switzerland, message)
    switzerland.ahead = 3 * 86_400_000
    const again = await bring(peru, switzerland, message)
    switzerland.ahead = 0
    assert.equal(again.status, 200)
    assert.deepEqual(again.bytes, first.bytes)
  })

  test('with a known id and other bytes is refused with a signed rejection, each time the same', async () => {
    const act = dispatchOf()
    await deliverByHand(peru, switzerland, await craft(peru, switzerland, act))
    const other = await craft(peru, switzerland, act)
    const refused = await bring(peru, switzerland, other)
    assert.equal(refused.status, 409)
    assert.deepEqual(
      refused.receipts.map(({ event, problem }) => [event, problem]),
      [['RelayRejection', 'id-reuse']],
    )
    assert.deepEqual((await bring(peru, switzerland, other)).bytes, refused.bytes)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.deepEqual(await refusedOnRecord(act.id), ['id-reuse'])
  })

  test('addressed to another is refused with a signed rejection', async () => {
    const message = await craft(peru, switzerland, dispatchOf(), { to: 'NOR/central' })
    const answer = await bring(peru, switzerland, message)
    assert.deepEqual(
      answer.receipts.map(({ event, problem }) => [event, problem]),
      [['RelayRejection', 'not-addressed-to-us']],
    )
    assert.deepEqual(await refusedOnRecord(message.id), ['not-addressed-to-us'])
  })

  test('expired is refused with a signed rejection', async () => {
    const message = await craft(peru, switzerland, dispatchOf(), { created: '2026-01-01T00:00:00Z', notAfter: '2026-01-02T00:00:00Z' })
    const created = await craft(peru, switzerland, dispatchOf())
    switzerland.ahead = 2 * 86_400_000
    const answer = await bring(peru, switzerland, created)
    switzerland.ahead = 0
    assert.equal(answer.code, 'expired')
    assert.deepEqual(
      answer.receipts.map(({ event }) => event),
      ['RelayRejection'],
    )
    // Signed before the key that it names began: nobody's signature.
    assert.equal((await bring(peru, switzerland, message)).code, 'bad-signature')
  })

  test('from an unknown peer is refused unsigned, and kept by its digest alone', async () => {
    const message = await craft(stranger, switzerland, dispatchOf())
    const answer = await bring(stranger, switzerland, message)
    assert.equal(answer.status, 403)
    assert.equal(answer.code, 'unknown-peer')
    assert.deepEqual(answer.receipts, [])
    const row = await switzerland.db.selectFrom('refused_message').selectAll().where('id', '=', message.id).executeTakeFirstOrThrow()
    assert.deepEqual([row.peer, row.problem, row.envelope], ['unknown', 'unknown-peer', null])
  })

  test('of a peer, brought by a stranger, is not taken from the stranger and not held against the peer', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    const stolen = await bring(stranger, switzerland, message)
    assert.equal(stolen.code, 'unknown-peer')
    assert.deepEqual(stolen.receipts, [])
    assert.equal((await deliverByHand(peru, switzerland, message)).status, 200)
  })

  test('brought under another id is refused', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    const answer = await bring(peru, switzerland, { id: randomUUID(), envelope: message.envelope })
    assert.equal(answer.code, 'malformed')
    assert.deepEqual(answer.receipts, [])
  })

  test('that says something else than its manifest is refused after its parts have come, signed', async () => {
    const act = dispatchOf()
    for (const [changes, says] of [
      [{ type: 'withdraw' }, undefined],
      [{ id: randomUUID() }, undefined],
      [{}, Buffer.from('{"not":"an act"}')],
      [{}, Buffer.from(JSON.stringify(act).replace('"by"', '"by":"X","by"'))],
      [{}, Buffer.from([0x7b, 0xff, 0x7d])],
    ] as const) {
      const message = await craft(peru, switzerland, { ...act, id: randomUUID() }, changes, says)
      const answer = await deliverByHand(peru, switzerland, message)
      assert.equal(answer.code, 'malformed')
      assert.deepEqual(
        answer.receipts.map(({ event, problem }) => [event, problem]),
        [
          ['RelayAcceptance', undefined],
          ['ContentConsignmentFailure', 'malformed'],
        ],
      )
      assert.deepEqual((await bring(peru, switzerland, message)).bytes, answer.bytes)
      assert.deepEqual(await refusedOnRecord(message.id), ['malformed'])
    }
  })

  test('whose act has no place is refused for good, and nothing of its effect is kept', async () => {
    switzerland.applyAct = async (trx, arrival, at) => {
      await record(trx, arrival, at)
      return fail({ code: 'act-out-of-place' })
    }
    const message = await craft(peru, switzerland, dispatchOf())
    const answer = await deliverByHand(peru, switzerland, message)
    switzerland.applyAct = record
    assert.equal(answer.code, 'act-out-of-place')
    assert.equal(await timesApplied(switzerland, message.id), 0)
    assert.equal((await bring(peru, switzerland, message)).code, 'act-out-of-place')
    assert.equal(await timesApplied(switzerland, message.id), 0)
    assert.deepEqual(await audited(message.id), ['peer:PER/central message.refuse act-out-of-place'])
  })

  test('whose forerunner is missing waits without an effect, and is applied once that is there', async () => {
    let ready = false
    switzerland.applyAct = async (trx, arrival, at) => {
      await record(trx, arrival, at)
      return ready ? ok(undefined) : fail({ code: 'gap' })
    }
    const message = await craft(peru, switzerland, dispatchOf())
    const early = await deliverByHand(peru, switzerland, message)
    assert.equal(early.code, 'gap')
    assert.deepEqual(
      early.receipts.map(({ event }) => event),
      ['RelayAcceptance'],
    )
    assert.equal(await timesApplied(switzerland, message.id), 0)
    ready = true
    assert.equal((await bring(peru, switzerland, message)).status, 200)
    switzerland.applyAct = record
    assert.equal(await timesApplied(switzerland, message.id), 1)
  })

  test('that names another forerunner than the one we hold is refused', async () => {
    const thread = randomUUID()
    await deliverByHand(peru, switzerland, await craft(peru, switzerland, dispatchOf(), { thread }))
    const message = await craft(peru, switzerland, askStatus(2), { thread, prev: 'a'.repeat(64) })
    const answer = await deliverByHand(peru, switzerland, message)
    assert.equal(answer.code, 'act-out-of-place')
    assert.equal(await timesApplied(switzerland, message.id), 0)
  })

  test('from a suspended peer is refused with a signed rejection, and taken once two officers trust it again', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    const begun = await craft(peru, switzerland, dispatchOf())
    await bring(peru, switzerland, begun)
    const suspended = await callAs(
      switzerland,
      officers[0],
      'suspendPeer',
    )({ params: { peer: 'PER~central' }, body: { reason: 'key in doubt' } })
    assert.ok(suspended.ok)
    const answer = await bring(peru, switzerland, message)
    assert.deepEqual(
      answer.receipts.map(({ event, problem }) => [event, problem]),
      [['RelayRejection', 'peer-suspended']],
    )
    assert.equal(await bringPart(peru, switzerland, begun), 403)
    await introduce(switzerland, peru)
    assert.equal((await deliverByHand(peru, switzerland, message)).status, 200)
    assert.equal((await deliverByHand(peru, switzerland, begun)).status, 200)
  })

  test('is not read when it is longer than an envelope can be', async () => {
    const answer = await bring(peru, switzerland, { id: randomUUID(), envelope: new Uint8Array(300_000) })
    assert.equal(answer.status, 413)
  })

  test('whose parts nobody announced is not stored', async () => {
    assert.equal(await bringPart(peru, switzerland, await craft(peru, switzerland, dispatchOf())), 404)
    assert.equal(await bringPart(stranger, switzerland, await craft(stranger, switzerland, dispatchOf())), 403)
  })

  test('leaves nothing of the case in the log or in the tables', async () => {
    for (const { logged, db } of [peru, switzerland]) {
      assert.ok(!JSON.stringify(logged).includes(secret))
      for (const table of ['refused_message', 'inbox', 'receipt', 'audit'] as const) {
        const rows = await db.selectFrom(table).selectAll().execute()
        const text = rows
          .flatMap((row) => Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString() : JSON.stringify(value))))
          .join()
        assert.ok(!text.includes(secret) && !text.includes('Salazar'), table)
      }
    }
  })

  test('adds to one unbroken chain of receipts', async () => {
    const rows = await switzerland.db
      .selectFrom('receipt')
      .select(['digest', 'previous'])
      .where('issuer', '=', 'CHE/central')
      .orderBy('seq')
      .execute()
    assert.ok(rows.length > 20)
    for (const [place, { previous }] of rows.entries()) assert.equal(previous, rows[place - 1]?.digest ?? null)
    const { rows: twice } =
      await sql`SELECT message FROM receipt WHERE event <> 'RelayRejection' GROUP BY message, event, issuer HAVING count(*) > 1`.execute(
        switzerland.db,
      )
    assert.deepEqual(twice, [])
  })
})
