import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { freeTexts } from '@comity/domain/translation/free-text'
import type { Result } from '@comity/domain/result'
import { clientOf, startAuthority } from './authorities.ts'
import { launchBrowser } from './browser.ts'
import { readExample } from './example.ts'
import { save, signIn } from './officer.ts'

const manner = { script: true, keyboard: false }

function given<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

/** What a translator's own tool would make of the file. */
function filledIn(xliff: string): string {
  let number = 0
  return xliff.replaceAll(/ state="initial">(\s*<source[^>]*>.*?<\/source>)/gsu, (_whole, source: string) => {
    const identifiers = [...source.matchAll(/<mrk[^>]*>(.*?)<\/mrk>/gu)].map(([, text]) => text).join(', ')
    return ` state="translated">${source}<target>In English, number ${(number += 1)}. ${identifiers}</target>`
  })
}

test(
  'a case in Arabic is translated from XLIFF to its letter, and what changes since is marked for both',
  { timeout: 120_000 },
  async (t) => {
    const { attachments: _, ...example } = readExample('egypt-italy')
    const content = { ...example, languages: { letter: 'ar', translation: 'en' } }
    const authority = await startAuthority('EGY', 'Central Authority', 'N. Farouk', 'en')
    t.after(() => authority.stop())
    const browser = await launchBrowser()
    t.after(() => browser.close())
    const api = await clientOf(authority, 'officer', -1)
    const { id } = given(await api.openRequest({ body: { reference: 'EGY-2026-31', content } }))

    const officer = await signIn(browser, authority, 'officer', manner)
    await officer.visit(`/requests/${id}`)
    await officer.go((hands) => hands.follow('/translations'))
    await officer.look()
    await save(officer, async (hands) => {
      await hands.choose('language', 'en')
      await officer.page.locator('main select[name="translator"]').selectOption({ label: 'A. Rey' })
      await hands.fill('due.day', '31')
      await hands.choose('due.month', '12')
      await hands.fill('due.year', '2030')
      await hands.fill('note', 'Dates stay as they are.')
    })
    const path = new URL(
      (await officer.page.locator('main a[href^="/translations/"]').first().getAttribute('href')) ?? '',
      authority.server.url,
    ).pathname

    const translator = await signIn(browser, authority, 'translator', manner)
    for (const closed of ['/requests', `/requests/${id}`, `/requests/${id}/letter`, `/requests/${id}/translations`]) {
      const response = await translator.page.request.get(authority.server.url + closed, { maxRedirects: 0 })
      assert.notEqual(response.status(), 200, closed)
    }
    await translator.visit('/translations')
    await translator.look()
    await translator.go((hands) => hands.follow(path))
    await translator.look()
    const shown = await translator.page.locator('main').innerText()
    assert.ok(shown.includes(freeTexts(content)[0]?.text ?? '?'))
    for (const { name } of content.persons ?? []) assert.ok(!(await translator.page.locator('.margin').innerText()).includes(name))

    const downloading = translator.page.waitForEvent('download')
    await translator.page.locator('main a[href$="format=xliff"]').click()
    const xliff = await readFile(await (await downloading).path(), 'utf8')
    const take = async (text: string): Promise<void> => {
      await translator.go(async () => {
        await translator.page
          .locator('#f-file')
          .setInputFiles({ name: 'file.xlf', mimeType: 'application/xliff+xml', buffer: Buffer.from(text) })
        await translator.page.locator('main form[action$="/file"] button:not([hidden])').click()
      })
    }
    await take(filledIn(xliff))
    await translator.look()
    await translator.go((hands) => hands.follow(path))
    await translator.go((hands) => hands.follow('/return'))
    await save(translator, (hands) => hands.fill('capacity', 'sworn translator'))

    await officer.visit(path)
    await officer.look()
    await officer.go(async () => officer.page.locator('main form[action$="/accept"] button:not([hidden])').click())
    const letter = async (): Promise<string> => {
      await officer.visit(`/requests/${id}/letter?letter=en`)
      return officer.page.locator('article.letter').innerText()
    }
    const translated = await letter()
    assert.ok(translated.includes('In English, number 5.') && !translated.includes('to be translated'))
    assert.match(translated, /Translated from Arabic by A\. Rey, sworn translator\./u)

    const facts = { ...content.facts, summary: 'فقرة تغيرت بعد الترجمة.' }
    const { version } = given(await api.getRequest({ params: { request: id } }))
    given(await api.revise({ params: { request: id }, body: { content: { facts } }, ifMatch: version }))
    for (const reader of [officer, translator]) {
      await reader.visit('/translations')
      assert.match(await reader.page.locator('main').innerText(), /1 source changed/u)
      await reader.visit(path)
      assert.match(await reader.page.locator('main').innerText(), /Source changed/u)
    }
    await officer.visit(`/requests/${id}`)
    assert.match(await officer.page.locator('main').innerText(), /The text has changed since it was translated: Arabic → English/u)
    const changed = await letter()
    assert.match(changed, /\[\d+: to be translated\]/u)
    assert.ok(changed.includes('فقرة تغيرت بعد الترجمة.') && changed.includes('In English, number 5.'))
  },
)
