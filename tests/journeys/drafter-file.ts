import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDrafterFile, type SavedDraft } from '@comity/exchange/drafter-file'
import { writeTar } from '@comity/exchange/memory-tar'
import { openWithPassphrase, sealWithPassphrase } from '@comity/exchange/passphrase'
import { translator } from '@comity/language/translator'
import type { Officer } from './officer.ts'

export const passphrase = 'خمس كلمات مختارة عشوائيا'
export const reference = '4417-0093'

/** The only draft of a file, as it is written there. */
export async function draftIn(path: string): Promise<SavedDraft> {
  const opened = await openWithPassphrase(readFileSync(path), passphrase)
  assert.ok(opened.ok, JSON.stringify(opened))
  const read = await readDrafterFile(opened.value)
  assert.ok(read.ok, JSON.stringify(read))
  const [draft, ...others] = read.value.drafts
  assert.ok(draft !== undefined)
  assert.equal(others.length, 0)
  return draft
}

/** Works a form that ends in a download, and keeps what was downloaded. */
export async function take(officer: Officer, path: string, work: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([officer.page.waitForEvent('download'), work()])
  await download.saveAs(path)
  return path
}

/** Seals all that is open in the drafter into a file. */
export async function saveFile(officer: Officer, path: string): Promise<string> {
  await officer.visit('/file')
  await officer.look()
  await officer.hands.fill('passphrase', passphrase)
  await officer.hands.fill('again', passphrase)
  return take(officer, path, () => officer.page.locator('form[action="/file/save"] button:not([hidden])').press('Enter'))
}

/** Opens a file in the drafter. */
export async function openFile(officer: Officer, path: string, words = passphrase): Promise<void> {
  await officer.visit('/file')
  await officer.hands.attach('file', [path])
  await officer.hands.fill('opens', words)
  await officer.go(() => officer.page.locator('form[action="/file/open"] button:not([hidden])').first().press('Enter'))
}

/** How many requests or drafts a list shows. */
export const registered = (officer: Officer): Promise<number> => officer.page.locator('main table tbody tr').count()

/** How a page that opens files is worked: the file and the words, and then the button. */
type OpenFile = (officer: Officer, path: string, words?: string) => Promise<void>

/** Each kind of bad file is refused by its own sentence, first in focus. */
export async function refuse(officer: Officer, open: OpenFile, whole: string, folder: string): Promise<void> {
  const sealed = async (bytes: Uint8Array) => {
    const done = await sealWithPassphrase(bytes, passphrase)
    assert.ok(done.ok)
    return done.value
  }
  const bytes = readFileSync(whole)
  const newer = writeTar([{ name: 'drafter.json', bytes: Buffer.from('{"comity":"drafter/7"}') }])
  const path = join(folder, 'bad.comity')
  for (const [rule, bad, words, values] of [
    ['passphrase-wrong', bytes, 'five words picked at will'],
    ['file-cut', bytes.subarray(0, bytes.length >> 1)],
    ['drafter-newer', await sealed(newer), passphrase, { version: 7 }],
    ['not-sealed-so', Buffer.from('a letter to a friend')],
    ['not-a-drafter-file', await sealed(Buffer.from('a letter to a friend'))],
    ['drafter-file-too-large', Buffer.alloc(24 * 1024 * 1024 + 1, bytes), passphrase, { limit: 24 }],
  ] as const) {
    writeFileSync(path, bad)
    await open(officer, path, words)
    const summary = officer.page.locator('main .errors li')
    assert.equal(await summary.count(), 1, rule)
    const sentence = translator('ar')(`problem.field.${rule}`, values)
    assert.ok((await summary.innerText()).endsWith(sentence), `${rule}: ${await summary.innerText()}`)
    assert.ok(await officer.page.locator('main .errors').evaluate((errors) => errors === document.activeElement))
  }
}
