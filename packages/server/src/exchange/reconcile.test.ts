import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { askStatus, callAs, dispatchOf, officers, send, settled, startAuthority, startTwo, type TestAuthority } from './test-authority.ts'
import { askAs, bring, craft, deliverByHand } from './test-message.ts'

const [officer] = officers

describe('what two authorities hold of a thread', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority

  before(async () => {
    ;({ peru, switzerland } = await startTwo(scope))
  })

  async function compare(authority: TestAuthority, peer: string) {
    const compared = await callAs(authority, officer, 'reconcilePeer')({ params: { peer: peer.replace('/', '~') } })
    assert.ok(compared.ok, JSON.stringify(compared))
    return compared.value
  }

  async function gapsOf(authority: TestAuthority, peer: string): Promise<string[]> {
    const { gaps } = await compare(authority, peer)
    return gaps.map(({ kind, author, seq, proved }) => `${kind} ${author} ${seq}${proved ? ' proved' : ''}`)
  }

  /** A thread of two consigned messages. */
  async function talked(): Promise<{ thread: string; first: string; second: string }> {
    const [thread, first, second] = [randomUUID(), dispatchOf(), askStatus(2)]
    for (const act of [first, second]) assert.ok((await send(peru, 'CHE', act, thread)).ok)
    await settled(peru, second.id)
    return { thread, first: first.id, second: second.id }
  }

  /** Forgets a message with its receipts, as a database does that was put back from an old backup. */
  async function forget({ db }: TestAuthority, id: string): Promise<void> {
    await sql`ALTER TABLE receipt DISABLE TRIGGER receipt_append_only`.execute(db)
    await db.deleteFrom('receipt').where('message', '=', id).execute()
    await sql`ALTER TABLE receipt ENABLE TRIGGER receipt_append_only`.execute(db)
    await db.deleteFrom('inbox').where('id', '=', id).execute()
    await db.deleteFrom('message_attempt').where('message', '=', id).execute()
    await db.deleteFrom('outbox').where('id', '=', id).execute()
  }

  test('is the same on both sides when nothing was lost, and one digest each says so', async () => {
    await talked()
    assert.deepEqual(await gapsOf(peru, 'CHE/central'), [])
    assert.deepEqual(await gapsOf(switzerland, 'PER/central'), [])
    assert.equal((await compare(peru, 'CHE/central')).differed, 0)
  })

  test('differs when the receiver was put back from an old backup: both sides find what is lost, by the receipt that proves it', async () => {
    const { first, second } = await talked()
    await forget(switzerland, second)
    assert.deepEqual(await gapsOf(peru, 'CHE/central'), ['lost-there PER/central 2 proved'])
    assert.deepEqual(await gapsOf(switzerland, 'PER/central'), ['lost-here PER/central 2 proved'])
    await forget(switzerland, first)
    assert.equal((await gapsOf(peru, 'CHE/central')).length, 2)
    const listed = await callAs(peru, officer, 'listGaps')({})
    assert.ok(listed.ok)
    assert.deepEqual(
      listed.value.comparisons.map(({ peer, problem }) => [peer, problem]),
      [['CHE/central', undefined]],
    )
    await forget(peru, first)
    await forget(peru, second)
    assert.deepEqual(await gapsOf(peru, 'CHE/central'), [])
  })

  test('differs when the sender was put back: what it no longer knows to have sent is found', async () => {
    const { first, second } = await talked()
    await forget(peru, second)
    assert.deepEqual(await gapsOf(peru, 'CHE/central'), ['lost-here PER/central 2'])
    assert.deepEqual(await gapsOf(switzerland, 'PER/central'), ['lost-there PER/central 2 proved'])
    for (const id of [first, second]) for (const side of [peru, switzerland]) await forget(side, id)
    assert.deepEqual(await gapsOf(switzerland, 'PER/central'), [])
  })

  test('brings the receipt that an official has opened the message, and a receipt whose answer was lost', async () => {
    const { thread, first, second } = await talked()
    await switzerland.exchange.handOver(thread)
    await switzerland.exchange.handOver(thread)
    await sql`ALTER TABLE receipt DISABLE TRIGGER receipt_append_only`.execute(peru.db)
    await peru.db.deleteFrom('receipt').where('message', '=', first).where('event', '=', 'ContentConsignment').execute()
    await compare(peru, 'CHE/central')
    const receipts = await peru.exchange.receiptsOf(peru.db, [first, second])
    const events = (id: string) =>
      receipts
        .get(id)
        ?.map(({ event }) => event)
        .toSorted()
    const all = ['ContentConsignment', 'ContentHandover', 'RelayAcceptance', 'SubmissionAcceptance']
    assert.deepEqual([events(first), events(second)], [all, all])
    assert.equal((await compare(peru, 'CHE/central')).differed, 0)
  })

  test('shows a message that was lost on the way as a number that is missing', async () => {
    const [thread, act] = [randomUUID(), dispatchOf()]
    const opened = await craft(peru, switzerland, act, { thread })
    await deliverByHand(peru, switzerland, opened)
    await deliverByHand(peru, switzerland, await craft(peru, switzerland, askStatus(3), { thread }))
    const gaps = await gapsOf(switzerland, 'PER/central')
    assert.ok(gaps.includes('hole PER/central 2'), gaps.join())
  })

  test('is told to nobody but the peer itself, once it is verified', async () => {
    const norway = await startAuthority(scope, 'NOR')
    const { thread } = await talked()
    for (const path of ['/x/v1/threads?since=2020-01-01T00:00:00Z', `/x/v1/threads/${thread}`]) {
      assert.equal((await askAs(norway, switzerland, path)).status, 403)
      assert.equal((await askAs(peru, switzerland, path)).status, 200)
    }
    for (const path of [
      '/x/v1/threads',
      '/x/v1/threads?since=yesterday',
      '/x/v1/threads?since=2020-01-01T00:00:00Z&after=x',
      `/x/v1/threads/${thread}?from=-1`,
    ]) {
      assert.equal((await askAs(peru, switzerland, path)).status, 400, path)
    }
    const unknown = await callAs(switzerland, officer, 'reconcilePeer')({ params: { peer: 'NOR~central' } })
    assert.equal(unknown.ok ? undefined : unknown.problem.code, 'unknown-peer')
  })

  test('of another peer is not among it', async () => {
    const { thread } = await talked()
    const stranger = await craft(peru, switzerland, dispatchOf(), { thread })
    await bring(peru, switzerland, stranger)
    const answer = await askAs(peru, switzerland, `/x/v1/threads/${randomUUID()}`)
    assert.deepEqual(JSON.parse(Buffer.from(answer.body).toString()), { messages: [], receipts: [] })
  })
})
