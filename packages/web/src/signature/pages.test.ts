import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { findingKey } from '@comity/domain/requirement/finding'
import type { LetterSigning } from '@comity/contract/signature'
import { fail, ok, type Result } from '@comity/domain/result'
import { valueOf } from '@comity/domain/result.test-support'
import { available } from '@comity/language/languages'
import { visit } from '@comity/web/site'
import { caseOne, jorge, openBorder, rosa } from '../case-one.test-support.ts'
import type { Desk } from '../desk.test-support.ts'
import { faultsOf } from '../html.test-support.ts'
import { fileOf, htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

async function waiting() {
  const { lima, request } = await openBorder({ ...caseOne(), languages: { letter: 'es', translation: 'ar' } })
  const operations = lima.as(rosa)
  const params = { request }
  let view = valueOf(await operations.getRequest({ params }))
  for (const finding of view.findings.filter(({ severity }) => severity !== 'advice')) {
    const body = { finding: findingKey(finding), reason: 'A test.' }
    view = valueOf(await operations['override-finding']({ params, body, ifMatch: view.version }))
  }
  view = valueOf(await operations.dispatch({ params, body: { reference: 'UCJIE-417-2026' }, ifMatch: view.version }))
  return { lima, request, reader: readerAt(lima, visit, rosa), version: String(view.version) }
}

suite('the pages of signatures', () => {
  test('the letter that waits is offered for signing from its request, and only then', async () => {
    const { lima, request } = await openBorder(caseOne())
    const early = await readerAt(lima, visit, rosa).get(`/requests/${request}/sign`)
    assert.ok(early.kind === 'page' && early.status === 409)
    const { reader, request: pending } = await waiting()
    assert.match(htmlOf(await reader.get(`/requests/${pending}`)), new RegExp(`href="/requests/${pending}/sign"`, 'u'))
  })

  test('a letter is signed with a key file, in each of its languages, and the page then says by whom', async () => {
    const { reader, request, version } = await waiting()
    const form = new URLSearchParams({ version, passphrase: 'secreto', timeStamp: 'with', languages: 'es' })
    form.append('languages', 'ar')
    const key = [{ field: 'key', file: fileOf('key.p12', 'bytes') }]
    wayOf(await reader.post(`/requests/${request}/sign?with=file`, form, key))
    const page = htmlOf(await reader.get(`/requests/${request}/sign`))
    assert.equal(page.split(`<bdi>${rosa.name}</bdi>`).length - 1 >= 2, true)
  })

  test('a wrong passphrase and a wrong PIN are told beside their field, and no page holds either', async () => {
    const { reader, request, version } = await waiting()
    const wrong = new URLSearchParams({ version, passphrase: 'Geheimnis7', timeStamp: 'with', languages: 'es' })
    const file = await reader.post(`/requests/${request}/sign?with=file`, wrong, [{ field: 'key', file: fileOf('key.p12', 'bytes') }])
    assert.ok(file.kind === 'page' && file.status === 422)
    assert.match(file.html, /The passphrase is wrong/u)
    assert.ok(!file.html.includes('Geheimnis7'))
    const device = new URLSearchParams({ version, pin: '99887766', device: 'Key of the head', timeStamp: 'without', languages: 'es' })
    const pin = await reader.post(`/requests/${request}/sign?with=device`, device)
    assert.ok(pin.kind === 'page' && pin.status === 403)
    assert.ok(!pin.html.includes('99887766'))
    const missing = await reader.post(`/requests/${request}/sign?with=file`, wrong)
    assert.ok(missing.kind === 'page' && missing.html.includes('href="#f-key"'))
  })

  test('who proved too long ago who they are is asked for the code before a key is chosen, and signs with it', async () => {
    const { lima, request, version } = await waiting()
    let proven = false
    const late: Desk = {
      ...lima,
      as(person) {
        const client = lima.as(person)
        const aged = (seen: Result<LetterSigning>) => (seen.ok ? ok({ ...seen.value, proofNeeded: !proven }) : seen)
        return {
          ...client,
          async prove(call) {
            const answer = await client.prove(call)
            proven = answer.ok
            return answer
          },
          getLetterSigning: async (call) => aged(await client.getLetterSigning(call)),
          signLetter: async (call) => (proven ? client.signLetter(call) : fail({ code: 'proof-needed' })),
        }
      },
    }
    const reader = readerAt(late, visit, rosa)
    const page = `/requests/${request}/sign`
    assert.match(htmlOf(await reader.get(page)), /name="proof"/u)
    const key = () => [{ field: 'key', file: fileOf('key.p12', 'bytes') }]
    const said = { version, timeStamp: 'with', languages: 'es' }
    const asked = await reader.post(`${page}?with=file`, { ...said, passphrase: 'secreto' }, key())
    assert.ok(asked.kind === 'page' && asked.status === 403 && asked.html.includes('name="proof"'))
    const wrong = await reader.post(`${page}?with=file`, { ...said, passphrase: 'falsch', proof: '000 000' }, key())
    assert.ok(wrong.kind === 'page' && !wrong.html.includes('name="proof"'), 'a code is good once, and was')
    wayOf(await reader.post(`${page}?with=file`, { ...said, passphrase: 'secreto' }, key()))
  })

  test('a head unlocks a key; an officer is not offered to', async () => {
    const { lima } = await openBorder(caseOne())
    const officer = htmlOf(await readerAt(lima, visit, rosa).get('/signing-keys'))
    assert.match(officer, /Locked/u)
    assert.doesNotMatch(officer, /Unlock/u)
    const head = readerAt(lima, visit, { ...jorge, role: 'head' })
    assert.match(htmlOf(await head.get('/signing-keys')), /Unlock/u)
    wayOf(await head.post('/signing-keys', { key: 'Old key' }))
    assert.doesNotMatch(htmlOf(await head.get('/signing-keys')), /Locked/u)
  })

  test('anyone can check a letter, in every language, and each report is whole', async () => {
    const { bern } = await openBorder(caseOne())
    for (const language of available) {
      const reader = readerAt(bern, visit, undefined, language)
      assert.deepEqual(faultsOf(htmlOf(await reader.get('/verify'))), [])
      const report = htmlOf(await reader.post('/verify', {}, [{ field: 'letter', file: fileOf('letter.pdf', '%PDF') }]))
      assert.deepEqual(faultsOf(report), [], language)
      assert.match(report, /<bdi>وزارة العدل, /u)
    }
    const empty = await readerAt(bern, visit, undefined).post('/verify', {})
    assert.ok(empty.kind === 'page' && empty.status === 422)
  })
})
