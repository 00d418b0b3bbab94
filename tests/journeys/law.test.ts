import assert from 'node:assert/strict'
import test from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { available } from '@comity/language/languages'
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

test('a reader without an account reads the law in every language, on a phone and on a desk', { timeout: 300_000 }, async (t) => {
  const authorities = await startAuthorities()
  t.after(() => authorities.stop())
  const browser = await launchBrowser()
  t.after(() => browser.close())
  const context = await browser.newContext()
  const page = await context.newPage()
  for (const language of available) {
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      for (const path of pages) {
        const address = `${path}${path.includes('?') ? '&' : '?'}language=${language}`
        const response = await page.goto(authorities.lima.server.url + address)
        assert.equal(response?.status(), 200, address)
        assert.equal(await page.locator('html').getAttribute('lang'), language, address)
        const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        assert.equal(sideways, 0, `${address} fits ${width} pixels`)
        if (language !== available[0] && width === 360) continue
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
          [],
          address,
        )
      }
    }
  }
})
