import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestContent } from '@comity/domain/request/content'
import type { Browser } from 'playwright-core'
import type { Authorities } from './authorities.ts'
import { draftRequest, overrideFindings } from './draft-request.ts'
import { readExample } from './example.ts'
import { fillDate } from './fill-measure.ts'
import type { Hands } from './hands.ts'
import { type Manner, type Officer, save, signIn } from './officer.ts'

const reference = 'UCJIE-0417-2026'
const theirReference = 'B-26-3391-1'

/** Worked case 1 as the officer knows it on the day, with a translation for the Swiss side. */
function caseOne(): RequestContent {
  return {
    ...readExample('peru-switzerland'),
    undertakings: { useLimit: true },
    languages: { letter: 'es', translation: 'en' },
    bases: [
      { instrument: 'che-per-mla-1997', provision: '' },
      { instrument: 'uncac', provision: '46' },
    ],
  }
}

/** Settles what the check finds, and has the second officer send the request. */
async function send(salazar: Officer, huaman: Officer, request: string): Promise<void> {
  await overrideFindings(salazar, request, 'Se precisará por aclaración.')
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

  const request = await draftRequest(salazar, caseOne(), reference)
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
