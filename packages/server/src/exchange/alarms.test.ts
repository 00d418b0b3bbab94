import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { exchangeFigures } from './figures.ts'
import { callAs, dispatchOf, officers, send, settled, standsAt, startTwo, type TestAuthority, until } from './test-authority.ts'
import type { TestLine } from './test-line.ts'

describe('the watch over the exchange', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  let line: TestLine

  before(async () => {
    ;({ peru, switzerland, line } = await startTwo(scope))
  })

  async function alarms(role: 'officer' | 'administrator' = 'officer') {
    const listed = await callAs(peru, { ...officers[0], role }, 'listAlarms')({})
    return listed.ok ? listed.value.items.map(({ kind }) => kind) : listed
  }
  async function history() {
    const found = await callAs(peru, officers[0], 'getPeerHistory')({ params: { peer: 'CHE~central' } })
    assert.ok(found.ok)
    return found.value
  }

  test('is quiet while messages arrive, and knows when the peer was last heard', async () => {
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    assert.deepEqual(await alarms(), [])
    const { heardAt, waiting, documents, events } = await history()
    assert.ok(heardAt !== undefined && waiting === 0)
    assert.deepEqual(
      documents.map(({ version, held }) => [version, held]),
      [[1, true]],
    )
    assert.deepEqual(
      events.map(({ event, by }) => [event, by]),
      [
        ['activated', 'A. Officer'],
        ['verified', 'B. Head'],
        ['compared', 'A. Officer'],
        ['proposed', 'A. Officer'],
      ],
    )
  })

  test('tells of a silent peer, a message that is nearly given up, and at last of its failure', async () => {
    const act = dispatchOf()
    line.target = 1
    line.cut()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'try-later')
    const old = new Date(Date.now() - 25 * 3_600_000).toISOString()
    await peru.db.updateTable('outbox').set({ created_at: old }).where('id', '=', act.id).execute()
    await peru.db.updateTable('peer_contact').set({ heard_at: old }).execute()
    assert.deepEqual(await alarms(), ['peer-silent'])
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    await peru.db.updateTable('outbox').set({ not_after: soon }).where('id', '=', act.id).execute()
    assert.deepEqual(await alarms(), ['peer-silent', 'message-expiring'])
    const figures = await exchangeFigures(peru.db, new Date().toISOString())
    assert.equal(figures?.alarms['peer-silent'], 1)
    assert.ok(figures.waiting === 1 && figures.oldestWaiting > 24 * 3600)
    peru.ahead = 2 * 3_600_000
    await until(async () => {
      await peru.db.updateTable('outbox').set({ next_at: old }).where('id', '=', act.id).execute()
      return (await standsAt(peru, act.id))?.standing === 'failed'
    })
    peru.ahead = 0
    line.target = switzerland.port
    assert.deepEqual(await alarms(), ['message-failed'])
  })

  test('tells of a suspended peer to who may verify it, and keeps who did it and why', async () => {
    await callAs(peru, officers[1], 'suspendPeer')({ params: { peer: 'CHE~central' }, body: { reason: 'key in doubt' } })
    assert.deepEqual(await alarms(), ['message-failed', 'peer-suspended'])
    assert.deepEqual(await alarms('administrator'), [])
    const [last] = (await history()).events
    assert.deepEqual([last?.event, last?.by, last?.reason], ['suspended', 'B. Head', 'key in doubt'])
  })
})
