import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { httpClient } from '@comity/contract/client'
import { readDrafterFile, type SavedDraft } from '@comity/exchange/drafter-file'
import { writeTar } from '@comity/exchange/memory-tar'
import { openWithPassphrase, sealWithPassphrase } from '@comity/exchange/passphrase'
import type { Browser } from 'playwright-core'
import { codeOf, startAuthority } from './authorities.ts'
import { launchBrowser } from './browser.ts'
import { draftRequest, overrideFindings } from './draft-request.ts'
import { readExample } from './example.ts'
import { buildDrafter, faultsOf, openDrafter } from './lone-officer.ts'
import { type Officer, save, signIn } from './officer.ts'

const passphrase = 'خمس كلمات مختارة عشوائيا'
const reference = '4417-0093'

/** The only draft of a file, as it is written there. */
async function draftIn(path: string): Promise<SavedDraft> {
  const opened = await openWithPassphrase(readFileSync(path), passphrase)
  assert.ok(opened.ok, JSON.stringify(opened))
  const read = await readDrafterFile(opened.value)
  assert.ok(read.ok, JSON.stringify(read))
  const [draft, ...others] = read.value.drafts
  assert.ok(draft !== undefined)
  assert.equal(others.length, 0)
  return draft
}

/** Works a form that ends in a download, and keeps what was downloaded. */
async function take(officer: Officer, path: string, work: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([officer.page.waitForEvent('download'), work()])
  await download.saveAs(path)
  return path
}

async function saveFile(officer: Officer, path: string): Promise<string> {
  await officer.visit('/file')
  await officer.look()
  await officer.hands.fill('passphrase', passphrase)
  await officer.hands.fill('again', passphrase)
  return take(officer, path, () => officer.page.locator('form[action="/file/save"] button:not([hidden])').click())
}

async function openFile(officer: Officer, path: string, words = passphrase): Promise<void> {
  await officer.visit('/file')
  await officer.hands.attach('file', [path])
  await officer.hands.fill('opens', words)
  await officer.go(() => officer.page.locator('form[action="/file/open"] button:not([hidden])').first().click())
}

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
  return request
}

/** Each kind of bad file is refused by its sentence, and what is open stays open. */
async function refuse(officer: Officer, whole: string, folder: string): Promise<void> {
  const sealed = async (bytes: Uint8Array) => {
    const done = await sealWithPassphrase(bytes, passphrase)
    assert.ok(done.ok)
    return done.value
  }
  const newer = writeTar([{ name: 'drafter.json', bytes: Buffer.from('{"comity":"drafter/7"}') }])
  const files = {
    cut: readFileSync(whole).subarray(0, 3000),
    newer: await sealed(newer),
    letter: Buffer.from('a letter to a friend'),
    other: await sealed(Buffer.from('a letter to a friend')),
  }
  const path = join(folder, 'bad.comity')
  await officer.visit('/')
  const open = await officer.page.locator('main table tbody tr').count()
  const said = new Set<string>()
  for (const [name, bytes] of [['whole', readFileSync(whole)], ...Object.entries(files)] as const) {
    writeFileSync(path, bytes)
    await openFile(officer, path, name === 'whole' ? 'five words picked at will' : passphrase)
    const summary = officer.page.locator('main .errors li')
    assert.equal(await summary.count(), 1, name)
    said.add((await summary.innerText()).trim())
    assert.ok(await officer.page.locator('main .errors').evaluate((errors) => errors === document.activeElement))
  }
  assert.equal(said.size, 5, [...said].join('\n'))
  await officer.visit('/')
  assert.equal(await officer.page.locator('main table tbody tr').count(), open)
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

async function onServer(browser: Browser, file: string, folder: string): Promise<string> {
  const authority = await startAuthority('EGY', 'مكتب النائب العام', 'س. عبد الله', 'ar')
  try {
    const officer = await signIn(browser, authority, 'officer', { script: true, keyboard: false })
    await officer.visit('/drafter')
    await officer.look()
    await officer.visit('/drafts/import')
    await officer.look()
    await officer.go(async (hands) => {
      await hands.attach('file', [file])
      await hands.fill('passphrase', passphrase)
      await hands.press()
    })
    const id = (await officer.path()).split('/').at(-2) ?? ''
    const base = `${authority.server.url}/api`
    const who = authority.people['officer']
    assert.ok(who !== undefined)
    const session = await httpClient({ base }).signIn({ body: { name: who.name, password: who.password, code: codeOf(who, 1) } })
    assert.ok(session.ok)
    const client = httpClient({ base, token: session.value.token })
    const before = await client.getRequest({ params: { request: id } })
    assert.ok(before.ok)
    const drafted = await draftIn(file)
    assert.deepEqual(before.value.content, drafted.content)
    assert.deepEqual(Object.keys(before.value.overrides), Object.keys(drafted.overrides))
    const asked = await client.dispatch({ params: { request: id }, body: { reference }, ifMatch: before.value.version })
    assert.ok(asked.ok, JSON.stringify(asked))
    assert.equal(asked.value.pending?.command, 'dispatch')

    await officer.visit(`/requests/${id}/take-along`)
    await officer.look()
    await officer.hands.fill('passphrase', passphrase)
    await officer.hands.fill('again', passphrase)
    const taken = await take(officer, join(folder, 'again.comity'), () => officer.hands.press())
    await officer.close()
    return taken
  } finally {
    await authority.stop()
  }
}

suite('the stand-alone drafter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-drafter-'))
  buildDrafter()
  const browser = await launchBrowser()
  after(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  test('drafts without a network what a server brings in, asks approval for and gives back', { timeout: 600_000 }, async () => {
    const officer = await openDrafter(browser, { locale: 'ar', viewport: { width: 1280, height: 900 } })
    const { page } = officer
    const request = await draftAlone(officer, folder)
    await officer.visit(`${request}/letter`)
    await officer.look()
    assert.equal(await page.locator('article.letter').getAttribute('lang'), 'ar')
    const word = await take(officer, join(folder, 'letter.docx'), () => page.locator('main a[href*="format=docx"]').click())
    assert.equal(readFileSync(word).subarray(0, 2).toString('latin1'), 'PK')

    const file = await saveFile(officer, join(folder, 'case-3.comity'))
    await refuse(officer, file, folder)
    await openFile(officer, file)
    assert.equal(await page.locator('main table tbody tr').count(), 1, 'what is open already is not laid down twice')
    await officer.close()

    const taken = await onServer(browser, file, folder)
    const later = await openDrafter(browser, { locale: 'ar' })
    await openFile(later, taken)
    assert.equal(await later.path(), '/')
    const again = await saveFile(later, join(folder, 'third.comity'))
    assert.deepEqual((await draftIn(again)).content, (await draftIn(file)).content)
    assert.deepEqual(Object.keys((await draftIn(again)).overrides), Object.keys((await draftIn(file)).overrides))
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

  test('goes back, keeps nothing unless it is told to, and warns before what is not saved is lost', { timeout: 120_000 }, async () => {
    const officer = await openDrafter(browser, { locale: 'en' })
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
      await page.locator('details.languages summary').click()
      await page.locator('details.languages a[hreflang=fr]').click()
    })
    assert.equal(await officer.path(), '/file', 'a refused form can be read in another language')
    await officer.visit('/file?language=en')
    await officer.go((hands) => hands.press('then', 'on'))
    await saveFile(officer, join(folder, 'kept.comity'))
    assert.equal(await databases(), 1)
    await officer.visit('/file')
    await officer.go(() => page.locator('form[action="/file/forget"] button:not([hidden])').click())
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
  })
})
