import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { type DrafterFile, readDrafterFile, writeDrafterFile } from './drafter-file.ts'
import { readTar, writeTar } from './memory-tar.ts'
import { openWithPassphrase, sealWithPassphrase } from './passphrase.ts'

const passphrase = 'five words picked at random'
const sha256 = 'a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447'
const file = { id: '5f9a3f0e-3c53-4a0a-9a39-0c9a6ce1a001', name: 'أسئلة.txt', mediaType: 'text/plain', size: 12, sha256 }
const pack: DrafterFile = {
  savedAt: '2026-11-21T13:00:00.000Z',
  state: 'EGY',
  authority: 'مكتب النائب العام',
  drafts: [
    {
      id: '5f9a3f0e-3c53-4a0a-9a39-0c9a6ce1a000',
      reference: '4417-0093',
      openedAt: '2026-11-21T12:00:00.000Z',
      changedAt: '2026-11-21T12:30:00.000Z',
      overrides: { 'finding.facts.missing facts': { reason: 'سيُستكمل', by: 'س. عبد الله', at: '2026-11-21T12:20:00.000Z' } },
      files: [file],
      content: { kind: 'mutual-legal-assistance', requesting: 'EGY', requested: 'ITA', title: 'سماع شاهد', attachments: [file] },
    },
  ],
  bytes: new Map([[sha256, new TextEncoder().encode('hello world\n')]]),
}

function ruleOf(result: { readonly ok: boolean; readonly problem?: { readonly fields?: readonly { field: string; rule: string }[] } }) {
  const [first] = result.problem?.fields ?? []
  return result.ok ? 'ok' : `${first?.field} ${first?.rule}`
}

async function sealed(): Promise<Uint8Array> {
  const done = await sealWithPassphrase(writeDrafterFile(pack), passphrase)
  if (!done.ok) throw new Error(done.problem.code)
  return done.value
}

const whole = await sealed()

suite("a drafter's file", () => {
  test('says after sealing and opening what it said before', async () => {
    const opened = await openWithPassphrase(whole, passphrase)
    assert.ok(opened.ok)
    assert.deepEqual(await readDrafterFile(opened.value), { ok: true, value: pack })
  })

  test('is a tar that other programs list', () => {
    const tar = spawnSync('tar', ['tf', '-'], { input: writeDrafterFile(pack), encoding: 'utf8' })
    assert.deepEqual(tar.stdout.trim().split('\n'), ['drafter.json', `files/${sha256}`, `requests/${pack.drafts[0]?.id}.json`])
  })

  test('does not open with another passphrase', async () => {
    assert.equal(ruleOf(await openWithPassphrase(whole, 'five words picked at will')), 'passphrase passphrase-wrong')
  })

  test('that was cut anywhere is not whole', async () => {
    for (const length of [5, 22, 60, 130, 170, whole.length - 1])
      assert.match(ruleOf(await openWithPassphrase(whole.subarray(0, length), passphrase)), /^file (?:file-cut|not-sealed-so)$/u)
    assert.equal(ruleOf(await openWithPassphrase(whole.subarray(0, whole.length >> 1), passphrase)), 'file file-cut')
  })

  test('of which a byte was changed is not whole', async () => {
    const changed = new Uint8Array(whole)
    changed[whole.length - 100] = (changed[whole.length - 100] ?? 0) ^ 1
    assert.equal(ruleOf(await openWithPassphrase(changed, passphrase)), 'file file-cut')
  })

  test('that is something else is refused by name', async () => {
    for (const text of ['', 'hello', '{"comity":"request/1"}', 'age-encryption.org/v1\n-> X25519 abc\ndef\n--- ghi\n'])
      assert.equal(ruleOf(await openWithPassphrase(new TextEncoder().encode(text), passphrase)), 'file not-sealed-so')
    const other = await sealWithPassphrase(new TextEncoder().encode('a letter to a friend'), passphrase)
    assert.ok(other.ok)
    const opened = await openWithPassphrase(other.value, passphrase)
    assert.ok(opened.ok)
    assert.equal(ruleOf(await readDrafterFile(opened.value)), 'file not-a-drafter-file')
  })

  test('may not name its own price', async () => {
    const dear = new TextDecoder('latin1').decode(whole).replace(/^(.*\n-> scrypt \S+) 16\n/u, '$1 30\n')
    const bytes = Uint8Array.from(dear, (sign) => sign.charCodeAt(0))
    assert.equal(ruleOf(await openWithPassphrase(bytes, passphrase)), 'file work-factor')
  })

  test('of a newer version says so', async () => {
    const json = new TextEncoder().encode('{"comity":"drafter/2","anything":"else"}')
    const read = await readDrafterFile(writeTar([{ name: 'drafter.json', bytes: json }]))
    assert.equal(ruleOf(read), 'file drafter-newer')
  })

  test('with a file that is not the one it names is refused', async () => {
    const other = writeDrafterFile({ ...pack, bytes: new Map([[sha256, new TextEncoder().encode('hello World\n')]]) })
    assert.equal(ruleOf(await readDrafterFile(other)), 'file file-damaged')
    assert.equal(ruleOf(await readDrafterFile(writeDrafterFile({ ...pack, bytes: new Map() }))), 'file file-damaged')
  })

  test('is not sealed with a passphrase that is soon guessed', async () => {
    assert.equal(ruleOf(await sealWithPassphrase(new Uint8Array(), 'secret')), 'passphrase passphrase-short')
  })
})

test('an archive in memory holds what was put in, and any other bytes are refused or read as what they say', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z0-9./-]{1,90}$/u), fc.uint8Array({ maxLength: 1500 })), (files) => {
      const entries = Object.entries(files).map(([name, bytes]) => ({ name, bytes }))
      const archive = writeTar(entries)
      const read = readTar(archive, 100)
      assert.ok(read.ok)
      assert.deepEqual(Object.fromEntries(read.value), { ...files })
      assert.equal(readTar(archive.subarray(0, -1), 100).ok, false)
    }),
  )
})
