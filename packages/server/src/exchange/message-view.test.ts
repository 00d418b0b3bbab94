import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyEvidence } from '@comity/exchange/evidence'
import { closePdf } from '@comity/letters/pdf'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { callAs, dispatchOf, officers, secret, send, settled, standsAt, startTwo, type TestAuthority, until } from './test-authority.ts'
import type { TestLine } from './test-line.ts'

describe('the way of a message', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  let line: TestLine

  before(async () => {
    ;({ peru, switzerland, line } = await startTwo(scope))
  })
  after(async () => {
    await closePdf()
  })

  const view = (authority: TestAuthority, message: string) => callAs(authority, officers[0], 'getMessage')({ params: { message } })
  const retry = (message: string) => callAs(peru, officers[0], 'retryMessage')({ params: { message } })

  test('is told while it cannot leave, is tried by hand, and is told to its end on both sides', async () => {
    const act = dispatchOf()
    line.target = 1
    line.cut()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'try-later')
    const waiting = await view(peru, act.id)
    assert.ok(waiting.ok)
    const tried = waiting.value.history.find(({ step }) => step === 'tried')
    assert.deepEqual([tried?.standing, tried?.problem, tried?.reason], ['wrong', 'try-later', 'no-connection'])
    assert.deepEqual(
      waiting.value.history.filter(({ standing }) => standing === 'unknown').map(({ step }) => step),
      ['arrived-there', 'inbox-there', 'opened-there'],
    )
    assert.equal(waiting.value.history[0]?.by, 'M. Salazar')

    // Its next attempt is far off, so that only the retry can bring it there.
    const far = new Date(Date.now() + 3_600_000).toISOString()
    await until(async () => {
      const { numUpdatedRows } = await peru.db
        .updateTable('outbox')
        .set({ next_at: far })
        .where('id', '=', act.id)
        .where('lease', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    })
    const soon = await retry(act.id)
    assert.equal(soon.ok ? 'ok' : soon.problem.code, 'too-many-attempts')
    await peru.db.updateTable('message_attempt').set({ at: '2026-01-01T00:00:00.000Z' }).where('message', '=', act.id).execute()
    line.target = switzerland.port
    const { stalled } = await peru.db.selectFrom('outbox').select('stalled').where('id', '=', act.id).executeTakeFirstOrThrow()
    assert.ok((await retry(act.id)).ok)
    await settled(peru, act.id)
    assert.ok(stalled > 0)
    const audited = await peru.db.selectFrom('audit').select('action').where('action', '=', 'retryMessage').execute()
    assert.equal(audited.length, 1)

    const arrived = await view(peru, act.id)
    assert.ok(arrived.ok)
    assert.deepEqual(
      arrived.value.history.slice(-4).map(({ step, standing, by }) => [step, standing, by]),
      [
        ['tried', 'done', undefined],
        ['arrived-there', 'done', 'CHE/central'],
        ['inbox-there', 'done', 'CHE/central'],
        ['opened-there', 'unknown', undefined],
      ],
    )
    const again = await retry(act.id)
    assert.equal(again.ok ? 'ok' : again.problem.code, 'message-ended')
    const texts: string[] = []
    for (const authority of [peru, switzerland]) {
      const made = await callAs(
        authority,
        officers[0],
        'getEvidence',
      )({ params: { message: act.id }, query: { format: 'json', language: 'en' } })
      assert.ok(made.ok)
      const bytes = Buffer.concat(await Array.fromAsync(made.value.stream))
      const report = await verifyEvidence(bytes)
      assert.deepEqual(report.ok ? report.value.receipts.map(({ receipt }) => receipt.event) : report, [
        // The recipient holds what the sender signed for itself only once the two have compared what they hold.
        ...(authority === peru ? ['SubmissionAcceptance'] : []),
        'RelayAcceptance',
        'ContentConsignment',
      ])
      texts.push(bytes.toString())
    }
    assert.ok(texts.every((text) => !text.includes(secret)))
    const document = await callAs(
      peru,
      officers[0],
      'getEvidence',
    )({ params: { message: act.id }, query: { format: 'pdf', language: 'es' } })
    assert.ok(document.ok)
    assert.equal(Buffer.concat(await Array.fromAsync(document.value.stream)).toString('latin1', 0, 5), '%PDF-')
    const taken = await peru.db.selectFrom('audit').select('action').where('action', '=', 'getEvidence').execute()
    assert.equal(taken.length, 2)
    const theirs = await view(switzerland, act.id)
    assert.deepEqual(theirs.ok ? theirs.value.history.map(({ step }) => step) : theirs, ['arrived-here', 'inbox-here', 'opened-here'])
  })

  test('is found by peer, by direction and by whether somebody should look at it', async () => {
    const stuck = dispatchOf()
    line.target = 1
    line.cut()
    assert.ok((await send(peru, 'CHE', stuck)).ok)
    await until(
      async () =>
        ((await view(peru, stuck.id)) as { value: { history: { step: string }[] } }).value.history.filter(({ step }) => step === 'tried')
          .length > 1,
    )
    const list = async (query: object) => {
      const listed = await callAs(peru, officers[0], 'listMessages')({ query: { limit: 50, ...query } })
      return listed.ok ? listed.value.items.map(({ id }) => id) : []
    }
    assert.deepEqual(await list({ attention: 'yes' }), [stuck.id])
    assert.equal((await list({ peer: 'CHE/central', direction: 'out' })).length, 2)
    assert.deepEqual(await list({ direction: 'in' }), [])
    assert.deepEqual(await list({ peer: 'NOR/central' }), [])
    const none = await view(peru, '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f')
    assert.equal(none.ok ? 'ok' : none.problem.code, 'not-found')
  })
})
