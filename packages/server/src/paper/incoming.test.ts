import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PaperView } from '@comity/contract/paper'
import type { RequestView } from '@comity/contract/request'
import type { Actor } from '@comity/domain/account/role'
import type { Act } from '@comity/domain/request/act'
import { ok } from '@comity/domain/result'
import { newId } from '../platform/id.ts'
import { applyActFor } from '../request/receive.ts'
import { keller, meier, openOffice, rulesOf } from './office.test-support.ts'

describe('paper that came', () => {
  let office: Awaited<ReturnType<typeof openOffice>>
  before(async () => {
    office = await openOffice()
  })
  after(async () => office.close())

  test('a request on paper is registered, accepted by two and answered, each act a letter with its number, and nothing is ever sent', async () => {
    const entered = await office.call<RequestView>(keller, 'enterPaperRequest', { body: await office.paper('first') })
    assert.ok(entered.ok)
    let view = entered.value
    assert.deepEqual([view.onPaper, view.stage, view.theirReference, view.side], [true, 'sent', 'UCJIE 0417/2026', 'requested'])
    assert.equal(view.files[0]?.name, 'scan.pdf')
    const params = { request: view.id }
    const give = async (actor: Actor, command: string, body: object) => {
      view = await office.give(actor, command, view.id, body)
    }
    await give(keller, 'register', { reference: 'B-2026-77', confidentialityConfirmed: true })
    await give(keller, 'accept', { conditions: [] })
    assert.equal(view.letters?.at(-1)?.standing, 'pending')
    const own = await office.call(keller, 'approve', { params, body: {}, ifMatch: view.version })
    assert.ok(!own.ok && own.problem.code === 'not-the-second-person')
    await give(meier, 'approve', {})
    await give(keller, 'send-result', { final: true, summary: 'Die Unterlagen liegen bei.', files: [] })
    await give(meier, 'approve', {})
    assert.deepEqual(
      view.letters?.map(({ number, act, standing, language }) => `${number} ${act} ${standing} ${language}`),
      ['OUT-2026-000001 register issued es', 'OUT-2026-000002 accept issued es', 'OUT-2026-000003 send-result issued es'],
    )
    assert.equal(view.stage, 'answered')
    assert.deepEqual(office.enqueued, [])
    for (const [operation, query] of [
      ['getRegisteredLetter', { format: 'pdf' }],
      ['getRegisteredLetter', { format: 'docx' }],
      ['getCoverSheet', {}],
      ['getCoverSheet', { form: 'labels', parts: 30, language: 'ar' }],
    ] as const) {
      const file = await office.call<{ size: number }>(keller, operation, { params: { ...params, number: 'OUT-2026-000003' }, query })
      assert.ok(file.ok && file.value.size > 3000, operation)
    }
    const unknown = await office.call(keller, 'getRegisteredLetter', { params: { ...params, number: 'OUT-2026-000009' } })
    assert.deepEqual(rulesOf(unknown), ['not-found'])
  })

  test('paper of which a request is here already is offered that request, and entered apart only when that is said', async () => {
    const again = await office.paper('second', { reference: 'ucjie-0417-2026' })
    assert.deepEqual(rulesOf(await office.call(keller, 'enterPaperRequest', { body: again })), ['reference reference-known'])
    const twins = await office.call<{ items: { id: string }[] }>(keller, 'listPaperTwins', {
      query: { from: 'PER', reference: 'ucjie 0417 2026' },
    })
    assert.ok(twins.ok && twins.value.items.length === 1)
    const apart = await office.call<RequestView>(keller, 'enterPaperRequest', { body: { ...again, another: true } })
    assert.ok(apart.ok && apart.value.id !== twins.value.items[0]?.id)
  })

  test('the paper of an electronic request joins it, and no longer is awaited', async () => {
    const thread = newId()
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', originalMode: 'advance-copy' } as const
    const act: Act = {
      id: newId(),
      type: 'dispatch',
      side: 'requesting',
      seq: 1,
      seen: 0,
      at: office.now(),
      by: 'R. Huamán',
      body: { content, reference: 'X-9', files: [] },
    }
    const applied = await office.db
      .transaction()
      .execute((trx) => applyActFor('CHE', () => new Date(office.now()))(trx, { thread, from: 'PER', act, files: [] }))
    assert.deepEqual(applied, ok(undefined))
    const look = () => office.call<PaperView>(keller, 'getPaper', { params: { request: thread } })
    const waiting = await look()
    assert.ok(waiting.ok && waiting.value.awaited)
    const { from: _f, authority: _a, kind: _k, subject: _s, language: _l, ...copy } = await office.paper('third')
    const raw = { params: { request: thread }, body: copy }
    assert.ok((await office.call(keller, 'enterPaperCopy', raw)).ok)
    const come = await look()
    assert.ok(come.ok && !come.value.awaited && come.value.incoming[0]?.files.length === 1)
    assert.deepEqual(rulesOf(await office.call(keller, 'enterPaperCopy', raw)), ['file-unknown'])
    const same = await office.paper('third')
    const { from: _1, authority: _2, kind: _3, subject: _4, language: _5, ...twice } = same
    assert.deepEqual(rulesOf(await office.call(keller, 'enterPaperCopy', { ...raw, body: twice })), ['files.0 same-file-twice'])
  })

  test('a scan of another kind, dates that cannot be, our own State and one that there is not are refused, and nothing is kept', async () => {
    assert.deepEqual(rulesOf(await office.scan('PK\u0003\u0004', 'scan.docx')), ['wrong-file-type'])
    assert.deepEqual(rulesOf(await office.scan('MZ', 'scan.exe')), ['wrong-file-type'])
    const enter = async (more: object) =>
      rulesOf(await office.call(keller, 'enterPaperRequest', { body: await office.paper('fourth', more) }))
    assert.deepEqual(await enter({ received: '2026-09-11' }), ['received in-the-future'])
    assert.deepEqual(await enter({ dated: '2026-09-10' }), ['received received-before-dated'])
    assert.deepEqual(await enter({ dated: '2026-02-30' }), ['dated date-impossible'])
    assert.deepEqual(await enter({ from: 'CHE' }), ['from same-state'])
    assert.deepEqual(await enter({ from: 'XXX' }), ['from unknown-state'])
    assert.deepEqual(await enter({ files: [] }), ['files required'])
    assert.deepEqual(await enter({ reference: ' ' }), ['reference required'])
    const translator: Actor = { id: newId(), name: 'T', role: 'translator' }
    assert.deepEqual(rulesOf(await office.call(translator, 'enterPaperRequest', { body: await office.paper('fourth') })), ['not-permitted'])
  })

  test('an original is noted only of a request that we sent', async () => {
    const entered = await office.call<RequestView>(keller, 'enterPaperRequest', {
      body: await office.paper('fourth', { reference: 'Z-1' }),
    })
    assert.ok(entered.ok)
    const noted = await office.call(keller, 'noteOriginal', {
      params: { request: entered.value.id },
      body: { type: 'wanted', reason: 'x' },
    })
    assert.deepEqual(rulesOf(noted), ['act-not-available'])
  })
})
