import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { before, describe, test } from 'node:test'
import { fail } from '@comity/domain/result'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { makeCertificate } from './gateway-certificate.ts'
import {
  callAs,
  dispatchOf,
  introduce,
  officers,
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
import { bring } from './test-message.ts'

describe('a message in the outbox', () => {
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

  test('that met no answer for seven days has failed, which its sender signs', async () => {
    const act = dispatchOf()
    line.target = 1
    line.cut()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id, 'sealed')
    peru.ahead = 8 * 86_400_000
    await settled(peru, act.id, 'failed')
    peru.ahead = 0
    line.target = switzerland.port
    assert.deepEqual(await receiptsHere(act.id), ['PER/central SubmissionAcceptance', 'PER/central RelayFailure'])
    assert.equal(await timesApplied(switzerland, act.id), 0)
  })

  test('is not signed by a clock that is wrong, and leaves when that is right again', async () => {
    const act = dispatchOf()
    peru.clockWrongBy = 61_000
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'clock-wrong')
    assert.equal((await standsAt(peru, act.id))?.standing, 'queued')
    assert.deepEqual(await receiptsHere(act.id), undefined)
    peru.clockWrongBy = undefined
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
  })

  test('does not leave once an officer has suspended the peer, and leaves when two have verified it again', async () => {
    const act = dispatchOf()
    await peru.exchange.stop()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await callAs(peru, officers[0], 'suspendPeer')({ params: { peer: 'CHE~central' }, body: { reason: 'key in doubt' } })
    const { connections } = line
    await peru.restart()
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'peer-suspended')
    assert.equal(line.connections, connections)
    assert.deepEqual(await send(peru, 'CHE', dispatchOf()), fail({ code: 'peer-suspended', values: { peer: 'CHE/central' } }))
    await introduce(peru, switzerland)
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
  })

  test('does not leave to whoever shows another certificate than the peer named', async () => {
    let requests = 0
    const { certificate, key } = await makeCertificate(new Date())
    const impostor = createServer({ cert: certificate, key, requestCert: true, rejectUnauthorized: false }, () => {
      requests += 1
    })
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve))
    const act = dispatchOf()
    line.target = (impostor.address() as AddressInfo).port
    line.cut()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'try-later')
    impostor.close()
    assert.equal(requests, 0)
    assert.ok(peru.logged.some((entry) => 'reason' in entry && entry.reason === 'certificate'))
    line.target = switzerland.port
    await settled(peru, act.id)
  })

  test('is not put into the outbox when no message can hold it, or its file is not there', async () => {
    const file = { id: randomUUID(), name: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'b'.repeat(64) }
    const missing = await send(peru, 'CHE', dispatchOf([file]))
    assert.equal(missing.ok ? undefined : missing.problem.code, 'file-unknown')
    const stored = await storePdf(peru, 10)
    const many = await send(peru, 'CHE', dispatchOf(Array.from({ length: 200 }, () => ({ ...stored, name: `${'x'.repeat(250)}.pdf` }))))
    assert.equal(many.ok ? undefined : many.problem.code, 'too-large')
    const unknown = await send(peru, 'NOR', dispatchOf())
    assert.equal(unknown.ok ? undefined : unknown.problem.code, 'unknown-peer')
    assert.deepEqual(await peru.db.selectFrom('outbox').select('id').where('standing', '=', 'queued').execute(), [])
  })

  test('is listed with what happened to it, page by page, and without what it says', async () => {
    const first = await callAs(peru, officers[0], 'listMessages')({ query: { limit: 2 } })
    assert.ok(first.ok && first.value.next !== undefined)
    const second = await callAs(peru, officers[0], 'listMessages')({ query: { limit: 100, cursor: first.value.next } })
    assert.ok(second.ok)
    const ids = [...first.value.items, ...second.value.items].map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    const { count } = await peru.db
      .selectFrom('outbox')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    assert.equal(ids.length, count)
    await bring(peru, switzerland, { id: randomUUID(), envelope: Buffer.from('no envelope') })
    const seen = await callAs(switzerland, officers[0], 'listMessages')({ query: { limit: 100 } })
    const standings = seen.ok ? seen.value.items.map(({ standing }) => standing) : []
    assert.ok(standings.includes('accepted') && standings.includes('refused'))
  })
})
