import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { available } from '@comity/language/languages'
import type { Browser } from 'playwright-core'
import { startAuthorities } from './authorities.ts'
import { launchBrowser } from './browser.ts'

const pages = [
  '/law',
  '/law?from=PER&to=CHE&kind=mutual-legal-assistance&offence=uncac.art23&penalty=15',
  '/law/states',
  '/law/states/CHE',
  '/law/states/BRN/profile',
  '/law/map/CHE?kind=extradition',
  '/law/pairs/PER/CHE',
  '/law/instruments',
  '/law/instruments/untoc',
  '/law/compare?instruments=untoc,uncac',
  '/law/compare?states=PER,CHE',
]

suite('a reader without an account reads the law on a phone and on a desk', () => {
  let authorities: Awaited<ReturnType<typeof startAuthorities>>
  let browser: Browser
  before(async () => {
    authorities = await startAuthorities()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await authorities.stop()
  })

  for (const language of available) {
    test(`in ${language}`, { timeout: 180_000 }, async (t) => {
      const context = await browser.newContext()
      t.after(() => context.close())
      const page = await context.newPage()
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        for (const path of pages) {
          const address = `${path}${path.includes('?') ? '&' : '?'}language=${language}`
          const response = await page.goto(authorities.lima.server.url + address)
          assert.equal(response?.status(), 200, address)
          assert.equal(await page.locator('html').getAttribute('lang'), language, address)
          const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
          assert.equal(sideways, 0, `${address} fits ${width} pixels`)
          // axe looks at the tree, which differs by direction and not by words: a language of each is enough for the bound on the whole run.
          if (language !== 'en' && (language !== 'ar' || width === 360)) continue
          const { violations } = await new AxeBuilder({ page }).analyze()
          assert.deepEqual(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
            [],
            address,
          )
        }
      }
    })
  }
})
