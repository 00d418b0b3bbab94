import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import type { SavedDraft } from '@comity/exchange/drafter-file'
import { translator } from '@comity/language/translator'
import { launchBrowser } from './browser.ts'
import { draftRequest, overrideFindings } from './draft-request.ts'
import { draftIn, openFile, reference, refuse, registered, saveFile, take } from './drafter-file.ts'
import { throughServers } from './drafter-servers.ts'
import { readExample } from './example.ts'
import { buildDrafter, faultsOf, openDrafter } from './lone-officer.ts'
import { type Officer, save } from './officer.ts'

async function draftAlone(officer: Officer, folder: string): Promise<string> {
  const { bases = [], ...content } = readExample('egypt-italy')
  await officer.look()
  await officer.hands.choose('state', 'EGY')
  await officer.hands.fill('authority', content.requestingAuthority?.name ?? '')
  await officer.go((hands) => hands.press())
  const request = await draftRequest(officer, { ...content, bases }, reference)
  const paper = join(folder, 'questions.pdf')
  writeFileSync(paper, '%PDF-1.7\n')
  await officer.visit(`${request}/draft/attachments`)
  await officer.go(async (hands) => {
    await hands.attach('attachments', [paper])
    await hands.press('then', 'keep:attachments')
  })
  await save(officer, (hands) => hands.choose('attachments.0.enclosure', 'questions'))
  await overrideFindings(officer, request, 'سيُستكمل ذلك بناء على طلب إيضاح.')
  const ready = await officer.page.locator('main .notice').first().innerText()
  assert.equal(ready, translator('ar')('drafter.alone.web.check.ready'), 'nothing is promised that only a server can keep')
  return request
}

/** The main pages at both widths, in a language of each direction. */
async function lookAtAll(officer: Officer, request: string): Promise<void> {
  for (const [language, width] of [
    ['en', 1440],
    ['ar', 360],
    ['en', 360],
    ['ar', 1440],
  ] as const) {
    await officer.page.setViewportSize({ width, height: 900 })
    for (const path of ['/', '/file', `${request}/letter`, `${request}/draft/check`, '/law/pairs/EGY/ITA']) {
      await officer.visit(`${path}?language=${language}`)
      assert.equal(await officer.page.locator('html').getAttribute('lang'), language)
      assert.deepEqual(await faultsOf(officer.page), [], `${path} ${language} ${width}`)
      const wide = await officer.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      assert.equal(wide, 0, `${path} ${language} ${width} stands within its window`)
      if (process.env['PICTURES'] !== undefined)
        await officer.page.screenshot({
          path: join(process.env['PICTURES'], `${path.replaceAll(/[^a-z]+/gu, '-')}${language}-${width}.png`),
          fullPage: true,
        })
    }
  }
}

/** All that a draft says; who overrode a finding, and when, is told anew by each who takes it in. */
function saidIn({ reference: ours, content, files, overrides }: SavedDraft): unknown {
  const reasons = Object.fromEntries(Object.entries(overrides).map(([finding, { reason }]) => [finding, reason]))
  return { ours, content, files, reasons }
}

suite('the stand-alone drafter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-drafter-'))
  buildDrafter()
  const browser = await launchBrowser()
  after(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  test('drafts without a network what a server brings in, sends, and gives back as it was', { timeout: 600_000 }, async () => {
    const officer = await openDrafter(browser, { locale: 'ar', viewport: { width: 1280, height: 900 } })
    const { page } = officer
    const request = await draftAlone(officer, folder)
    await officer.visit(`${request}/letter`)
    await officer.look()
    assert.equal(await page.locator('article.letter').getAttribute('lang'), 'ar')
    const word = await take(officer, join(folder, 'letter.docx'), () => page.locator('main a[href*="format=docx"]').click())
    assert.equal(readFileSync(word).subarray(0, 2).toString('latin1'), 'PK')

    const file = await saveFile(officer, join(folder, 'case-3.comity'))
    await refuse(officer, openFile, file, folder)
    await openFile(officer, file)
    assert.equal(await registered(officer), 1, 'what is open stays, and is not laid down twice')
    await officer.close()

    const taken = await throughServers(browser, file, folder)
    const later = await openDrafter(browser, { locale: 'ar' })
    await openFile(later, taken)
    assert.equal(await later.path(), '/')
    const again = await saveFile(later, join(folder, 'third.comity'))
    for (const path of [taken, again]) assert.deepEqual(saidIn(await draftIn(path)), saidIn(await draftIn(file)))
    await later.close()
  })

  test('keeps to the rules of accessibility at every width in both directions', { timeout: 600_000 }, async () => {
    const officer = await openDrafter(browser, { locale: 'en', viewport: { width: 1440, height: 900 } })
    await officer.hands.choose('state', 'EGY')
    await officer.go((hands) => hands.press())
    const { kind, requesting, requested, title = '', persons = [] } = readExample('egypt-italy')
    const request = await draftRequest(officer, { kind, requesting, requested, title, persons }, reference)
    await lookAtAll(officer, request)
    await officer.close()
  })

  test(
    'works with the keyboard alone, goes back, keeps nothing unless it is told to, and warns before what is not saved is lost',
    { timeout: 120_000 },
    async () => {
      const officer = await openDrafter(browser, { locale: 'en' }, true)
      const { page } = officer
      await officer.hands.choose('state', 'KEN')
      await officer.go((hands) => hands.press())
      await officer.go((hands) => hands.follow('/requests/new'))
      await officer.hands.choose('requested', 'USA')
      await officer.hands.choose('kind', 'mutual-legal-assistance')
      await officer.hands.fill('reference', 'ODPP/31')
      await officer.go((hands) => hands.press())
      const draft = await officer.path()
      await officer.visit('/law')
      await officer.go(async () => void (await page.goBack()))
      assert.equal(await officer.path(), draft)
      assert.equal(page.url().includes('#'), false, 'the address of the browser says nothing of the case')
      const databases = () => page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length + sessionStorage.length)
      assert.equal(await databases(), 0)

      writeFileSync(join(folder, 'no.comity'), 'a letter to a friend')
      await openFile(officer, join(folder, 'no.comity'))
      await officer.go(async () => {
        await page.locator('details.languages summary').press('Enter')
        await page.locator('details.languages a[hreflang=fr]').press('Enter')
      })
      assert.equal(await officer.path(), '/file', 'a refused form can be read in another language')
      await officer.visit('/file?language=en')
      await officer.go((hands) => hands.press('then', 'on'))
      await saveFile(officer, join(folder, 'kept.comity'))
      assert.equal(await databases(), 1)
      await officer.visit('/file')
      await officer.go(() => page.locator('form[action="/file/forget"] button:not([hidden])').press('Enter'))
      assert.equal(await databases(), 0)
      assert.equal(await page.locator('select[name=state]').count(), 1)

      await officer.hands.choose('state', 'KEN')
      await officer.go((hands) => hands.press())
      await officer.go((hands) => hands.follow('/requests/new'))
      await officer.hands.choose('requested', 'USA')
      await officer.hands.choose('kind', 'mutual-legal-assistance')
      await officer.hands.fill('reference', 'ODPP/32')
      await officer.go((hands) => hands.press())
      const [asked] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })])
      assert.equal(asked.type(), 'beforeunload')
      await asked.dismiss()
      await officer.close()
    },
  )
})
