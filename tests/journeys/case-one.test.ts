import test from 'node:test'
import { startAuthorities } from './authorities.ts'
import { launchBrowser } from './browser.ts'
import { playCaseOne } from './case-one.ts'

const manners = {
  'with script, every page clean for axe': { script: true, keyboard: false },
  'without script': { script: false, keyboard: false },
  'with the keyboard alone': { script: true, keyboard: true },
}

for (const [manner, how] of Object.entries(manners)) {
  test(`officers of both sides carry case 1 from draft to close, ${manner}`, { timeout: 300_000 }, async (t) => {
    const authorities = await startAuthorities()
    t.after(() => authorities.stop())
    const browser = await launchBrowser()
    t.after(() => browser.close())
    await playCaseOne(browser, authorities, how)
  })
}
