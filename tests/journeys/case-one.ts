import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRequestFile } from '@comity/domain/request/schema'
import type { RequestContent } from '@comity/domain/request/content'
import type { Browser } from 'playwright-core'
import type { Authorities } from './authorities.ts'
import { fillDate, fillMeasure } from './fill-measure.ts'
import type { Hands } from './hands.ts'
import { type Manner, type Officer, signIn } from './officer.ts'

const reference = 'UCJIE-0417-2026'
const theirReference = 'B-26-3391-1'

/** Worked case 1, as the officer knows it on the day. */
function caseOne(): RequestContent {
  const file = readRequestFile(JSON.parse(readFileSync(new URL('../../examples/peru-switzerland.json', import.meta.url), 'utf8')))
  if (!file.ok) throw new Error(JSON.stringify(file.problem))
  return file.value
}

async function fillAll(hands: Hands, texts: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) if (text !== undefined) await hands.fill(name, text)
}

/** Saves the page at hand, looks at the one that follows, and goes on. */
async function save(officer: Officer, work: (hands: Hands) => Promise<void>): Promise<void> {
  await officer.go(async (hands) => {
    await work(hands)
    await hands.press()
  })
  await officer.look()
}

/** Opens the draft of case 1 and fills the pages of its task list. @returns the request's path */
async function draft(salazar: Officer, content: RequestContent): Promise<string> {
  await salazar.visit('/requests')
  await salazar.look()
  await salazar.go((hands) => hands.follow('/requests/new'))
  await save(salazar, async (hands) => {
    await hands.choose('requested', 'CHE')
    await hands.choose('kind', 'mutual-legal-assistance')
    await fillAll(hands, { reference, title: content.title })
  })
  const request = new URL(salazar.page.url()).pathname.replace(/\/draft$/u, '')
  const step = async (name: string) => {
    await salazar.visit(`${request}/draft`)
    await salazar.go((hands) => hands.follow(`/draft/${name}`))
    await salazar.look()
  }

  await step('authority')
  await save(salazar, (hands) =>
    fillAll(hands, {
      'requestingAuthority.name': content.requestingAuthority?.name,
      'requestedAuthority.name': content.requestedAuthority?.name,
    }),
  )
  await step('matter')
  await save(salazar, async (hands) => {
    const { matter } = content
    await fillAll(hands, { 'matter.reference': matter?.reference })
    await hands.choose('matter.stage', 'investigation')
    await fillAll(hands, {
      'matter.subject': matter?.subject,
      'matter.authority': matter?.authority,
      'matter.function': matter?.function,
      'matter.related': matter?.related,
    })
    await fillDate(hands, 'limitation', content.limitation)
  })
  for (const person of content.persons ?? []) {
    await step('persons')
    await salazar.go((hands) => hands.follow('/draft/persons/new'))
    await save(salazar, async (hands) => {
      await fillAll(hands, { name: person.name })
      if (person.role !== undefined) await hands.choose('role', person.role)
      if (person.legal === true) await hands.tick('legal')
      await fillDate(hands, 'birthDate', person.birthDate)
      await fillAll(hands, { birthPlace: person.birthPlace })
      if (person.nationality !== undefined) await hands.choose('nationality', person.nationality)
      await fillAll(hands, { document: person.document, location: person.location })
    })
  }
  await step('facts')
  await save(salazar, async (hands) => {
    await fillAll(hands, { 'facts.summary': content.facts?.summary })
    await fillDate(hands, 'facts.from', content.facts?.from)
    await fillDate(hands, 'facts.to', content.facts?.to)
    await fillAll(hands, { 'links.transnational': content.links?.transnational })
  })
  for (const offence of content.offences ?? []) {
    await step('offences')
    await salazar.go((hands) => hands.follow('/draft/offences/new'))
    await save(salazar, async (hands) => {
      await fillAll(hands, {
        name: offence.name,
        statute: offence.statute,
        minimumPenalty: String(offence.minimumPenalty),
        maximumPenalty: String(offence.maximumPenalty),
      })
      for (const convention of offence.convention ?? []) await hands.tick('convention', convention)
    })
  }
  for (const measure of content.measures ?? []) {
    await step('measures')
    await salazar.go((hands) => hands.follow(`/draft/measures/new?type=${measure.type}`))
    await salazar.look()
    await save(salazar, async (hands) => {
      await fillMeasure(hands, measure)
    })
  }
  await step('procedure')
  await save(salazar, (hands) => fillAll(hands, { purpose: content.purpose }))
  await step('urgency')
  await save(salazar, async (hands) => {
    await hands.choose('confidentiality.level', 'do-not-notify')
    await fillAll(hands, { 'confidentiality.reason': content.confidentiality?.reason })
  })
  await step('undertakings')
  await save(salazar, (hands) => hands.tick('undertakings.useLimit', 'yes'))
  await step('languages')
  await save(salazar, async (hands) => {
    await hands.choose('languages.letter', 'es')
    await hands.choose('languages.translation', 'en')
  })
  await step('basis')
  await save(salazar, async (hands) => {
    for (const basis of ['che-per-mla-1997 ', 'uncac 46']) await hands.tick('bases', basis)
  })
  return request
}

/** Settles what the check finds, and has the second officer send the request. */
async function send(salazar: Officer, huaman: Officer, request: string): Promise<void> {
  await salazar.visit(`${request}/draft/check`)
  await salazar.look()
  const overrides = salazar.page.locator('main form:has([name=finding])')
  for (let open = await overrides.count(); open > 0; open = await overrides.count()) {
    await save(salazar, async (hands) => {
      await hands.unfold()
      await hands.fill('reason', 'Se precisará por aclaración.')
    })
    await salazar.visit(`${request}/draft/check`)
  }
  await salazar.go((hands) => hands.follow('/acts/dispatch'))
  await salazar.look()
  await save(salazar, (hands) => hands.fill('reference', reference))
  assert.equal(await salazar.page.locator('main a[href$="/acts/approve"]').count(), 0, 'who asked cannot approve')
  await approve(huaman, request)
}

/** Opens a page anew until it shows what is waited for. */
async function until(officer: Officer, path: string, shown: string, count = 1): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await officer.page.waitForTimeout(100)) {
    await officer.visit(path)
    if ((await officer.page.locator(shown).count()) >= count) return officer.look()
  }
  throw new Error(`${path} did not show ${shown}`)
}

/** Waits until the request's page shows an act of the other State. */
async function arrival(officer: Officer, request: string, type: string): Promise<void> {
  await until(officer, request, `main [data-act="${type}"]`)
}

/** Gives a command from the request's own page. */
async function act(
  officer: Officer,
  request: string,
  command: string,
  work: (hands: Hands) => Promise<void> = async () => {},
): Promise<void> {
  await officer.visit(request)
  await officer.look()
  await officer.go((hands) => hands.follow(`/acts/${command}`))
  await officer.look()
  await save(officer, work)
}

/** Approves, as the second officer, what waits on the request's page. */
async function approve(officer: Officer, request: string): Promise<void> {
  await officer.visit(request)
  await officer.look()
  await save(officer, async () => {})
}

function bankFiles(): { readonly path: string; readonly sha256: string }[] {
  const folder = mkdtempSync(join(tmpdir(), 'comity-bank-'))
  const texts = { 'statements.csv': 'date;amount\n2019-05-14;412000.00\n', 'form-a.txt': 'Holder: Northern Light Trading Ltd\n' }
  return Object.entries(texts).map(([name, text]) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return { path, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

/** Plays case 1 from draft to close, through the pages of both authorities, with the officers of both sides. */
export async function playCaseOne(browser: Browser, { lima, bern }: Authorities, manner: Manner): Promise<void> {
  const [salazar, huaman] = [await signIn(browser, lima, 'salazar', manner), await signIn(browser, lima, 'huaman', manner)]
  const [keller, rochat, frei] = [
    await signIn(browser, bern, 'keller', manner),
    await signIn(browser, bern, 'rochat', manner),
    await signIn(browser, bern, 'frei', manner),
  ]

  const request = await draft(salazar, caseOne())
  await salazar.visit(`${request}/letter`)
  await salazar.look()
  await send(salazar, huaman, request)

  await until(keller, '/requests?side=requested', `main a[href$="${request}"]`)
  await arrival(keller, request, 'dispatch')
  await act(keller, request, 'register', async (hands) => {
    await hands.fill('reference', theirReference)
    await hands.tick('confidentialityConfirmed')
  })
  await act(keller, request, 'ask-clarification', async (hands) => {
    await hands.fill('question', 'Is the restraint limited to USD 3,480,500.00 over both accounts, or each?')
    await fillDate(hands, 'due', '2036-12-04')
  })
  await arrival(salazar, request, 'ask-clarification')
  await act(salazar, request, 'clarify', (hands) => hands.fill('text', 'El monto es uno solo.'))

  await arrival(keller, request, 'clarify')
  await keller.visit(request)
  await keller.go((hands) => hands.follow('/acts/accept'))
  await keller.go((hands) => hands.press('then', 'add:conditions'))
  await save(keller, async (hands) => {
    await hands.choose('conditions.0.kind', 'speciality')
    await hands.fill('conditions.0.text', 'Only in the proceedings named in the request.')
    await hands.fill('conditions.0.article', 'UNTOC 18(19)')
  })
  await approve(rochat, request)
  await act(keller, request, 'assign', (hands) => hands.fill('authority', 'Staatsanwaltschaft I des Kantons Zürich'))
  await act(frei, request, 'report-progress', (hands) => hands.fill('text', 'The account is restrained.'))
  const files = bankFiles()
  await act(frei, request, 'send-result', async (hands) => {
    await hands.tick('final', 'yes')
    await hands.fill('summary', 'Account documents; the account is restrained.')
    await hands.attach(
      'files',
      files.map(({ path }) => path),
    )
  })
  await approve(rochat, request)

  await arrival(salazar, request, 'send-result')
  const text = (await salazar.page.locator('main').textContent()) ?? ''
  for (const { sha256 } of files) assert.ok(text.replaceAll(/\s/gu, '').includes(sha256), 'the hash of what was sent is shown')
  for (let open = 2; open > 0; open--) {
    await act(salazar, request, 'confirm-receipt', async (hands) => {
      if (open > 1) await hands.choose('of', (await salazar.page.locator('main [name=of]').first().getAttribute('value')) ?? '')
      await hands.tick('hashesEqual')
    })
  }
  await act(salazar, request, 'close', (hands) => hands.fill('reason', 'Ejecutada en su totalidad.'))
  await approve(huaman, request)
  await arrival(keller, request, 'close')
  const order = async (officer: Officer) =>
    officer.page.locator('main [data-act]').evaluateAll((acts) => acts.map((shown) => shown.getAttribute('data-act')))
  await salazar.visit(request)
  assert.deepEqual(await order(keller), await order(salazar), 'both sides see the same thread')
  for (const officer of [salazar, huaman, keller, rochat, frei]) await officer.close()
}
