import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readTar } from '@comity/exchange/memory-tar'
import { archiveOf, listTracked } from './archive.ts'
import { keyIdOf, openStatement, signStatement } from './envelope.ts'
import { provenanceOf } from './provenance.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const skip = existsSync(join(root, '.git')) ? false : 'this is no checkout: the files of the commit are not known'
const folder = mkdtempSync(join(tmpdir(), 'comity-release-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A checkout in another place, with the packages of this one, built there. */
function buildAt(name: string, tracked: readonly string[], moment: Date): Uint8Array {
  const at = join(folder, name)
  for (const path of tracked) {
    mkdirSync(dirname(join(at, path)), { recursive: true })
    cpSync(join(root, path), join(at, path))
    utimesSync(join(at, path), moment, moment)
  }
  mkdirSync(join(at, 'node_modules/@comity'), { recursive: true })
  for (const each of readdirSync(join(root, 'node_modules')))
    if (each !== '@comity') symlinkSync(join(root, 'node_modules', each), join(at, 'node_modules', each))
  for (const each of readdirSync(join(at, 'packages'))) symlinkSync(join(at, 'packages', each), join(at, 'node_modules/@comity', each))
  for (const script of ['scripts/build.ts', 'scripts/build-drafter.ts'])
    execFileSync(process.execPath, [script], { cwd: at, stdio: 'ignore' })
  return archiveOf(at, tracked)
}

test('built twice, in different places and at different times, a release is the same bytes and names no place', { skip }, () => {
  const tracked = listTracked(root).filter((path) => existsSync(join(root, path)))
  const one = buildAt('one', tracked, new Date('2026-01-15T10:00:00Z'))
  const other = buildAt('in/another/place', tracked, new Date('2001-09-09T01:46:40Z'))
  const [left, right] = [readTar(one, 10_000), readTar(other, 10_000)]
  assert.ok(left.ok && right.ok)
  assert.deepEqual([...left.value.keys()], [...right.value.keys()])
  for (const [name, bytes] of left.value) assert.ok(Buffer.from(bytes).equals(right.value.get(name) ?? Buffer.alloc(0)), name)
  assert.ok(Buffer.from(one).equals(other))
  assert.equal(Buffer.from(one).indexOf(folder), -1)
  for (const name of ['package-lock.json', 'packages/web/dist/site.js', 'packages/drafter/dist/comity-drafter.html'])
    assert.ok(left.value.has(name), name)
  assert.equal(
    [...left.value.keys()].some((name) => name.startsWith('node_modules/')),
    false,
  )
})

test('the statement of a release says what it was made of, and who changes a letter of it is found out', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const secret = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const known = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const source = { version: '0.1.0', commit: 'a'.repeat(40), lockFile: Buffer.from('{}') }
  const statement = provenanceOf(source, new Map([['comity-0.1.0.tar', Buffer.from('x')]]), keyIdOf(publicKey))
  const envelope = signStatement(statement, secret)
  assert.deepEqual(openStatement(envelope, known), statement)
  assert.deepEqual(statement.subject, [
    { name: 'comity-0.1.0.tar', digest: { sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' } },
  ])
  const body = Buffer.from(envelope.payload, 'base64').toString().replace('"0.1.0"', '"0.1.1"')
  const stranger = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }).toString()
  assert.equal(openStatement({ ...envelope, payload: Buffer.from(body).toString('base64') }, known), undefined)
  assert.equal(openStatement({ ...envelope, payloadType: 'application/json' }, known), undefined)
  assert.equal(openStatement({ ...envelope, signatures: [] }, known), undefined)
  assert.equal(openStatement(envelope, stranger), undefined)
})
