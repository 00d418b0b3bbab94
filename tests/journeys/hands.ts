import type { Page } from 'playwright-core'

/** How a person works a page: with a pointer, or with the keyboard alone. */
export interface Hands {
  /** Types into the field of this name, in place of what is there. */
  fill(name: string, text: string): Promise<void>
  /** Chooses a value of a list or of radio buttons. */
  choose(name: string, value: string): Promise<void>
  /** Chooses what is shown under this text. */
  chooseShown(name: string, text: string): Promise<void>
  /** Ticks a box; the value tells boxes of one name apart. */
  tick(name: string, value?: string): Promise<void>
  /** Gives files to a file field. */
  attach(name: string, paths: readonly string[]): Promise<void>
  /** Opens the first part of the page that is folded away. */
  unfold(): Promise<void>
  /** Follows the link of which the address ends so. */
  follow(addressEnd: string): Promise<void>
  /** Presses the button of the page, or the one with this name and value. */
  press(name?: string, value?: string): Promise<void>
}

function control(name: string, value?: string): string {
  return value === undefined ? `main [name="${name}"]:not([type=hidden])` : `main [name="${name}"][value="${value}"]`
}

function button(name?: string, value?: string): string {
  return name === undefined
    ? 'main form button:not([name]):not([hidden])'
    : `main form button[name="${name}"][value="${value}"]:not([hidden])`
}

/** The value of the radio button that is shown with this text. */
async function valueShown(page: Page, name: string, text: string): Promise<string> {
  const value = await page.locator('main label', { hasText: text }).locator(`input[name="${name}"]`).first().getAttribute('value')
  if (value === null) throw new Error(`${text} is not offered`)
  return value
}

/** Works a page with a pointer. */
export function pointer(page: Page): Hands {
  return {
    async chooseShown(name, text) {
      await this.choose(name, await valueShown(page, name, text))
    },
    fill: async (name, text) => page.locator(control(name)).first().fill(text),
    async choose(name, value) {
      const list = page.locator(`main select[name="${name}"]`)
      if ((await list.count()) > 0) await list.selectOption(value)
      else await page.locator(control(name, value)).check()
    },
    tick: async (name, value) => page.locator(control(name, value)).first().check(),
    attach: async (name, paths) =>
      page
        .locator(control(name))
        .first()
        .setInputFiles([...paths]),
    unfold: async () => page.locator('main details:not([open]):has(form) summary').first().click(),
    follow: async (addressEnd) => page.locator(`main a[href$="${addressEnd}"]`).first().click(),
    press: async (name, value) => page.locator(button(name, value)).first().click(),
  }
}

/** Presses Tab until what the selector names has the focus. @throws when it cannot be reached so */
async function reach(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 400; presses++) {
    const there = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
    if (there) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${selector}`)
}

/** Works a page with the keyboard alone. */
export function keyboard(page: Page): Hands {
  // While somebody listens, choosers of files are caught; one who begins to listen as the key is pressed may be too late.
  page.on('filechooser', () => undefined)
  return {
    async chooseShown(name, text) {
      await this.choose(name, await valueShown(page, name, text))
    },
    async fill(name, text) {
      await reach(page, control(name))
      await page.keyboard.press('Control+A')
      await page.keyboard.insertText(text)
    },
    async choose(name, value) {
      const list = `main select[name="${name}"]`
      if ((await page.locator(list).count()) > 0) {
        await reach(page, list)
        const label = await page.locator(`${list} option[value="${value}"]`).textContent()
        await page.keyboard.type(label ?? '')
        return
      }
      await reach(page, `main input[type=radio][name="${name}"]`)
      await page.keyboard.press('Space')
      for (let presses = 0; presses < 20; presses++) {
        if (await page.locator(control(name, value)).isChecked()) return
        await page.keyboard.press('ArrowDown')
      }
      throw new Error(`the arrows do not reach ${name} ${value}`)
    },
    async tick(name, value) {
      await reach(page, control(name, value))
      if (!(await page.locator(control(name, value)).first().isChecked())) await page.keyboard.press('Space')
    },
    async attach(name, paths) {
      await reach(page, control(name))
      const chosen = page.waitForEvent('filechooser')
      await page.keyboard.press('Space')
      await (await chosen).setFiles([...paths])
    },
    async unfold() {
      await reach(page, 'main details:not([open]):has(form) summary')
      await page.keyboard.press('Enter')
    },
    async follow(addressEnd) {
      await reach(page, `main a[href$="${addressEnd}"]`)
      await page.keyboard.press('Enter')
    },
    async press(name, value) {
      await reach(page, button(name, value))
      await page.keyboard.press('Enter')
    },
  }
}
