import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { roles } from '@comity/domain/account/role'
import { findingKey } from '@comity/domain/requirement/finding'
import { steps } from '@comity/web/draft/steps'
import { routes, visit } from '@comity/web/site'
import { anna, type Border, caseOne, done, jorge, luc, openBorder, rosa, send } from './case-one.test-support.ts'
import { faultsOf, formsIn } from './html.test-support.ts'
import { waitingMessage } from './office-exchange.test-support.ts'
import { codes } from './paper.test-support.ts'
import { htmlOf, readerAt, wayOf } from './reader.test-support.ts'
import { translationId } from './translation.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const
const item = '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f'

function pathsOf(request: string): readonly string[] {
  return routes
    .filter(({ methods }) => methods.includes('GET'))
    .flatMap(({ path }) =>
      path.includes(':step/:item') ? [] : path.includes(':step') ? steps.map(({ name }) => path.replace(':step', name)) : [path],
    )
    .map((path) =>
      path
        .replace(':request', request)
        .replace(':command', 'dispatch')
        .replace(':peer', 'CHE~central')
        .replace(':message', waitingMessage)
        .replace(':file', item)
        .replace(':translation', translationId)
        .replace(':language', 'es')
        .replace(':version', item)
        .replace(':erasure', item)
        .replace(':act', 'hold')
        .replace(':decision', 'restrict'),
    )
    .map((path) =>
      path.replace(':state', 'CHE').replace(':instrument', 'untoc').replace(':proposal', item).replace(':a', 'PER').replace(':b', 'CHE'),
    )
    .concat([
      '/law?from=PER&to=CHE&kind=extradition&offence=uncac.art23&penalty=15',
      '/law?from=PER&to=XXX',
      '/law/instruments/untoc?article=18(15)',
      '/law/instruments/che-per-mla-1997',
      '/law/instruments/cets-024',
      '/law/compare?instruments=untoc,uncac',
      '/law/compare?states=PER,CHE',
      '/law/states/AND?on=2015-01-22',
      ...codes.map((code) => `/letters?code=${code}`),
      '/messages/refused-1',
      '/messages?direction=out&attention=yes',
      '/letters?code=8KQ2',
      '/letters/outgoing?standing=void',
    ])
    .concat(
      ['persons', 'offences', 'measures', 'measures/new?type=restraint'].map(
        (step) => `/requests/${request}/draft/${step}${step.includes('/') ? '' : '/new'}`,
      ),
    )
}

/** Addresses at which there is a file to save. */
const files = new Set(['/peers/annex', '/peers/own-directory'])

/** Addresses to which one only comes back from elsewhere; whoever comes by hand is led on. */
const ways = new Set(['/sign-in/provider'])

suite('every page', () => {
  for (const language of ['en', 'es'] as const) {
    for (const [named, content] of [
      ['empty', bare],
      ['full', { ...caseOne() }],
    ] as const) {
      test(`is whole and without fault for an ${named} draft in ${language}`, async () => {
        const { lima, request } = await openBorder(content)
        const reader = readerAt(lima, visit, rosa, language)
        for (const path of pathsOf(request)) {
          const view = await reader.get(path)
          if (files.has(path)) {
            assert.equal(view.kind, 'file', path)
            continue
          }
          if (ways.has(path)) {
            assert.equal(wayOf(view), '/sign-in', path)
            continue
          }
          assert.ok(view.kind === 'page', path)
          assert.deepEqual(faultsOf(view.html), [], path)
          assert.match(view.html, new RegExp(`<html lang="${language}" dir="ltr">`, 'u'))
        }
      })
    }
  }

  test('answers every role, and shows a way only to what it may try', async () => {
    const { lima, request } = await openBorder(caseOne())
    for (const role of roles) {
      const reader = readerAt(lima, visit, { ...rosa, role, office: 'x' })
      for (const path of pathsOf(request)) {
        const view = await reader.get(path)
        if (view.kind === 'page') assert.deepEqual(faultsOf(view.html), [], `${role} ${path}`)
      }
      const today = htmlOf(await reader.get('/'))
      assert.equal(today.includes('href="/requests"'), ['officer', 'head', 'executing-authority'].includes(role), role)
      assert.equal(today.includes('href="/audit"'), role === 'auditor', role)
    }
    const refused = await readerAt(lima, visit, { ...rosa, role: 'administrator' }).get(`/requests/${request}`)
    assert.ok(refused.kind === 'page' && refused.status === 403)
    assert.ok(!refused.html.includes('Núñez'))
  })

  test('leads whoever is not signed in to the door and back, and to no other site', async () => {
    const { lima, request } = await openBorder(bare)
    const nobody = readerAt(lima, visit, undefined)
    assert.equal(wayOf(await nobody.get(`/requests/${request}`)), `/sign-in?next=${encodeURIComponent(`/requests/${request}`)}`)
    const said = { name: 'rosa', password: 'correct horse battery', code: '000 000' }
    for (const [next, to] of [
      ['/requests', '/requests'],
      ['//evil.example', '/'],
      ['https://evil.example', '/'],
      ['/\\evil.example', '/'],
    ] as const) {
      const entered = await nobody.post('/sign-in', { ...said, next })
      assert.deepEqual(entered, { kind: 'redirect', to, setSession: 'token-of-rosa' })
    }
    const refused = await nobody.post('/sign-in', { ...said, password: 'wrong' })
    assert.ok(refused.kind === 'page' && !refused.html.includes('wrong"') && refused.html.includes('value="rosa"'))
    assert.deepEqual(await readerAt(lima, visit, rosa).post('/sign-out', {}), { kind: 'redirect', to: '/sign-in', endSession: true })
  })

  test('says that there is nothing for a path, an id or a step that does not exist', async () => {
    const { lima, request } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    for (const path of [
      '/nowhere',
      '/requests/1',
      `/requests/${item}`,
      `/requests/${request}/draft/toString`,
      `/requests/${request}/acts/constructor`,
      `/requests/${request}/draft/persons/${item}`,
      '/peers/XXX~none',
    ]) {
      const view = await reader.get(path)
      assert.ok(view.kind === 'page' && view.status === 404, path)
    }
  })

  test('stands at every stage of a request, on both sides of the border', async () => {
    const border = await openBorder(caseOne())
    const { lima, bern, request, give } = border
    async function look(): Promise<void> {
      for (const reader of [readerAt(lima, visit, rosa), readerAt(bern, visit, anna, 'es')]) {
        const view = await reader.get(`/requests/${request}`)
        if (view.kind === 'page' && view.status === 404) continue
        assert.deepEqual(faultsOf(htmlOf(view)), [])
        for (const [, command] of htmlOf(view).matchAll(/\/acts\/([a-z-]+)"/gu))
          assert.deepEqual(faultsOf(htmlOf(await reader.get(`/requests/${request}/acts/${command}`))), [], command)
      }
    }
    await look()
    await give(lima, [rosa], 'share-draft', { note: 'For your eyes.' })
    await give(bern, [anna], 'comment', { text: 'Two remarks.' })
    await look()
    await send(border)
    await look()
    await give(bern, [anna], 'register', { reference: 'B-26-3391-1', confidentialityConfirmed: true })
    await give(bern, [anna], 'ask-clarification', { question: 'Together or each?', due: '2026-12-04' })
    await look()
    await give(lima, [rosa], 'clarify', { answers: (await openQuestion(border)) ?? '', text: 'Together.' })
    await give(bern, [anna, luc], 'accept', { conditions: [{ id: item, kind: 'speciality', text: 'For this matter only.' }] })
    await give(bern, [anna], 'assign', { authority: 'Zürich' })
    await look()
    await give(bern, [anna, luc], 'send-result', { final: true, summary: 'All of it.', files: [], conditions: [] })
    await look()
    const { unconfirmed } = await done(lima.as(rosa).getRequest({ params: { request } }))
    for (const of of unconfirmed) await give(lima, [rosa], 'confirm-receipt', { of })
    await give(lima, [rosa, jorge], 'close', { reason: 'Done.' })
    await look()
  })
})

async function openQuestion({ lima, request }: Border): Promise<string | undefined> {
  return (await done(lima.as(rosa).getRequest({ params: { request } }))).openClarifications[0]?.act
}

suite('approval', () => {
  test('is asked by one officer, said to be impossible for the same one, and given by the second', async () => {
    const border = await openBorder(caseOne())
    const { lima, request } = border
    const first = readerAt(lima, visit, rosa)
    const second = readerAt(lima, visit, jorge)
    const { findings } = await done(lima.as(rosa).getRequest({ params: { request } }))
    for (const finding of findings.filter(({ severity }) => severity !== 'advice')) {
      const form = formsIn(htmlOf(await first.get(`/requests/${request}/draft/check`))).find(
        ({ fields }) => fields.get('finding') === findingKey(finding),
      )
      assert.ok(form !== undefined, finding.code)
      const empty = await first.post(form.action, form.fields)
      assert.ok(empty.kind === 'page' && empty.status === 422)
      assert.deepEqual(faultsOf(empty.html), [])
      form.fields.set('reason', 'Known to both.')
      assert.equal(wayOf(await first.post(form.action, form.fields)), `/requests/${request}/draft/check`)
    }
    const [form] = formsIn(htmlOf(await first.get(`/requests/${request}/acts/dispatch`))).filter(({ action }) =>
      action.endsWith('dispatch'),
    )
    assert.ok(form !== undefined)
    assert.equal(form.fields.get('reference'), 'UCJIE-0417-2026')
    assert.equal(wayOf(await first.post(form.action, form.fields)), `/requests/${request}`)
    const own = htmlOf(await first.get(`/requests/${request}`))
    assert.ok(own.includes('another officer must'))
    assert.ok(!own.includes('/acts/approve"'))
    const [approve] = formsIn(htmlOf(await second.get(`/requests/${request}`))).filter(({ action }) => action.endsWith('/approve'))
    assert.ok(approve !== undefined)
    assert.equal(wayOf(await second.post(approve.action, approve.fields)), `/requests/${request}`)
    assert.equal((await done(lima.as(rosa).getRequest({ params: { request } }))).stage, 'sent')
  })
})
