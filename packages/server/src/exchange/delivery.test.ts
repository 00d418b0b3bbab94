import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fail } from '@comity/domain/result'
import { sql } from 'kysely'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import {
  askStatus,
  dispatchOf,
  record,
  send,
  settled,
  standsAt,
  startTwo,
  storePdf,
  type TestAuthority,
  timesApplied,
  until,
} from './test-authority.ts'
import type { TestLine } from './test-line.ts'
import { bring, bringPart, craft } from './test-message.ts'

const megabyte = 1024 * 1024

describe('a message to a peer', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  let line: TestLine

  before(async () => {
    ;({ peru, switzerland, line } = await startTwo(scope))
  })

  async function receiptsHere(id: string) {
    return (await peru.exchange.receiptsOf(peru.db, [id])).get(id)?.map(({ event, by }) => `${by} ${event}`)
  }

  test('arrives once with its files, and both sides hold the same receipts', async () => {
    const file = await storePdf(peru, 400_000)
    const act = dispatchOf([file])
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.ok(await switzerland.files.has(file.sha256))
    assert.deepEqual(await receiptsHere(act.id), [
      'PER/central SubmissionAcceptance',
      'CHE/central RelayAcceptance',
      'CHE/central ContentConsignment',
    ])
    const bytes = (db: TestAuthority['db']) =>
      db.selectFrom('receipt').select('bytes').where('message', '=', act.id).where('issuer', '=', 'CHE/central').orderBy('seq').execute()
    assert.deepEqual(await bytes(peru.db), await bytes(switzerland.db))
    const row = await peru.db.selectFrom('outbox').select('act').where('id', '=', act.id).executeTakeFirstOrThrow()
    assert.equal(row.act, null)
  })

  test('brought sixteen times at once has one effect and one receipt', async () => {
    const message = await craft(peru, switzerland, dispatchOf())
    const announced = await Promise.all(Array.from({ length: 16 }, () => bring(peru, switzerland, message)))
    assert.equal(new Set(announced.map(({ bytes }) => bytes.join())).size, 1)
    await Promise.all(Array.from({ length: 16 }, () => bringPart(peru, switzerland, message)))
    const ended = await Promise.all(Array.from({ length: 16 }, () => bring(peru, switzerland, message)))
    assert.deepEqual(new Set(ended.map(({ status }) => status)), new Set([200]))
    assert.equal(new Set(ended.map(({ bytes }) => bytes.join())).size, 1)
    assert.equal(await timesApplied(switzerland, message.id), 1)
  })

  test('has one effect where several processes send and several receive', async (t) => {
    await peru.startTwin(t)
    const second = { ...switzerland, port: await switzerland.startTwin(t) }
    const messages = await Promise.all(Array.from({ length: 4 }, () => craft(peru, switzerland, dispatchOf())))
    const acts = Array.from({ length: 6 }, () => dispatchOf())
    for (const act of acts) assert.ok((await send(peru, 'CHE', act)).ok)
    for (const message of messages) {
      await Promise.all([switzerland, second].map((to) => bring(peru, to, message)))
      await bringPart(peru, switzerland, message)
      await Promise.all([switzerland, second, switzerland, second].map((to) => bring(peru, to, message)))
    }
    for (const act of acts) await settled(peru, act.id)
    for (const { id } of [...messages, ...acts]) assert.equal(await timesApplied(switzerland, id), 1)
    const { rows } = await sql<{
      most: number
    }>`SELECT max(attempts) AS most FROM outbox WHERE id IN (${sql.join(acts.map(({ id }) => id))})`.execute(peru.db)
    assert.equal(rows[0]?.most, 1)
  })

  test('whose line is cut goes on where it stopped', async () => {
    const file = await storePdf(peru, 20 * megabyte)
    const act = dispatchOf([file])
    const sent = line.forward
    line.cutAt = sent + 18 * megabyte
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    assert.ok(line.forward - sent < 22 * megabyte, `${line.forward - sent} bytes for one file`)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.ok(await switzerland.files.has(file.sha256))
  })

  test('survives the end of its receiver in the middle of the upload', async () => {
    const act = dispatchOf([await storePdf(peru, 6 * megabyte)])
    const reached = line.forward + 2 * megabyte
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(() => line.forward >= reached)
    await switzerland.restart()
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.deepEqual(await receiptsHere(act.id), [
      'PER/central SubmissionAcceptance',
      'CHE/central RelayAcceptance',
      'CHE/central ContentConsignment',
    ])
  })

  test('is sealed once, however often its sender starts anew at each standing', async () => {
    const act = dispatchOf([await storePdf(peru, 3 * megabyte)])
    const seal = () => peru.db.selectFrom('outbox').select(['envelope', 'standing']).where('id', '=', act.id).executeTakeFirstOrThrow()
    await peru.exchange.stop()
    assert.ok((await send(peru, 'CHE', act)).ok)
    assert.equal((await seal()).standing, 'queued')

    line.target = 1
    await peru.restart()
    await settled(peru, act.id, 'sealed')
    const sealed = await seal()

    await peru.restart()
    line.cutAt = line.forward + megabyte
    line.target = switzerland.port
    await settled(peru, act.id, 'announced')
    await peru.restart()
    await settled(peru, act.id)
    await peru.restart()
    assert.deepEqual((await seal()).envelope, sealed.envelope)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.deepEqual(await receiptsHere(act.id), [
      'PER/central SubmissionAcceptance',
      'CHE/central RelayAcceptance',
      'CHE/central ContentConsignment',
    ])
  })

  test('whose sender forgot the answer is sent again, and nothing is done twice', async () => {
    const act = dispatchOf()
    let cuts = 0
    switzerland.applyAct = async (trx, arrival, at) => {
      const applied = await record(trx, arrival, at)
      line.cut()
      cuts += 1
      return applied
    }
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    switzerland.applyAct = record
    assert.equal(cuts, 1)
    assert.equal(await timesApplied(switzerland, act.id), 1)
  })

  test('follows the one before it in its thread, in order, each naming the one before', async () => {
    const thread = randomUUID()
    await peru.exchange.stop()
    const acts = [dispatchOf(), askStatus(2), askStatus(3)]
    for (const act of acts.toReversed()) assert.ok((await send(peru, 'CHE', act, thread)).ok)
    await peru.restart()
    for (const act of acts) await settled(peru, act.id)
    const { rows } = await sql<{ id: string }>`SELECT id FROM applied WHERE thread = ${thread}`.execute(switzerland.db)
    assert.deepEqual(
      rows.map(({ id }) => id),
      acts.map(({ id }) => id),
    )
    const chain = await switzerland.db
      .selectFrom('inbox')
      .select(['prev', 'jws_digest'])
      .where('thread', '=', thread)
      .orderBy('seq')
      .execute()
    assert.deepEqual(
      chain.map(({ prev }) => prev),
      [null, chain[0]?.jws_digest, chain[1]?.jws_digest],
    )
  })

  test('that the receiver cannot yet place is tried again', async () => {
    let asked = 0
    switzerland.applyAct = async (trx, arrival, at) => {
      asked += 1
      return asked < 3 ? fail({ code: 'gap' }) : record(trx, arrival, at)
    }
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    switzerland.applyAct = record
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.ok(asked >= 3)
  })

  test('does not wait out its pause once its receiver is heard of again', async () => {
    const act = dispatchOf()
    line.target = 1
    line.cut()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'try-later')
    await peru.db.updateTable('outbox').set({ next_at: '2099-01-01T00:00:00Z' }).where('id', '=', act.id).execute()
    line.target = switzerland.port
    await bring(switzerland, peru, await craft(switzerland, peru, dispatchOf()))
    await settled(peru, act.id)
  })

  test('that its receiver refuses has failed for good, and the signed refusal is kept', async () => {
    switzerland.applyAct = async () => fail({ code: 'act-out-of-place' })
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id, 'failed')
    switzerland.applyAct = record
    assert.equal((await standsAt(peru, act.id))?.last_problem, 'act-out-of-place')
    assert.deepEqual(await receiptsHere(act.id), [
      'PER/central SubmissionAcceptance',
      'CHE/central RelayAcceptance',
      'CHE/central ContentConsignmentFailure',
    ])
  })

  test('whose refusal its receiver has signed is not tried again, also for a reason that passes elsewhere', async () => {
    switzerland.applyAct = async () => fail({ code: 'bad-digest' })
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id, 'failed')
    switzerland.applyAct = record
    assert.equal((await standsAt(peru, act.id))?.last_problem, 'bad-digest')
    assert.equal((await receiptsHere(act.id))?.at(-1), 'CHE/central ContentConsignmentFailure')
  })

  test('goes on when both have followed their directory documents, which each fetches from the other', async () => {
    const versions = async () => {
      const [there] = await peru.db.selectFrom('peer').select('version').execute()
      const [here] = await switzerland.db.selectFrom('peer').select('version').execute()
      return [there?.version, here?.version]
    }
    assert.deepEqual(await versions(), [1, 1])
    for (const authority of [peru, switzerland]) {
      authority.ahead = 61 * 86_400_000
      await authority.restart()
    }
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    assert.deepEqual(await versions(), [2, 2])
    assert.equal(await timesApplied(switzerland, act.id), 1)
  })

  test('leaves nothing on disk but what failed and may still be handed over by other means', async () => {
    await peru.exchange.stop()
    await switzerland.exchange.stop()
    const failed = await peru.db.selectFrom('outbox').select('id').where('standing', '=', 'failed').orderBy('id').execute()
    const lying = await readdir(join(peru.dataDirectory, 'exchange', 'outgoing'))
    assert.deepEqual(
      lying.toSorted(),
      failed.map(({ id }) => id),
    )
    for (const folder of ['incoming/PER~central', 'opening']) {
      assert.deepEqual(await readdir(join(switzerland.dataDirectory, 'exchange', folder)), [])
    }
  })
})
