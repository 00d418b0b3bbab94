import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { ComityClient } from '@comity/contract/operations'
import type { Browser } from 'playwright-core'
import { clientOf, startPair } from './authorities.ts'
import { draftIn, passphrase, reference, refuse, registered, take } from './drafter-file.ts'
import { type Officer, save, signIn } from './officer.ts'

/** Gives a file to the page of a server that brings drafts in. */
async function bringIn(officer: Officer, path: string, words = passphrase): Promise<void> {
  await officer.visit('/drafts/import')
  await officer.go(async (hands) => {
    await hands.attach('file', [path])
    await hands.fill('passphrase', words)
    await hands.press()
  })
}

/** Brings a file in that the drafter saved, after bad ones were refused. @returns the path of the request */
async function bringInOnce(clerk: Officer, file: string, folder: string): Promise<string> {
  await clerk.visit('/drafts/import')
  await clerk.look()
  await refuse(clerk, bringIn, file, folder)
  await bringIn(clerk, file, 'five words picked at will')
  // The file is held: only the passphrase is asked again.
  await clerk.go(async (hands) => {
    await hands.fill('passphrase', passphrase)
    await hands.press()
  })
  const request = (await clerk.path()).replace(/\/draft$/u, '')
  assert.match(request, /^\/requests\/[0-9a-f-]{36}$/u)
  return request
}

/** Brings the same file in again: what it became is told, and only who says so has its draft once more. */
async function bringInAgain(officer: Officer, file: string, request: string): Promise<void> {
  await bringIn(officer, file)
  await officer.look()
  assert.equal(await officer.page.locator(`main a[href="${request}"]`).count(), 1)
  await officer.visit('/requests')
  assert.equal(await registered(officer), 1)
  await bringIn(officer, file)
  await officer.go(async (hands) => {
    await hands.fill('passphrase', passphrase)
    await hands.press('then', 'again')
  })
  assert.notEqual((await officer.path()).replace(/\/draft$/u, ''), request)
  await officer.visit('/requests')
  assert.equal(await registered(officer), 2)
}

/** Asks for the sending, has the second officer approve it, and waits until the other authority has it. */
async function send(officer: Officer, head: Officer, there: ComityClient, request: string): Promise<void> {
  await officer.visit(`${request}/draft/check`)
  await officer.go((hands) => hands.follow('/acts/dispatch'))
  await save(officer, (hands) => hands.fill('reference', reference))
  await head.visit(request)
  await save(head, async () => {})
  const id = request.slice('/requests/'.length)
  for (const end = Date.now() + 60_000; Date.now() < end; await officer.page.waitForTimeout(100))
    if ((await there.getRequest({ params: { request: id } })).ok) return
  throw new Error('the request did not arrive')
}

async function takeAlong(officer: Officer, request: string, path: string): Promise<string> {
  await officer.visit(`${request}/take-along`)
  await officer.look()
  await officer.hands.fill('passphrase', passphrase)
  await officer.hands.fill('again', passphrase)
  return take(officer, path, () => officer.hands.press())
}

/** From a file of the drafter to the other State's desk, and back into a file. */
export async function throughServers(browser: Browser, file: string, folder: string): Promise<string> {
  const { ours, theirs, stop } = await startPair(
    ['EGY', 'مكتب النائب العام', 'س. عبد الله', 'م. حسن', 'ar'],
    ['ITA', 'Ministero della Giustizia', 'G. Riva', 'P. Conti', 'en'],
  )
  try {
    const officer = await signIn(browser, ours, 'officer', { script: true, keyboard: false })
    const head = await signIn(browser, ours, 'head', { script: true, keyboard: false })
    const clerk = await signIn(browser, ours, 'clerk', { script: true, keyboard: false })
    await officer.visit('/drafter')
    await officer.look()
    const request = await bringInOnce(clerk, file, folder)
    await bringInAgain(officer, file, request)
    const there = await clientOf(theirs, 'officer', 0)
    await send(officer, head, there, request)

    const params = { request: request.slice('/requests/'.length) }
    const drafted = await draftIn(file)
    const here = await clientOf(ours, 'officer', 1)
    for (const client of [here, there]) {
      const view = await client.getRequest({ params })
      assert.ok(view.ok)
      assert.deepEqual(view.value.content, drafted.content)
      for (const { id: fileId, sha256 } of drafted.files) {
        const got = await client.getFile({ params: { ...params, file: fileId } })
        assert.ok(got.ok)
        assert.equal(
          createHash('sha256')
            .update(await buffer(got.value.stream))
            .digest('hex'),
          sha256,
        )
      }
    }
    const taken = await takeAlong(officer, request, join(folder, 'again.comity'))
    for (const one of [officer, head, clerk]) await one.close()
    return taken
  } finally {
    await stop()
  }
}
