import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { valueOf } from '@comity/domain/result.test-support'
import { readDirectory, signDirectory, type SignedDirectory } from '@comity/exchange/directory'
import { sealEnvelope } from '@comity/exchange/envelope'
import { type AuthorityKeys, generateKeys, publicKeys } from '@comity/exchange/keys'
import type { Manifest } from '@comity/exchange/manifest'
import { newDirectory } from '@comity/exchange/new-directory'
import { sealPart } from '@comity/exchange/part'
import { paddingSaid } from '@comity/exchange/part-padding'
import { signReceipt } from '@comity/exchange/receipt'
import { recipientsFor } from '@comity/exchange/recipients'
import { writeSealedFile } from '@comity/exchange/sealed-file-layout'
import { callComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))
// The command line goes by the clock, so what it is given must be of today.
const now = new Date().toISOString()
const tomorrow = new Date(Date.now() + 86_400_000).toISOString()

async function authority(state: string): Promise<{ keys: AuthorityKeys; directory: SignedDirectory }> {
  const keys = await generateKeys()
  const endpoints = [{ url: `https://${state.toLowerCase()}.example/` }]
  const named = { state, function: 'central', name: `Central authority of ${state}` }
  const document = newDirectory({ authority: named, keys: publicKeys(keys), endpoints, issued: now })
  return { keys, directory: valueOf(await readDirectory(await signDirectory(document, keys.root), now)) }
}

const [peru, bern] = [await authority('PER'), await authority('CHE')]
const recipients = valueOf(recipientsFor(peru.keys, bern.directory.document, now))
const act = new TextEncoder().encode('{"type":"report-progress","body":{"text":"El banco respondió."}}')
const file = new TextEncoder().encode('fecha;importe\n2019-05-14;412000.00\n')
const [actPart, filePart] = [await sealPart(act, recipients, folder), await sealPart(file, recipients, folder)]
const manifest: Manifest = {
  v: 1,
  profile: 'comity-exchange/1',
  id: randomUUID(),
  type: 'report-progress',
  thread: randomUUID(),
  seq: 1,
  prev: null,
  from: 'PER/central',
  to: 'CHE/central',
  created: now,
  notAfter: tomorrow,
  originalMode: 'electronic-original',
  schema: 'comity-act/1',
  addSelf: { version: 1, sha256: peru.directory.digest },
  addPeer: { version: 1, sha256: bern.directory.digest },
  sealKid: recipients.sealKid,
  parts: [
    { role: 'act', name: 'act.json', mediaType: 'application/json', ...actPart },
    { role: 'file', name: 'extracto.csv', mediaType: 'text/csv', ...filePart },
  ],
  ...paddingSaid(recipients),
}
const sealed = valueOf(await sealEnvelope(manifest, peru.keys, recipients))
const [signingKey] = peru.keys.sign
assert.ok(signingKey)
const path = join(folder, 'message.comity')
await writeSealedFile(path, {
  envelope: sealed.envelope,
  directories: [peru.directory],
  receipts: [
    await signReceipt(
      {
        v: 1,
        event: 'SubmissionAcceptance',
        messageId: manifest.id,
        envelopeDigest: sealed.digest,
        at: now,
        by: 'PER/central',
        previous: null,
      },
      signingKey,
    ),
  ],
  parts: [actPart, filePart].map((part) => ({ ...part, path: join(folder, part.ct256) })),
})
const keysOf = { peru: join(folder, 'peru.json'), bern: join(folder, 'bern.json') }
await writeFile(keysOf.peru, JSON.stringify(peru.keys))
await writeFile(keysOf.bern, JSON.stringify(bern.keys))

function open(from: string, into: string, more: readonly string[] = ['--fingerprint', peru.directory.fingerprint]) {
  return callComity(['open', from, '--as', 'CHE/central', '--keys', keysOf.bern, '--into', join(folder, into), ...more])
}

async function altered(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const other = join(folder, name)
  await writeFile(other, change(await readFile(path)))
  return other
}

/** One bit of the file at this place turned over. */
function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[place] = (copy[place] ?? 0) ^ 1
  return copy
}

describe('a sealed file', { concurrency: 2 }, () => {
  test('is verified by anyone, without a key', async () => {
    const { exit, out } = await callComity(['verify', path])
    assert.equal(exit, 0, out)
    assert.match(out, new RegExp(`^envelope {5}${sealed.digest}$`, 'mu'))
    assert.match(out, new RegExp(`PER/central version 1, fingerprint ${peru.directory.fingerprint}`, 'u'))
    assert.match(out, /^receipt {6}SubmissionAcceptance by PER\/central/mu)
    const { envelopeDigest, parts } = JSON.parse((await callComity(['verify', path, '--json'])).out)
    assert.deepEqual([envelopeDigest, parts.length], [sealed.digest, 2])
  })

  test('is opened by its receiver, who knows the fingerprint of its sender', async () => {
    const { exit, out } = await open(path, 'opened', ['--fingerprint', peru.directory.fingerprint, '--json'])
    assert.equal(exit, 0, out)
    const { manifest: read, signer, files } = JSON.parse(out)
    assert.deepEqual([read.id, signer.authority, files.length], [manifest.id, 'PER/central', 2])
    assert.deepEqual(await readdir(join(folder, 'opened')), ['000-act.json', '001-extracto.csv'])
    assert.deepEqual(new Uint8Array(await readFile(files[1])), file)
  })

  test('of an unknown sender is not opened, and the fingerprint to compare is shown', async () => {
    const { exit, out } = await open(path, 'stranger', [])
    assert.equal(exit, 1)
    assert.ok(out.includes(peru.directory.fingerprint), out)
  })

  test('is not opened under another fingerprint, with other keys, or by another authority', async () => {
    const other = await open(path, 'other', ['--fingerprint', bern.directory.fingerprint])
    const lent = await callComity([
      'open',
      path,
      '--as',
      'CHE/central',
      '--keys',
      keysOf.peru,
      '--into',
      join(folder, 'lent'),
      '--lang',
      'es',
    ])
    const ids = ['--keys', keysOf.bern, '--fingerprint', peru.directory.fingerprint]
    const misled = await callComity(['open', path, '--as', 'ITA/central', ...ids, '--into', join(folder, 'misled')])
    assert.deepEqual([other.exit, lent.exit, misled.exit], [1, 1, 1])
    assert.match(misled.out, /addressed to another authority/u)
  })

  test('that was altered anywhere is refused by both, and nothing is written', async () => {
    const { length } = await readFile(path)
    for (const place of [Math.floor(length / 2), length - 2600]) {
      const other = await altered(`altered-${place}`, (bytes) => flipped(bytes, place))
      const ran = await open(other, `altered-${place}.d`)
      assert.equal(ran.exit, 1, `${place}: ${ran.out}`)
      await assert.rejects(readdir(join(folder, `altered-${place}.d`)))
    }
    assert.equal((await callComity(['verify', join(folder, `altered-${length - 2600}`)])).exit, 1)
    const short = await altered('short', (bytes) => bytes.subarray(0, length - 3000))
    assert.deepEqual([(await callComity(['verify', short])).exit, (await open(short, 'short.d')).exit], [1, 1])
  })

  test('that is none is a problem, and one that is not there a wrong call', async () => {
    const none = join(folder, 'none.comity')
    await writeFile(none, 'not a sealed file')
    assert.equal((await callComity(['verify', none])).exit, 1)
    assert.equal((await open(none, 'none.d')).exit, 1)
    assert.equal((await callComity(['verify', join(folder, 'nowhere')])).exit, 2)
    assert.equal((await open(join(folder, 'nowhere'), 'nowhere.d')).exit, 2)
  })

  test('does not open with a key file that is damaged', async () => {
    const broken = join(folder, 'broken.json')
    await writeFile(broken, JSON.stringify({ ...bern.keys, seal: [] }))
    const notJson = join(folder, 'not.json')
    await writeFile(notJson, '{')
    for (const keys of [broken, notJson]) {
      const ran = await callComity(['open', path, '--as', 'CHE/central', '--keys', keys, '--into', join(folder, 'broken.d')])
      assert.equal(ran.exit, 1, ran.err)
      assert.notEqual(ran.out, '')
    }
  })
})
