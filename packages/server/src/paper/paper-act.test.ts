import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { LetterCheck, PaperView } from '@comity/contract/paper'
import type { RequestView } from '@comity/contract/request'
import { findingKey } from '@comity/domain/requirement/finding'
import { keller, meier, openOffice, rulesOf } from './office.test-support.ts'

describe('a request that travels on paper', () => {
  let office: Awaited<ReturnType<typeof openOffice>>
  before(async () => {
    office = await openOffice()
  })
  after(async () => office.close())

  /** A request of Bern to Lima, sent on paper by two officers. */
  async function sent(reference: string): Promise<RequestView> {
    const content = { kind: 'mutual-legal-assistance', requesting: 'CHE', requested: 'PER', title: 'Kontounterlagen' }
    const opened = await office.call<RequestView>(keller, 'openRequest', { body: { reference, content } })
    assert.ok(opened.ok)
    for (const finding of opened.value.findings.filter(({ severity }) => severity !== 'advice'))
      await office.give(keller, 'override-finding', opened.value.id, { finding: findingKey(finding), reason: 'Es steht im Anhang.' })
    await office.give(keller, 'dispatch', opened.value.id, { reference, onPaper: true })
    return office.give(meier, 'approve', opened.value.id, {})
  }

  async function come(request: string, bytes: string, act: object, more: object = {}) {
    office.pass()
    const sheet = await office.sheet(bytes, { dated: '2026-09-10', received: '2026-09-10', ...more })
    return office.call<RequestView>(keller, 'enterPaperAct', { params: { request }, body: { ...sheet, by: 'Fiscalía de la Nación', act } })
  }

  test('is sent without a message, followed step by step on its way, answered by what comes with its scan, and closed', async () => {
    const { id: request, onPaper, stage, letters } = await sent('B-2026-80')
    assert.deepEqual([onPaper, stage, letters?.map(({ act, standing }) => `${act} ${standing}`)], [true, 'sent', ['dispatch issued']])
    const note = async (body: object) => rulesOf(await office.call(keller, 'noteOriginal', { params: { request }, body }))
    assert.deepEqual(await note({ type: 'posted', on: '2026-09-10', carrier: 'Post' }), ['type original-out-of-turn'])
    assert.deepEqual(await note({ type: 'not-wanted', reason: 'x' }), ['type original-under-way'])
    assert.deepEqual(await note({ type: 'printed', on: '2026-09-11' }), ['on in-the-future'])
    assert.deepEqual(await note({ type: 'printed', on: '2026-09-09' }), ['on before-the-step-before'])
    assert.deepEqual(await note({ type: 'taken-back', reason: 'x' }), ['type original-no-step'])
    assert.deepEqual(await note({ type: 'printed', on: '2026-09-10' }), [])
    assert.deepEqual(await note({ type: 'printed', on: '2026-09-10' }), ['type original-twice'])
    assert.deepEqual(await note({ type: 'taken-back', reason: 'Das falsche Schreiben.' }), [])
    for (const step of [{ type: 'printed' }, { type: 'signed' }, { type: 'posted', carrier: 'Post', tracking: 'RR 123 CH' }])
      assert.deepEqual(await note({ ...step, on: '2026-09-10' }), [])

    const steps: readonly (readonly [string, object, string])[] = [
      ['a', { type: 'register', said: { confidentialityConfirmed: true } }, 'registered'],
      ['b', { type: 'ask-clarification', said: { question: '¿Qué cuenta?' } }, 'clarification'],
    ]
    for (const [bytes, act, then] of steps) {
      const entered = await come(request, bytes, act)
      assert.ok(entered.ok && entered.value.stage === then, JSON.stringify(entered))
    }
    const asked = await office.call<RequestView>(keller, 'getRequest', { params: { request } })
    assert.ok(asked.ok)
    await office.give(keller, 'clarify', request, { answers: asked.value.openClarifications[0]?.act, text: 'Die erste.' })
    await come(request, 'c', { type: 'accept', said: { conditions: [] } })
    const answered = await come(request, 'd', { type: 'send-result', said: { final: true, summary: 'Van los registros.' } })
    assert.ok(answered.ok && answered.value.stage === 'answered')
    const entry = answered.value.thread.at(-1)
    assert.deepEqual([entry?.entered, entry?.act.by], [{ by: 'A. Keller', at: office.now() }, 'Fiscalía de la Nación'])
    assert.equal(answered.value.files.filter(({ name }) => name === 'scan.pdf').length, 4)
    await office.give(keller, 'confirm-receipt', request, { of: answered.value.unconfirmed[0] })
    await office.give(keller, 'close', request, { reason: 'Erledigt.' })
    const closed = await office.give(meier, 'approve', request, {})
    assert.equal(closed.stage, 'closed')
    assert.deepEqual(
      closed.letters?.map(({ act, standing }) => `${act} ${standing}`),
      ['dispatch issued', 'clarify issued', 'confirm-receipt issued', 'close issued'],
    )
    for (const { number, code } of closed.letters ?? []) {
      const check = async () => {
        const checked = await office.call<LetterCheck>(keller, 'checkLetter', { query: { code } })
        assert.ok(checked.ok && checked.value.standing === 'issued')
        return checked.value
      }
      const unprinted = await check()
      const printed = await office.print(request, number)
      assert.ok(printed.length > 3000, number)
      const sha256 = createHash('sha256').update(printed).digest('hex')
      const known = await check()
      // A request has its hash from the moment at which it left; what is printed only, from its printing on.
      assert.equal(unprinted.sha256, number.endsWith('000001') ? sha256 : undefined, number)
      assert.deepEqual([known.sha256, known.pages !== undefined && known.pages >= 1], [sha256, true])
      assert.deepEqual(await office.print(request, number), printed)
      const held = await office.call<{ sha256: string }>(keller, 'getPackage', { params: { request, number } })
      assert.ok(held.ok && held.value.sha256 === sha256)
      const sheet = await office.call<{ size: number }>(keller, 'getCoverSheet', { params: { request, number }, query: { language: 'ar' } })
      assert.ok(sheet.ok && sheet.value.size > 3000)
    }
    const paper = await office.call<PaperView>(keller, 'getPaper', { params: { request } })
    assert.ok(paper.ok)
    assert.deepEqual([paper.value.original?.wanted, paper.value.original?.next], ['on-paper', 'received'])
    assert.deepEqual(
      paper.value.incoming.map(({ act }) => closed.thread.find((one) => one.act.id === act)?.act.type),
      ['register', 'ask-clarification', 'accept', 'send-result'],
    )
    assert.deepEqual(office.enqueued, [])
  })

  test('is refused what has no place in it, a scan that came before, and a date before it; and nothing is kept', async () => {
    const { id: request, version } = await sent('B-2026-81')
    const register = { type: 'register', said: { confidentialityConfirmed: true } }
    assert.deepEqual(rulesOf(await come(request, 'e', { type: 'send-result', said: { final: true, summary: 'x' } })), ['act-not-available'])
    assert.deepEqual(rulesOf(await come(request, 'f', register, { dated: '2026-09-09' })), ['dated before-the-request'])
    assert.deepEqual(rulesOf(await come(request, 'g', register, { files: [] })), ['files required'])
    assert.deepEqual(rulesOf(await come(request, 'h', { type: 'share-draft', said: {} })), ['act.type not-of-this-kind'])
    const seen = await office.call<RequestView>(keller, 'getRequest', { params: { request } })
    assert.ok(seen.ok && seen.value.version === version)
    assert.ok((await come(request, 'i', register)).ok)
    assert.deepEqual(rulesOf(await come(request, 'i', { type: 'ask-clarification', said: { question: '?' } })), ['files.0 same-file-twice'])
  })

  test('of theirs is closed by us once it is answered', async () => {
    const entered = await office.call<RequestView>(keller, 'enterPaperRequest', { body: await office.paper('k') })
    assert.ok(entered.ok)
    const { id } = entered.value
    await office.give(keller, 'register', id, { reference: 'B-2026-82', confidentialityConfirmed: true })
    await office.give(keller, 'accept', id, { conditions: [] })
    await office.give(meier, 'approve', id, {})
    await office.give(keller, 'send-result', id, { final: true, summary: 'Liegt bei.', files: [] })
    await office.give(meier, 'approve', id, {})
    await office.give(keller, 'close', id, { reason: 'Beantwortet.' })
    assert.equal((await office.give(meier, 'approve', id, {})).stage, 'closed')
  })
})
