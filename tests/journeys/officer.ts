import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Authority, codeOf } from './authorities.ts'
import { type Hands, keyboard, pointer } from './hands.ts'

/** How a journey is made: with script or without, with a pointer or the keyboard alone. */
export interface Manner {
  readonly script: boolean
  readonly keyboard: boolean
}

/** An officer in front of a browser. */
export interface Officer {
  readonly page: Page
  readonly hands: Hands
  /** The path of the page that is open. */
  path(): Promise<string>
  /** Opens a page of the authority. */
  visit(path: string): Promise<void>
  /** Works the page, and waits for the one that follows. */
  go(work: (hands: Hands) => Promise<void>): Promise<void>
  /** Fails if the page breaks a rule of accessibility, the browser complained, or the page is a refusal. */
  look(): Promise<void>
  close(): Promise<void>
}

/** An officer who is signed in to a server. */
export interface SignedIn extends Officer {
  /** Works the page, and expects to be refused: what the page says is wrong. */
  refused(work: (hands: Hands) => Promise<void>): Promise<string>
}

/** Kinds of page that axe has seen: a thread or a form is looked at once, not at each visit. */
const looked = new Set<string>()

async function newPage(browser: Browser, manner: Manner): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled: manner.script, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { context, page, complaints }
}

/** Saves the page at hand, and looks at the one that follows. */
export async function save(officer: Officer, work: (hands: Hands) => Promise<void>): Promise<void> {
  await officer.go(async (hands) => {
    await work(hands)
    await hands.press()
  })
  await officer.look()
}

/** Signs an officer in through the sign-in page. */
export async function signIn(browser: Browser, authority: Authority, name: string, manner: Manner): Promise<SignedIn> {
  const { context, page, complaints } = await newPage(browser, manner)
  const hands = manner.keyboard ? keyboard(page) : pointer(page)
  const who = authority.people[name]
  if (who === undefined) throw new Error(`no ${name}`)

  const officer: SignedIn = {
    page,
    hands,
    path: async () => new URL(page.url()).pathname,
    async visit(path) {
      const response = await page.goto(authority.server.url + path)
      assert.equal(response?.status(), 200, `${path} is answered`)
    },
    async go(work) {
      const loaded = page.waitForEvent('load', { timeout: 60_000 })
      try {
        await work(hands)
        await loaded
      } catch (error) {
        loaded.catch(() => {})
        throw new Error(`${page.url()}\n${(await page.locator('body').innerText()).slice(0, 2000)}`, { cause: error })
      }
    },
    async refused(work) {
      await officer.go(work)
      assert.ok(complaints.splice(0).every((complaint) => /status of 4\d\d/u.test(complaint)))
      return page.locator('main [role="alert"]').innerText()
    },
    async look() {
      assert.deepEqual(complaints, [], page.url())
      assert.equal(await page.locator('main h1').count(), 1, `${page.url()} has one heading of the first level`)
      // axe is itself a script, so it cannot look at a page that runs none.
      const kind = new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/gu, '{id}')
      if (!manner.script || looked.has(kind)) return
      looked.add(kind)
      const { violations } = await new AxeBuilder({ page }).analyze()
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        [],
        page.url(),
      )
    },
    close: async () => context.close(),
  }

  await officer.visit('/sign-in')
  await officer.look()
  await officer.go(async (use) => {
    await use.fill('name', who.name)
    await use.fill('password', who.password)
    await use.fill('code', codeOf(who))
    await use.press()
  })
  assert.equal(new URL(page.url()).pathname, '/', `${name} is signed in`)
  return officer
}
