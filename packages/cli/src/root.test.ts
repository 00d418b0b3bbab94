import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { httpClient } from '@comity/contract/client'
import { codeAt, describeSecret } from '@comity/server/account/one-time-code'
import { loadAuthorityKey } from '@comity/server/platform/authority-key'
import { openVault } from '@comity/server/platform/vault'
import { type Server, startServer } from '@comity/server/server'
import { isInstalled } from '@comity/signature/test-keys.test-support'
import { callComity } from './run-comity.ts'

const noDevice =
  isInstalled('softhsm2-util') && isInstalled('pkcs11-tool', ['--help']) ? false : 'softhsm2 and opensc are not both installed here'
const module = '/usr/lib/softhsm/libsofthsm2.so'
const administrator = {
  name: 'ana',
  displayName: 'A. Quispe',
  role: 'administrator' as const,
  language: 'en' as const,
  password: randomBytes(12).toString('base64url'),
  totpSecret: describeSecret(randomBytes(20), 'ana', 'Comity').totpSecret,
}

describe('roots that are kept away from the instance', () => {
  let folder: string
  let server: Server
  const at = (name: string) => join(folder, name)
  const given: string[] = []

  function set(name: string, value: string): void {
    process.env[name] = value
    given.push(name)
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comity-root-'))
    server = await startServer({
      authority: { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' },
      dataDirectory: at('data'),
      port: 0,
      exchangePort: 0,
      firstAccounts: [administrator],
      log: { level: 'silent' },
    })
    const { name, password, totpSecret } = administrator
    const body = { name, password, code: codeAt(totpSecret, new Date().toISOString()) }
    const session = await httpClient({ base: `${server.url}/api` }).signIn({ body })
    assert.ok(session.ok)
    set('COMITY_URL', server.url)
    set('COMITY_TOKEN', session.value.token)
    set('COMITY_ROOT_PASSPHRASE', 'correct horse battery staple')
  })
  after(async () => {
    for (const name of given) delete process.env[name]
    await server.stop()
    await rm(folder, { recursive: true })
  })

  async function run(...args: string[]) {
    const ran = await callComity(args)
    assert.equal(ran.exit, 0, ran.err + ran.out)
    return ran.out
  }

  /** A third root, in a token that only ever shows its public half. */
  async function deviceRoot(): Promise<readonly string[]> {
    await writeFile(at('softhsm.conf'), `directories.tokendir = ${folder}\nobjectstore.backend = file\n`)
    set('SOFTHSM2_CONF', at('softhsm.conf'))
    set('COMITY_ROOT_PIN', '4321')
    const tool = (program: string, args: readonly string[]) => execFileSync(program, [...args], { stdio: 'ignore', timeout: 60_000 })
    tool('softhsm2-util', ['--init-token', '--free', '--label', 'roots', '--so-pin', '12345678', '--pin', '4321'])
    const login = ['--module', module, '--token-label', 'roots', '--login', '--pin', '4321']
    tool('pkcs11-tool', [...login, '--keypairgen', '--key-type', 'EC:prime256v1', '--id', '0a', '--label', 'root'])
    return ['--device', 'roots/0a', '--module', module]
  }

  test('are made on sticks and in a device, sign apart, and then alone speak for the authority', { skip: noDevice }, async () => {
    for (const name of ['first', 'second']) await run('root', 'new', '--out', folder, '--name', name)
    assert.equal((await stat(at('first.root.age'))).mode & 0o777, 0o600)
    assert.match(await readFile(at('first.root.age'), 'latin1'), /^age-encryption\.org\/v1\n-> scrypt /u)
    const device = await deviceRoot()
    await run('root', 'public', ...device, '--out', at('third.root.json'))
    const roots = ['first', 'second', 'third'].map((name) => at(`${name}.root.json`)).join(',')
    const proposed = await run('directory', 'propose', '--out', at('next'), '--roots', roots, '--threshold', '2')
    assert.match(proposed, /its roots {4}0 of 2 have signed/u)
    assert.match(proposed, /roots before 1 of 1 have signed, enough/u)
    assert.match(await run('root', 'show', at('next')), /Autoridad Central, Perú/u)

    await run('root', 'sign', at('next'), '--key', at('first.root.age'), '--out', at('next-first'))
    assert.match(await run('root', 'sign', at('next'), ...device, '--out', at('next-third')), /its roots {4}1 of 2 have signed/u)
    const early = await callComity(['directory', 'publish', at('next-first')])
    assert.equal(early.exit, 1)
    assert.match(await run('directory', 'publish', at('next-first'), at('next-third')), /^version {6}2,/u)
    const vault = openVault(at('data'), await loadAuthorityKey(at('data')))
    const kept = JSON.parse((await vault.find('keys')) ?? '') as { root: unknown[] }
    assert.deepEqual(kept.root, [])
  })

  test('replace the online keys of the instance', { skip: noDevice }, async () => {
    await run('directory', 'propose', '--out', at('rotated'), '--rotate', 'sign,seal')
    await run('root', 'sign', at('rotated'), '--key', at('first.root.age'), '--out', at('rotated-1'))
    await run('root', 'sign', at('rotated-1'), '--key', at('second.root.age'), '--out', at('rotated-2'))
    assert.match(await run('directory', 'publish', at('rotated-2')), /^version {6}3,/u)
  })

  test('are not opened by another passphrase, and a file that is there is not written over', { skip: noDevice }, async () => {
    const again = await callComity(['root', 'new', '--out', folder, '--name', 'first'])
    assert.deepEqual([again.exit, again.out], [2, ''])
    set('COMITY_ROOT_PASSPHRASE', 'another horse battery staple')
    const wrong = await callComity(['root', 'sign', at('next'), '--key', at('first.root.age'), '--out', at('x')])
    assert.deepEqual([wrong.exit, /passphrase/iu.test(wrong.out)], [1, true])
    set('COMITY_ROOT_PIN', '1111')
    const pin = await callComity(['root', 'sign', at('next'), '--device', 'roots/0a', '--module', module, '--out', at('x')])
    assert.equal(pin.exit, 1)
    const missing = await callComity(['root', 'public', '--device', 'roots/ff', '--module', module, '--out', at('y')])
    assert.equal(missing.exit, 1)
  })
})
