import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { findingKey } from '@comity/domain/requirement/finding'
import { valueOf } from '@comity/domain/result.test-support'
import { clientOf, startAuthority } from './authorities.ts'
import { launchBrowser } from './browser.ts'
import { readExample } from './example.ts'
import type { Hands } from './hands.ts'
import { save, signIn } from './officer.ts'
import { faultsWithoutScript } from './without-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-journey-scans-'))

function scan(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, `%PDF-1.7 ${name}`)
  return path
}

async function date(hands: Hands, name: string, [year = '', month = '', day = '']: readonly string[]): Promise<void> {
  await hands.fill(`${name}.day`, day)
  await hands.choose(`${name}.month`, month)
  await hands.fill(`${name}.year`, year)
}

/** The authority's own day. */
const today = new Intl.DateTimeFormat('sv', { timeZone: 'America/Lima' }).format(new Date()).split('-')

test(
  'a request goes and comes on paper: printed, checked by its code, posted, answered with scans, closed',
  { timeout: 400_000 },
  async (t) => {
    const authority = await startAuthority('PER', 'Autoridad Central', 'M. Salazar', 'en', { heads: ['huaman'] })
    t.after(() => authority.stop())
    const browser = await launchBrowser()
    t.after(() => browser.close())
    const api = await clientOf(authority, 'officer', -1)
    const head = await clientOf(authority, 'huaman', -1)
    const officer = await signIn(browser, authority, 'officer', { script: true, keyboard: false })
    const faults: string[] = []
    const look = async (): Promise<void> => {
      await officer.look()
      faults.push(...(await faultsWithoutScript(officer)))
    }

    await t.test('theirs, with its scan, by the keyboard alone', async () => {
      const typist = await signIn(browser, authority, 'huaman', { script: false, keyboard: true })
      await typist.visit('/requests/paper')
      await save(typist, async (hands) => {
        await hands.choose('from', 'CHE')
        await hands.fill('authority', 'Bundesamt für Justiz')
        await hands.choose('channel', 'diplomatic')
        await hands.fill('reference', 'B 26 3391')
        await date(hands, 'dated', today)
        await date(hands, 'received', today)
        await hands.choose('kind', 'mutual-legal-assistance')
        await hands.fill('subject', 'Bank records')
        await hands.choose('language', 'en')
        await hands.attach('files', [scan('request.pdf')])
      })
      const path = await typist.path()
      assert.match(path, /^\/requests\/[0-9a-f-]{36}$/u)
      await typist.visit(`${path}/acts/register`)
      await save(typist, async (hands) => hands.fill('reference', 'PER-2026-7'))
      await typist.visit(`${path}/paper/said`)
      await typist.go(async (hands) => hands.follow('act=withdraw'))
      await save(typist, async (hands) => {
        await hands.fill('reason', 'The case was closed.')
        await hands.fill('by', 'Bundesamt für Justiz')
        await hands.choose('channel', 'post')
        await date(hands, 'dated', today)
        await date(hands, 'received', today)
        await hands.attach('files', [scan('withdrawal.pdf')])
      })
      assert.match(await typist.page.locator('[data-act="withdraw"]').innerText(), /On paper\. Entered by:\s+huaman/u)
      await typist.close()
    })

    await t.test('the pages of entering paper break no rule, with script and without', async () => {
      await officer.visit('/requests/paper')
      await look()
      await officer.visit('/letters/outgoing')
      await officer.look()
    })

    const { attachments: _, ...content } = readExample('peru-switzerland')
    let view = valueOf(await api.openRequest({ body: { reference: 'UCJIE-417-2026', content } }))
    const params = { request: view.id }
    for (const finding of view.findings.filter(({ severity }) => severity !== 'advice')) {
      const body = { finding: findingKey(finding), reason: 'It follows by post.' }
      view = valueOf(await api['override-finding']({ params, body, ifMatch: view.version }))
    }

    await t.test('ours is sent on paper by two persons and has its number', async () => {
      await officer.visit(`/requests/${view.id}/acts/dispatch`)
      await look()
      await save(officer, async (hands) => hands.tick('onPaper'))
      view = valueOf(await api.getRequest({ params }))
      view = valueOf(await head.approve({ params, body: {}, ifMatch: view.version }))
      assert.deepEqual([view.onPaper, view.stage], [true, 'sent'])
      await officer.visit(`/requests/${view.id}`)
      await look()
      const number = view.letters?.[0]?.number ?? ''
      assert.match(await officer.page.locator('.margin').innerText(), new RegExp(number, 'u'))
      await officer.go(async (hands) => hands.follow(`/cover-sheet/${number}`))
      await officer.look()
      const register = valueOf(await api.listLetters({ query: { q: number } }))
      assert.equal(register.items[0]?.standing, 'issued')
    })

    await t.test('its print is checked by its code, by somebody without an account, and a mistyped code is told', async () => {
      const { code = '', number = '' } = view.letters?.[0] ?? {}
      const clerk = await browser.newPage()
      await clerk.goto(`${authority.server.url}/letters?code=${code.toLowerCase()}`)
      const said = await clerk.locator('main').innerText()
      assert.ok(said.includes(number) && said.includes('Issued by this authority.') && /\d+ pages/u.test(said), said)
      assert.ok(!said.includes('UCJIE'))
      await clerk.goto(`${authority.server.url}/letters?code=${code.slice(0, 15)}${code.endsWith('0') ? '1' : '0'}`)
      assert.match(await clerk.locator('main').innerText(), /mistyped/u)
      await clerk.close()
      await officer.visit(`/letters?code=${code}`)
      await look()
    })

    await t.test('the original is printed, signed, posted with carrier and number, and received there', async () => {
      const path = `/requests/${view.id}/original`
      for (const [step, more] of [
        ['printed', {}],
        ['signed', {}],
        ['posted', { carrier: 'Serpost', tracking: 'RR 123 456 785 PE' }],
        ['received', { toldBy: 'The carrier' }],
      ] as const) {
        await officer.visit(path)
        if (step === 'posted') await look()
        await officer.go(async (hands) => {
          await date(hands, 'on', today)
          for (const [name, text] of Object.entries(more)) await hands.fill(name, text)
          await hands.press()
        })
      }
      assert.match(await officer.page.locator('.margin').innerText(), /Serpost · .*RR 123 456 785 PE/u)
    })

    await t.test('what comes back is entered with its scan, and the thread runs to its end', async () => {
      for (const [act, fill] of [
        ['register', async () => {}],
        ['accept', async () => {}],
        ['send-result', async (hands: Hands) => (await hands.tick('final'), hands.fill('summary', 'The records.'))],
      ] as const) {
        await officer.visit(`/requests/${view.id}/paper/said`)
        if (act === 'register') await officer.look()
        await officer.go(async (hands) => hands.follow(`act=${act}`))
        if (act === 'send-result') await look()
        await save(officer, async (hands) => {
          await fill(hands)
          await hands.choose('channel', 'post')
          await hands.fill('by', 'Bundesamt für Justiz')
          await hands.fill('reference', 'B 26 3391')
          await date(hands, 'dated', today)
          await date(hands, 'received', today)
          await hands.attach('files', [scan(`${act}.pdf`)])
        })
      }
      view = valueOf(await api.getRequest({ params }))
      assert.equal(view.stage, 'answered')
      view = valueOf(await api['confirm-receipt']({ params, body: { of: view.unconfirmed[0] ?? '' }, ifMatch: view.version }))
      view = valueOf(await api.close({ params, body: { reason: 'Done.' }, ifMatch: view.version }))
      view = valueOf(await head.approve({ params, body: {}, ifMatch: view.version }))
      assert.equal(view.stage, 'closed')
      await officer.visit(`/requests/${view.id}`)
      await look()
    })

    assert.deepEqual(faults, [])
  },
)
