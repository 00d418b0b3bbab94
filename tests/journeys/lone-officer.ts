import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Hands, keyboard, pointer } from './hands.ts'
import type { Officer } from './officer.ts'

const root = new URL('../../', import.meta.url)
const built = new URL('packages/drafter/dist/comity-drafter.html', root)

/** Builds the stand-alone drafter from the pages as they were built. */
export function buildDrafter(): void {
  execFileSync(process.execPath, ['scripts/build-drafter.ts'], { cwd: root })
}

/** What axe finds on a page. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

/** An officer in front of the drafter, opened from disk with the network off. Any request but for the file itself is a complaint. */
export async function openDrafter(browser: Browser, options: BrowserContextOptions, withKeyboard = false): Promise<Officer> {
  const context = await browser.newContext({ acceptDownloads: true, offline: true, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  const looked = new Set<string>()
  page.on('request', (request) => {
    if (!/^(?:blob|data):/u.test(request.url()) && request.url() !== built.href) complaints.push(`asks for ${request.url()}`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(built.href)
  await page.locator('html[data-address]').waitFor()
  const hands = withKeyboard ? keyboard(page) : pointer(page)

  /** Each page brings its own `main`. */
  async function go(work: (hands: Hands) => Promise<void>): Promise<void> {
    await page.evaluate(() => document.querySelector('main')?.setAttribute('data-before', ''))
    await work(hands)
    await page.locator('main:not([data-before])').waitFor()
  }

  const path = async (): Promise<string> => (await page.locator('html').getAttribute('data-address')) ?? ''

  return {
    page,
    hands,
    go,
    path,
    async visit(wanted) {
      await go(async () => {
        await page.evaluate((href) => {
          const link = document.createElement('a')
          link.href = href
          document.body.append(link)
          link.click()
        }, wanted)
      })
    },
    async look() {
      assert.deepEqual(complaints, [], await path())
      assert.equal(await page.locator('main h1').count(), 1)
      const kind = (await path()).replaceAll(/[0-9a-f-]{36}/gu, '{id}')
      if (looked.has(kind)) return
      looked.add(kind)
      assert.deepEqual(await faultsOf(page), [], kind)
    },
    close: async () => context.close(),
  }
}
