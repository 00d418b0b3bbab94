import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { TranslationView } from '@comity/contract/translation'
import { facts, openDesk } from './desk.test-support.ts'

const { officer, ana, rui, call, get, asked, say, certify, revise } = await openDesk({ after })

async function viewOf(actor: typeof ana, id: string): Promise<TranslationView> {
  return get<TranslationView>(actor, 'getTranslation', { params: { translation: id } })
}

test('a translator sees the text of their own translation, and of the request and of another’s translation nothing', async () => {
  const { request, translation } = await asked()
  const view = await viewOf(ana, translation.id)
  assert.deepEqual(
    view.segments.map(({ text }) => text),
    ['Cuenta en Zúrich', ...facts],
  )
  assert.ok(!JSON.stringify(view).includes('Núñez') && !JSON.stringify(view).includes('116204417'))
  for (const [operation, raw] of [
    ['getRequest', { params: { request: request.id } }],
    ['getLetter', { params: { request: request.id }, query: {} }],
    ['getTranslatedTexts', { params: { request: request.id } }],
    ['listRequests', { query: {} }],
    ['askTranslation', { params: { request: request.id }, body: {} }],
    ['acceptTranslation', { params: { translation: translation.id }, ifMatch: 1 }],
  ] as const) {
    const refused = await call(ana, operation, raw)
    assert.equal(!refused.ok && refused.problem.code, 'not-permitted', operation)
  }
  for (const operation of ['getTranslation', 'exportTranslation']) {
    const refused = await call(rui, operation, { params: { translation: translation.id } })
    assert.equal(!refused.ok && refused.problem.code, 'not-permitted', operation)
  }
  assert.deepEqual((await get<{ items: unknown[] }>(rui, 'listTranslations', { query: {} })).items, [])
  assert.ok((await get<{ items: TranslationView[] }>(ana, 'listTranslations', { query: {} })).items.some(({ id }) => id === view.id))
})

test('from asking to the letter: what is certified is said, and what changes since is said no longer', async () => {
  const { request, translation } = await asked()
  const params = { translation: translation.id }
  const certificate = { name: 'Ana Rey', capacity: 'sworn translator', on: '2026-11-21' }
  const early = await call(ana, 'returnTranslation', { params, body: certificate, ifMatch: translation.version })
  assert.equal(!early.ok && early.problem.fields?.[0]?.rule, 'segments-open')
  const done = await say(translation)
  assert.equal(done.stage, 'in-hand')
  assert.deepEqual(done.open, [])
  const texts = async () =>
    get<{ translations: { texts: { source: string }[] }[] }>(officer, 'getTranslatedTexts', { params: { request: request.id } })
  assert.deepEqual((await texts()).translations, [])
  assert.equal((await certify(done)).stage, 'certified')
  await revise(request.id, [facts[0], 'La cuenta 4417-0094 está en Berna.', facts[2]].join('\n\n'))
  assert.deepEqual(
    (await texts()).translations[0]?.texts.map(({ source }) => source),
    ['Cuenta en Zúrich', facts[0], facts[2]],
  )
  const stale = await viewOf(officer, translation.id)
  assert.equal(stale.counts.stale, 1)
  assert.equal(stale.segments[2]?.madeFor, facts[1])
  assert.deepEqual(stale.segments[2]?.findings, [{ code: 'identifier', value: '4417-0094' }])
  const back = await get<TranslationView>(officer, 'sendBackTranslation', { params, body: { reason: 'One.' }, ifMatch: stale.version })
  assert.equal(back.stage, 'in-hand')
  assert.equal(back.certificate, undefined)
})

test('what is given back is not accepted when its source has changed since', async () => {
  const { request, translation } = await asked()
  const params = { translation: translation.id }
  const done = await say(translation)
  const body = { name: 'Ana', capacity: 'translator', on: '2026-11-21' }
  const returned = await get<TranslationView>(ana, 'returnTranslation', { params, body, ifMatch: done.version })
  await revise(request.id, 'Otra cosa.')
  const refused = await call(officer, 'acceptTranslation', { params, ifMatch: returned.version })
  assert.equal(!refused.ok && refused.problem.fields?.[0]?.rule, 'segments-open')
})

test('a segment whose source moved while it was being translated is not taken for the new one', async () => {
  const { request, translation } = await asked()
  await revise(request.id, 'Otra cosa.')
  const segments = translation.segments.slice(1, 2).map(({ key, digest }) => ({ key, digest, target: 'EN', done: true }))
  const refused = await call(ana, 'translate', { params: { translation: translation.id }, body: { segments }, ifMatch: 1 })
  assert.equal(!refused.ok && refused.problem.fields?.[0]?.rule, 'segment-source-moved')
})

test('what was accepted is remembered: the same text whole, and one like it without what is its own', async () => {
  const first = await asked({ purpose: 'La cuenta 777-1 fue abierta por Pedro Quispe en el banco de Zúrich.' })
  const account = 'Account 777-1 was opened by Pedro Quispe at the bank in Zurich.'
  await certify(await say(first.translation, (text) => (text.startsWith('La cuenta 777') ? account : `EN ${text}`)))
  const second = await asked({ purpose: 'La cuenta 888-1 fue abierta por Pedro Rojas en el banco de Zúrich.' })
  const view = await viewOf(ana, second.translation.id)
  const of = (start: string) => view.segments.find(({ text }) => text.startsWith(start))?.suggestions ?? []
  assert.deepEqual(of('El 3 de marzo'), [{ source: facts[0], target: `EN ${facts[0]}`, likeness: 1 }])
  assert.equal(of('La cuenta 888')[0]?.target, 'Account … was opened by Pedro … at the bank in Zurich.')
})

test('what is sealed is not remembered', async () => {
  const text = 'Esto es secreto y nadie lo sabrá.'
  const { translation } = await asked({ purpose: text, confidentiality: { level: 'sealed' } })
  await certify(await say(translation))
  const other = await asked({ purpose: text })
  const view = await viewOf(ana, other.translation.id)
  assert.deepEqual(view.segments.find((segment) => segment.text === text)?.suggestions, [])
})

test('what cannot be asked for is refused at its field', async () => {
  const { request } = await asked()
  const ask = async (said: object) => {
    const body = { language: 'fr', translator: ana.id, due: '2026-12-01', ...said }
    const refused = await call(officer, 'askTranslation', { params: { request: request.id }, body })
    return refused.ok ? 'asked' : refused.problem.fields?.map(({ field, rule }) => `${field} ${rule}`).join()
  }
  assert.equal(await ask({ language: 'en' }), 'language translation-exists')
  assert.equal(await ask({ language: 'es' }), 'language same-language')
  assert.equal(await ask({ due: '2026-11-20' }), 'due day-past')
  assert.equal(await ask({ translator: officer.id }), 'translator translator-unknown')
  assert.equal(await ask({ language: 'EN!' }), 'language not-a-language')
  assert.equal(await ask({}), 'asked')
})
