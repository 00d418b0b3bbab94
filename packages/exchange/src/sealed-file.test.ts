import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { signReceipt } from './receipt.ts'
import { openSealedFile, verifySealedFile, type SealedFileOpener } from './sealed-file.ts'
import { writeSealedFile, type SealedFileContent } from './sealed-file-layout.ts'
import { listTar, tarChunks } from './tar.ts'
import { exampleManifest, exampleNow, knowing, sealExample, twoAuthorities, valueOf } from './worked-example.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

const { peru, switzerland } = await twoAuthorities()
const manifest = await exampleManifest(peru, switzerland, folder, ['balance: 3,480,500.00', 'x'.repeat(100_000)])
const sealed = await sealExample(manifest, peru, switzerland)
const [key] = peru.keys.sign
const [swissKey] = switzerland.keys.sign
assert.ok(key && swissKey)
const evidence = { v: 1, messageId: manifest.id, envelopeDigest: sealed.digest, at: exampleNow, previous: null } as const
const content: SealedFileContent = {
  envelope: sealed.envelope,
  directories: [peru.directory],
  receipts: [
    await signReceipt({ ...evidence, event: 'SubmissionAcceptance', by: 'PER/central' }, key),
    await signReceipt({ ...evidence, event: 'RelayAcceptance', by: 'CHE/central' }, swissKey),
  ],
  parts: manifest.parts.map((part) => ({ ...part, path: join(folder, part.ct256) })),
}
const path = join(folder, 'message.comity')
await writeSealedFile(path, content)
const bytes = await readFile(path)
const into = join(folder, 'opened')
const swiss: SealedFileOpener = { self: 'CHE/central', keys: switzerland.keys, findPeer: knowing([peru, switzerland]), now: exampleNow }

async function openBytes(changed: Uint8Array, by = swiss): Promise<string> {
  const arrived = join(folder, 'arrived.comity')
  await writeFile(arrived, changed)
  const result = await openSealedFile(arrived, by, into)
  if (!result.ok) assert.ok(!(await readdir(folder)).some((name) => name.startsWith('opened')), 'something was left behind')
  await rm(into, { recursive: true, force: true })
  return result.ok ? 'opened' : result.problem.code
}

async function openContent(changed: SealedFileContent): Promise<string> {
  const other = join(folder, 'other.comity')
  await writeSealedFile(other, changed)
  return openBytes(await readFile(other))
}

test('a sealed file opens into its files, under names of ours', async () => {
  const opened = valueOf(await openSealedFile(path, swiss, into))
  assert.deepEqual(opened.manifest, manifest)
  assert.deepEqual(await readdir(into), ['000-act.json', '001-statement 1.txt', '002-statement 2.txt'])
  assert.equal(await readFile(join(into, '001-statement 1.txt'), 'utf8'), 'balance: 3,480,500.00')
  assert.deepEqual(
    opened.receipts.map((one) => one.signature),
    ['verified', 'verified'],
  )
  const again = await openSealedFile(path, swiss, into)
  assert.equal(again.ok ? 'opened' : again.problem.code, 'invalid-input')
  await rm(into, { recursive: true })
})

test('a sealed file is checked without any private key', async () => {
  const report = valueOf(await verifySealedFile(path))
  assert.equal(report.envelopeDigest, sealed.digest)
  assert.equal(report.authorities[0]?.fingerprint, peru.directory.fingerprint)
  assert.deepEqual(report.receipts.map((one) => one.signature).toSorted(), ['unknown-issuer', 'verified'])
  assert.deepEqual(
    report.parts.map((part) => part.ct256),
    manifest.parts.map((part) => part.ct256).toSorted(),
  )
})

test('a sealed file is the same bytes for the same content', async () => {
  const other = join(folder, 'same.comity')
  await writeSealedFile(other, { ...content, parts: content.parts.toReversed(), receipts: content.receipts.toReversed() })
  assert.ok((await readFile(other)).equals(bytes))
})

test('a sealed file with any byte altered does not open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const altered = Uint8Array.from(bytes)
      altered[place] = (altered[place] ?? 0) ^ change
      assert.notEqual(await openBytes(altered), 'opened')
    }),
    { numRuns: 60 },
  )
})

test('an unknown sender is taken only with its fingerprint', async () => {
  const alone = { ...swiss, findPeer: () => undefined }
  const refused = await openSealedFile(path, alone, into)
  assert.deepEqual(refused.ok || refused.problem, {
    code: 'unknown-peer',
    values: { from: 'PER/central', fingerprint: peru.directory.fingerprint },
  })
  assert.equal(await openBytes(bytes, { ...alone, fingerprint: switzerland.directory.fingerprint }), 'unknown-peer')
  assert.equal(await openBytes(bytes, { ...alone, fingerprint: peru.directory.fingerprint }), 'opened')
})

test('a sealed file holds its message, all its parts and nothing else', async () => {
  assert.equal(await openContent(content), 'opened')
  assert.equal(await openContent({ ...content, parts: content.parts.slice(1) }), 'malformed')
  const [stray] = (await exampleManifest(peru, switzerland, folder)).parts
  assert.ok(stray)
  assert.equal(await openContent({ ...content, parts: [...content.parts, { ...stray, path: join(folder, stray.ct256) }] }), 'malformed')
  assert.equal(await openContent({ ...content, envelope: new TextEncoder().encode('hello') }), 'malformed')
})

test('a receipt of another message is refused', async () => {
  const other = await signReceipt({ ...evidence, envelopeDigest: '0'.repeat(64), event: 'RelayAcceptance', by: 'PER/central' }, key)
  assert.equal(await openContent({ ...content, receipts: [other] }), 'bad-digest')
})

async function verifyEntries(entries: readonly { name: string; source: Uint8Array }[]): Promise<string> {
  const made = join(folder, 'entries.comity')
  await writeFile(made, await buffer(tarChunks(entries)))
  const result = await verifySealedFile(made)
  return result.ok ? 'verified' : result.problem.code
}

test('every entry is what its name says', async () => {
  const envelope = { name: 'envelope', source: sealed.envelope }
  const directory = { name: 'directory/PER.central.000001', source: peru.directory.bytes }
  const named = '0'.repeat(64)
  assert.equal(await verifyEntries([directory, envelope]), 'verified')
  assert.equal(await verifyEntries([{ ...directory, name: 'directory/PER.central.000002' }, envelope]), 'malformed')
  assert.equal(await verifyEntries([{ ...directory, name: 'directory/CHE.central.000001' }, envelope]), 'malformed')
  const [receipt = new Uint8Array()] = content.receipts
  assert.equal(await verifyEntries([envelope, { name: `evidence/${named}`, source: receipt }]), 'bad-digest')
  assert.equal(await verifyEntries([envelope, { name: `parts/${named}`, source: sealed.envelope }]), 'bad-digest')
  assert.equal(await verifyEntries([envelope, directory]), 'malformed')
  assert.equal(await verifyEntries([envelope, envelope]), 'malformed')
  assert.equal(await verifyEntries([directory]), 'malformed')
})

test('nothing follows the end of a sealed file', async () => {
  for (const more of [Buffer.alloc(1), Buffer.alloc(10_240), Buffer.from('more'), bytes]) {
    assert.equal(await openBytes(Buffer.concat([bytes, more])), 'malformed')
  }
})

test('nothing hides in the filling between entries', async () => {
  const hidden = Buffer.from(bytes)
  const [, second] = valueOf(await listTar(path, () => true, 10))
  assert.ok(second)
  hidden[second.start - 513] = 1
  assert.equal(await openBytes(hidden), 'malformed')
})

const tarProgram = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar') ? false : 'GNU tar is not on PATH'
const exactly = ['--format=ustar', '--numeric-owner', '--owner=0', '--group=0', '--mtime=@0', '--mode=0644', '--no-recursion']

test('GNU tar lists a sealed file and writes the same bytes from its entries', { skip: tarProgram }, async () => {
  const unpacked = join(folder, 'unpacked')
  await mkdir(unpacked)
  const names = execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).trim().split('\n')
  execFileSync('tar', ['-xf', path, '-C', unpacked])
  const again = join(folder, 'again.tar')
  execFileSync('tar', [...exactly, '-cf', again, '-C', unpacked, ...names])
  assert.ok((await readFile(again)).equals(bytes))
})

test('a link, a folder, a path outside or another mode in the tar is refused', { skip: tarProgram }, async () => {
  const strange = join(folder, 'strange')
  await mkdir(join(strange, 'parts'), { recursive: true })
  await writeFile(join(strange, 'envelope'), sealed.envelope)
  await symlink('/etc/passwd', join(strange, 'parts', 'a'.repeat(64)))
  const attempts: string[][] = [
    ['envelope', `parts/${'a'.repeat(64)}`],
    ['envelope', 'parts'],
    ['envelope', 'envelope'],
    ['--mode=0777', 'envelope'],
    ['-P', '--transform=s,^,../,', 'envelope'],
    ['-P', '--transform=s,^,/,', 'envelope'],
    ['--transform=s,$,2,', 'envelope'],
    ['-b', '2', 'envelope'],
  ]
  for (const attempt of attempts) {
    const made = join(folder, 'strange.tar')
    execFileSync('tar', [...exactly, '-cf', made, '-C', strange, ...attempt])
    const result = await verifySealedFile(made)
    assert.equal(result.ok ? 'read' : result.problem.code, 'malformed', attempt.join(' '))
  }
})
