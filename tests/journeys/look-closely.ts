import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import type { Officer } from './officer.ts'

/** Widths of a phone and of a desk, in CSS pixels. */
const widths = [360, 1440]

/** Fails where a page that an officer can open breaks a rule of accessibility, or has to be moved sideways, on a phone or on a desk. */
export async function lookClosely(browser: Browser, officer: Officer, addresses: readonly string[]): Promise<void> {
  // axe is itself a script: the officer's own browser may run none.
  const context = await browser.newContext({ storageState: await officer.page.context().storageState() })
  const page = await context.newPage()
  for (const address of addresses) {
    await page.goto(address)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.equal(sideways, 0, `${address} fits ${width} pixels`)
      // No page has a frame, so no second page is needed to put the results together.
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .options({ resultTypes: ['violations'] })
        .analyze()
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        [],
        `${address} at ${width} pixels`,
      )
    }
  }
  await context.close()
}
