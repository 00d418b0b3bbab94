import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { findingKey } from '@comity/domain/requirement/finding'
import { valueOf } from '@comity/domain/result.test-support'
import { changedTemplate } from '@comity/letters/letterhead/changed-template.fixture'
import { classicTemplate } from '@comity/letters/letterhead/ministry-classic.fixture'
import { isInstalled, testAuthority, workshop } from '@comity/signature/test-keys.test-support'
import { clientOf, startAuthority } from './authorities.ts'
import { launchBrowser } from './browser.ts'
import { readExample } from './example.ts'
import { save, signIn } from './officer.ts'
import { faultsWithoutScript } from './without-script.ts'

const byPointer = { script: true, keyboard: false }
const skip = isInstalled('openssl', ['version']) ? false : 'openssl, which makes the keys of this journey, is not installed'

test(
  'a letter on the ministry’s own paper is signed with a key file, and the other side checks it',
  { timeout: 400_000, skip },
  async (t) => {
    const folder = workshop(t)
    const ministry = testAuthority(folder, 'Fiscalia')
    const file = (name: string, bytes: Uint8Array | string): string => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const key = file('salazar.p12', ministry.pkcs12(ministry.issue({ name: 'M. Salazar', kind: 'rsa' }), 'secreto'))
    const expired = file(
      'old.p12',
      ministry.pkcs12(ministry.issue({ name: 'Old', from: '20240101000000Z', to: '20250101000000Z' }), 'secreto'),
    )
    const signing = { trustFile: file('trust.pem', ministry.anchor) }
    const lima = await startAuthority('PER', 'Autoridad Central', 'M. Salazar', 'en', { heads: ['huaman', 'rios'] })
    t.after(() => lima.stop())
    const bern = await startAuthority('CHE', 'Federal Office of Justice', 'L. Keller', 'en', { signing })
    t.after(() => bern.stop())
    const browser = await launchBrowser()
    t.after(() => browser.close())
    const faults: string[] = []
    const template = await classicTemplate()

    await t.test('the template is refused with its reasons, then taken, looked at, and put into use by a second person', async () => {
      const huaman = await signIn(browser, lima, 'huaman', byPointer)
      await huaman.visit('/letterhead')
      await huaman.look()
      await huaman.visit('/letterhead/es/template')
      await huaman.look()
      const bad = changedTemplate(template, {
        'word/document.xml': (text) => text.replace('{{date}}', '{{fecha}}'),
      })
      const reasons = await huaman.refused(async (hands) => {
        await hands.attach('file', [file('bad.docx', bad)])
        await hands.press()
      })
      assert.match(reasons, /fecha/u)
      assert.match(reasons, /\{\{date/u)
      await save(huaman, async (hands) => hands.attach('file', [file('ministry.docx', template)]))
      faults.push(...(await faultsWithoutScript(huaman)))
      const version = await huaman.path()
      const preview = await huaman.page.request.get(
        `${lima.server.url}/api${version.replace('/letterhead/versions', '/letterhead-versions')}/preview`,
      )
      assert.deepEqual([preview.status(), (await preview.body()).subarray(0, 2).toString()], [200, 'PK'])
      assert.equal(await huaman.page.locator('main form button').count(), 0, 'nobody approves what they brought')
      await huaman.close()
      const rios = await signIn(browser, lima, 'rios', byPointer)
      await rios.visit(version)
      await save(rios, async () => {})
      assert.match(await rios.page.locator('main').innerText(), /ministry\.docx/u)
      await rios.close()
    })

    const api = await clientOf(lima, 'officer', -1)
    const { attachments: _, ...content } = readExample('peru-switzerland')
    let view = valueOf(
      await api.openRequest({ body: { reference: 'UCJIE-417-2026', content: { ...content, languages: { letter: 'es' } } } }),
    )
    const params = { request: view.id }
    for (const finding of view.findings.filter(({ severity }) => severity !== 'advice')) {
      const body = { finding: findingKey(finding), reason: 'It follows by post.' }
      view = valueOf(await api['override-finding']({ params, body, ifMatch: view.version }))
    }
    view = valueOf(await api.dispatch({ params, body: { reference: 'UCJIE-417-2026' }, ifMatch: view.version }))
    let letter: Buffer = Buffer.alloc(0)

    await t.test('the officer signs by the keyboard alone; a wrong passphrase and an expired key sign nothing', async () => {
      const officer = await signIn(browser, lima, 'officer', { script: true, keyboard: true })
      await officer.visit(`/requests/${view.id}`)
      await officer.go(async (hands) => hands.follow('/sign'))
      await officer.look()
      faults.push(...(await faultsWithoutScript(officer)))
      const sign = async (path: string, passphrase: string): Promise<string> =>
        officer.refused(async (hands) => {
          await hands.attach('key', [path])
          await hands.fill('passphrase', passphrase)
          await hands.press()
        })
      assert.match(await sign(key, 'falsch'), /passphrase is wrong/iu)
      assert.match(await sign(expired, 'secreto'), /expired/iu)
      await save(officer, async (hands) => {
        await hands.attach('key', [key])
        await hands.fill('passphrase', 'secreto')
      })
      assert.match(await officer.page.locator('main table').innerText(), /M\. Salazar/u)
      const signed = await officer.page.request.get(`${lima.server.url}/api/requests/${view.id}/signatures/es`)
      letter = await signed.body()
      const word = await officer.page.request.get(`${lima.server.url}/api/requests/${view.id}/letter?format=docx&language=es`)
      let document = ''
      changedTemplate(await word.body(), { 'word/document.xml': (text) => (document = text) })
      assert.match(document, /w:pStyle w:val="MLANum"/u)
      await officer.close()
    })

    await t.test('the other side reads that it is good, and that a changed byte is not', async () => {
      const page = await browser.newPage()
      const check = async (name: string, bytes: Uint8Array): Promise<string> => {
        await page.goto(`${bern.server.url}/verify`)
        await page.locator('input[type=file]').setInputFiles(file(name, bytes))
        await page.locator('main form button:not([hidden])').click()
        await page.locator('main h2').first().waitFor()
        return page.locator('main').innerText()
      }
      const good = await check('letter.pdf', letter)
      assert.match(good, /M\. Salazar/u)
      const changed = Buffer.from(letter)
      const at = Math.floor(letter.length / 3)
      changed[at] = (changed[at] ?? 0) ^ 1
      const bad = await check('changed.pdf', changed)
      assert.match(good, /The signatures are good/u)
      assert.match(bad, /A signature is not good/u)
      await page.close()
    })

    assert.deepEqual(faults, [])
  },
)
