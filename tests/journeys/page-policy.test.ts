import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Role } from '@comity/domain/account/role'
import { valueOf } from '@comity/domain/result.test-support'
import { available } from '@comity/language/languages'
import { ministryAt } from '@comity/server/account/provider/ministry.test-support'
import { nlSample } from '@comity/server/law/import/sample.fixture'
import { streamOf } from '@comity/server/platform/byte-stream'
import { startInstance, type TestInstance } from '@comity/server/test-instance'
import { steps } from '@comity/web/draft/steps'
import { routes } from '@comity/web/site'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { readExample } from './example.ts'

const fileOf = (name: string, text: string) => ({ name, mediaType: 'application/octet-stream', stream: streamOf(Buffer.from(text)) })

/** Something at every place that a page can be about; by the name of the variable part of its path. */
async function furnish(lima: TestInstance, bern: TestInstance): Promise<Readonly<Record<string, string>>> {
  const [officer, head] = [lima.as('officer'), lima.as('head')]
  const { attachments: _, ...content } = readExample('peru-switzerland')
  const { id: request } = valueOf(await officer.openRequest({ body: { reference: 'UCJIE-0417-2026', content } }))
  const file = valueOf(
    await officer.addFile({ params: { request }, query: { name: 'order.txt' }, body: fileOf('order.txt', 'A court order.') }),
  )
  const translator = valueOf(await officer.listTranslators({})).translators[0]?.account ?? ''
  const asked = { language: 'en', translator, due: '2999-01-15' }
  const translation = valueOf(await officer.askTranslation({ params: { request }, body: asked })).id
  const { directory, authority } = valueOf(await bern.anyone().getDirectory({}))
  valueOf(await head.proposePeer({ body: { directory } }))
  const lines = valueOf(await head.addLetterheadLines({ params: { language: 'es' }, body: { lines: ['Ministerio Público'] } }))
  const list = { name: 'list', instrument: 'cets-173', format: 'nl-html', asOf: '2026-05-08', count: 1 } as const
  const parties = nlSample([{ name: 'Peru', consent: '05-06-2013 A', inForce: '01-10-2013' }])
  const proposal = valueOf(await officer.proposeReference({ query: list, body: fileOf('list', parties) })).id
  const rows = [{ measure: 'any', asks: 'paper-original', source: 'A letter', asOf: '2026-05', verified: 'yes' }] as const
  const profile = { state: 'CHE', steward: 'Central authority of Peru', reviewBy: '2999-01-31', rows: [...rows] }
  const profileProposal = valueOf(await officer.proposeProfile({ body: { profile, restsOn: 0 } })).id
  const account = valueOf(await lima.as('administrator').listAccounts({})).items[0]?.id ?? ''
  const places = {
    request,
    account,
    act: 'suspend',
    keeping: 'hold',
    decision: 'restrict',
    file: file.id,
    translation,
    peer: authority.replace('/', '~'),
    version: lines.id,
    proposal,
    profileProposal,
  }
  return { ...places, command: 'dispatch', state: 'CHE', instrument: 'untoc', a: 'PER', b: 'CHE', language: 'es' }
}

/** Where there is no page. */
const nowhere = '/no-such-page'

/** Pages about what this life does not have, which refuse. Every other page of the site has to be there. */
const without: readonly string[] = [
  // A draft has no letter to sign, to print or to enclose, and nothing said on paper.
  '/requests/:request/sign',
  '/requests/:request/original',
  '/requests/:request/cover-sheet/:number',
  '/requests/:request/paper/said',
  // Nothing was sent, received, erased, or given back.
  '/retention/erasures/:erasure',
  '/retention/erasures/:erasure/decline',
  '/translations/:translation/send-back',
  '/messages/:message',
  '/messages/:message/evidence',
  '/messages/:message/hand-over',
  '/messages/from/:peer/:message/receipts',
  // A peer that is proposed is neither suspended nor a witness, and no profile of it is to be reviewed.
  '/peers/:peer/suspend',
  '/law/states/:state/profile/review',
  '/audit/witnesses/:peer',
]

/** The address of a page, with what its variable parts stand for. */
function addressOf(path: string, places: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)/gu, (_, name: string) => places[name] ?? `:${name}`)
}

/** Every page that can be looked at, with each step of a draft and each thing that a step can add. */
function pagesWith(places: Readonly<Record<string, string>>): readonly string[] {
  const listed = routes
    .filter(({ methods }) => methods.includes('GET'))
    .flatMap(({ path }) => {
      if (path.includes(':item')) return ['persons', 'offences', 'measures'].map((step) => path.replace(':step/:item', `${step}/new`))
      if (path.includes(':step/reuse')) return ['persons', 'facts', 'offences'].map((step) => path.replace(':step', step))
      return path.includes(':step') ? steps.map(({ name }) => path.replace(':step', name)) : [path]
    })
    .map((path) => path.replace('profiles/:proposal', 'profiles/:profileProposal').replace('retention/:act', 'retention/:keeping'))
  const queries = [
    '/law?from=PER&to=CHE&kind=extradition',
    '/law/compare?states=PER,CHE',
    '/requests/:request/draft/measures/new?type=restraint',
  ]
  return [...listed, ...queries, nowhere].map((path) => addressOf(path, places))
}

/** Whose page it is. */
function readerOf(path: string): Role {
  if (path.startsWith('/audit')) return 'auditor'
  return path.startsWith('/accounts') ? 'administrator' : 'head'
}

/** A tab that tells what the browser found wrong with a page, beginning with what the policy forbids. */
async function openTab(browser: Browser | undefined, { tokenOf }: TestInstance, role: Role): Promise<{ page: Page; complaints: string[] }> {
  assert.ok(browser !== undefined)
  const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${tokenOf(role)}` } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.addInitScript(`addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective))`)
  return { page, complaints }
}

suite('every page in seven languages', () => {
  let lima: TestInstance
  let bern: TestInstance
  let browser: Browser | undefined
  let paths: readonly string[]
  let places: Readonly<Record<string, string>>
  before(async () => {
    lima = await startInstance(['officer', 'head', 'translator', 'auditor', 'administrator'], {
      publicLaw: true,
      // Nobody asks it here: its pages lead to it, and that is another site.
      provider: ministryAt('https://ministry.invalid', 'none'),
    })
    bern = await startInstance([], { authority: { state: 'CHE', function: 'central', name: 'Federal Office of Justice, Bern' } })
    places = await furnish(lima, bern)
    paths = pagesWith(places)
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await Promise.all([lima.stop(), bern.stop()])
  })

  const whole = new Set<string>()
  /** What is offered for saving is no page. */
  const saved = new Set<string>()

  /** Visits pages one after the other. @returns what the browser found */
  async function visitAll(role: Role, wanted: readonly string[]): Promise<readonly string[]> {
    const { page, complaints } = await openTab(browser, lima, role)
    const found: string[] = []
    for (const language of available) {
      for (const path of wanted) {
        const address = `${path}${path.includes('?') ? '&' : '?'}language=${language}`
        const response = await page.goto(lima.url() + address).catch((error: Error) => error)
        if (response instanceof Error) {
          if (response.message.includes('Download is starting')) saved.add(path)
          else found.push(`${address}: ${response.message}`)
          continue
        }
        const status = response?.status() ?? 0
        // A refusal is a page like any other, of which the browser says that it is one.
        if (status >= 500) found.push(`${address}: ${status}`)
        if (status === 200) whole.add(path)
        for (const complaint of complaints.splice(0))
          if (status === 200 || !complaint.startsWith('Failed to load resource')) found.push(`${address}: ${complaint}`)
      }
    }
    await page.context().close()
    return found
  }

  test('violate no content security policy and make the browser complain of nothing', { timeout: 590_000 }, async () => {
    const readers = Map.groupBy(paths, readerOf)
    const ofHead = readers.get('head') ?? []
    const half = Math.ceil(ofHead.length / 2)
    const found = await Promise.all([
      visitAll('head', ofHead.slice(0, half)),
      visitAll('head', ofHead.slice(half)),
      visitAll('auditor', readers.get('auditor') ?? []),
      visitAll('administrator', readers.get('administrator') ?? []),
    ])
    assert.deepEqual(found.flat(), [])
    const missing = paths.filter((path) => !saved.has(path) && path !== nowhere && !whole.has(path))
    assert.deepEqual(missing.toSorted(), without.map((path) => addressOf(path, places)).toSorted())
  })

  test('would be heard: an inline style, text made into markup and a picture from elsewhere are violations', async (t) => {
    const { page, complaints } = await openTab(browser, lima, 'head')
    t.after(() => page.context().close())
    await page.goto(`${lima.url()}/requests`)
    await page.evaluate(`document.body.setAttribute('style', 'color: red')`)
    await page.evaluate(`try { document.body.innerHTML = '<p>x</p>' } catch {}`)
    await page.evaluate(`document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.invalid/x.png' }))`)
    await page.waitForTimeout(200)
    const heard = complaints.filter((complaint) => complaint.startsWith('policy: ')).map((complaint) => complaint.slice(8))
    assert.deepEqual(heard.toSorted(), ['img-src', 'require-trusted-types-for', 'style-src-attr'])
    assert.equal(await page.evaluate('crossOriginIsolated'), true)
  })
})
