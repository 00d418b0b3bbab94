import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startAuthority } from './authorities.ts'
import { launchBrowser } from './browser.ts'
import { faultsOf } from './lone-officer.ts'
import { signIn } from './officer.ts'

test('an officer adds a passkey, signs in with it and proves with it who they are', { timeout: 200_000 }, async (t) => {
  const lima = await startAuthority('PER', 'Autoridad Central', 'M. Salazar', 'en')
  t.after(() => lima.stop())
  const browser = await launchBrowser()
  t.after(() => browser.close())
  const officer = await signIn(browser, lima, 'officer', { script: true, keyboard: false })
  const { page } = officer
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  })
  const origin = new URL(lima.server.url).origin

  await officer.visit('/account')
  await officer.look()
  await officer.visit('/account/passkeys')
  await officer.look()
  await officer.go(async (hands) => {
    await hands.fill('name', 'Office computer')
    await hands.press()
  })
  await officer.look()
  await officer.go(async (hands) => hands.press())
  assert.match(await page.locator('main table').innerText(), /Office computer/u)
  await officer.look()

  await page.locator('form[action="/sign-out"] button').click()
  await page.waitForURL(`${origin}/sign-in`)
  await page.locator('[data-passkey="sign-in"] button[name=with]').click()
  await page.waitForURL(`${origin}/`)

  // Ten minutes later: the same page asks for a proof, which the passkey gives without the code.
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 11 * 60_000 })
  await page.goto(`${origin}/account/passkeys`)
  await page.locator('main form[action$="/remove"] button').last().click()
  await page.locator('[data-passkey="prove"] button').click()
  await page.locator('main').getByText('You have none yet').waitFor()

  // An authenticator that no longer knows its person gives nothing.
  await page.goto(`${origin}/account/passkeys`)
  assert.deepEqual(await faultsOf(page), [])
  await page.locator('form[action="/sign-out"] button').click()
  await page.waitForURL(`${origin}/sign-in`)
  await page.locator('[data-passkey="sign-in"] button[name=with]').click()
  await wait(500)
  assert.equal(new URL(page.url()).pathname, '/sign-in')
  await officer.close()
})
