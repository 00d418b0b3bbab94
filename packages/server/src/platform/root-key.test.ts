import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { fail, ok } from '@comity/domain/result'
import { isInstalled } from '@comity/signature/test-keys.test-support'
import { loadAuthorityKey, rewrapAuthorityKey } from './authority-key.ts'
import { type AskService, openRootKey, type RootKeyChoice } from './root-key.ts'
import { transitPlaces } from './root-key-transit.ts'

const noDevice =
  isInstalled('softhsm2-util') && isInstalled('pkcs11-tool', ['--help']) ? false : 'softhsm2 and opensc are not both installed here'
const module = '/usr/lib/softhsm/libsofthsm2.so'
const nobody: AskService = async () => fail({ code: 'try-later' })

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'root-key-'))
  t.after(() => rmSync(path, { recursive: true }))
  return path
}

/** A token of this test's own with an AES key that never leaves it. */
function makeDevice(at: string, t: TestContext): RootKeyChoice {
  mkdirSync(join(at, 'tokens'))
  writeFileSync(join(at, 'conf'), `directories.tokendir = ${join(at, 'tokens')}\n`)
  writeFileSync(join(at, 'pin'), '123456\n')
  const before = process.env['SOFTHSM2_CONF']
  process.env['SOFTHSM2_CONF'] = join(at, 'conf')
  t.after(() => (before === undefined ? delete process.env['SOFTHSM2_CONF'] : (process.env['SOFTHSM2_CONF'] = before)))
  const run = (program: string, args: readonly string[]) => execFileSync(program, args, { stdio: 'ignore', timeout: 30_000 })
  run('softhsm2-util', ['--init-token', '--free', '--label', 'root', '--pin', '123456', '--so-pin', '12345678'])
  const login = ['--module', module, '--token-label', 'root', '--login', '--pin', '123456']
  run('pkcs11-tool', [...login, '--keygen', '--key-type', 'AES:32', '--id', '0a', '--label', 'comity', '--sensitive'])
  return { kind: 'pkcs11', module, token: 'root', id: '0a', pinFile: join(at, 'pin') }
}

test('a key in a device opens the authority’s key, and a PIN that was refused is not tried again', { skip: noDevice }, async (t) => {
  const data = folder(t)
  const root = openRootKey(data, makeDevice(data, t), nobody)
  const key = await loadAuthorityKey(data, root)
  assert.ok(key.equals(await loadAuthorityKey(data, root)))
  writeFileSync(join(data, 'pin'), '654321\n')
  await assert.rejects(loadAuthorityKey(data, root), /refuses its PIN/u)
  await assert.rejects(loadAuthorityKey(data, root), /is not tried again/u)
  assert.equal(readFileSync(join(data, 'pin-refused'), 'utf8').includes('654321'), false)
  writeFileSync(join(data, 'pin'), '123456\n')
  assert.ok(key.equals(await loadAuthorityKey(data, root)))
  const absent = openRootKey(data, { kind: 'pkcs11', module, token: 'root', id: '0b', pinFile: join(data, 'pin') }, nobody)
  await assert.rejects(loadAuthorityKey(data, absent), /does not answer/u)
})

/** As much of OpenBao's transit engine as is used, after its HTTP API; what it was asked is kept. */
async function startTransit(t: TestContext) {
  const key = randomBytes(32)
  const asked: { readonly path: string; readonly token: unknown }[] = []
  let answers: 'well' | 'nonsense' = 'well'
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ path: request.url ?? '', token: request.headers['x-vault-token'] })
      const answer = (status: number, said: object) => response.writeHead(status).end(JSON.stringify(said))
      if (request.headers['x-vault-token'] !== 'a-token') return answer(403, { errors: ['permission denied'] })
      if (answers === 'nonsense') return answer(200, { data: {} })
      const said = JSON.parse(body) as { plaintext?: string; ciphertext?: string }
      if (request.url === '/v1/transit/encrypt/comity') {
        const nonce = randomBytes(12)
        const cipher = createCipheriv('aes-256-gcm', key, nonce)
        const sealed = Buffer.concat([
          nonce,
          cipher.update(Buffer.from(said.plaintext ?? '', 'base64')),
          cipher.final(),
          cipher.getAuthTag(),
        ])
        return answer(200, { data: { ciphertext: `vault:v1:${sealed.toString('base64')}`, key_version: 1 } })
      }
      const sealed = Buffer.from((said.ciphertext ?? '').replace('vault:v1:', ''), 'base64')
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(-16))
      return answer(200, {
        data: { plaintext: Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]).toString('base64') },
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/transit/keys/comity`
  return { url, asked, answer: (how: typeof answers) => (answers = how) }
}

const ask: AskService = async (url, { type, body, headers }) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': type, connection: 'close' },
    body: Buffer.from(body),
  })
  return answer.status === 200 ? ok(new Uint8Array(await answer.arrayBuffer())) : fail({ code: 'try-later', values: { reason: 'status' } })
}

test('a transit key opens the authority’s key by the token in its file, and says what does not answer', async (t) => {
  const [data, transit] = [folder(t), await startTransit(t)]
  const tokenFile = join(data, 'token')
  writeFileSync(tokenFile, 'a-token\n')
  const root = openRootKey(data, { kind: 'openbao', url: transit.url, tokenFile }, ask)
  const key = await loadAuthorityKey(data, root)
  assert.ok(key.equals(await loadAuthorityKey(data, root)))
  assert.deepEqual(
    transit.asked.map(({ path, token }) => [path, token]),
    ['encrypt', 'decrypt', 'decrypt'].map((way) => [`/v1/transit/${way}/comity`, 'a-token']),
  )
  assert.equal(readFileSync(join(data, 'authority.key'), 'utf8').includes(key.toString('hex')), false)
  transit.answer('nonsense')
  await assert.rejects(loadAuthorityKey(data, root), /answers what no transit engine does/u)
  writeFileSync(tokenFile, 'another')
  await assert.rejects(loadAuthorityKey(data, root), /does not answer as it should \(status\)/u)
  rmSync(tokenFile)
  await assert.rejects(loadAuthorityKey(data, root), /cannot be read/u)
})

test('the authority’s key goes from one root key to another, and the first has no say any more', async (t) => {
  const [data, transit] = [folder(t), await startTransit(t)]
  const tokenFile = join(data, 'token')
  writeFileSync(tokenFile, 'a-token')
  const [file, bao] = [openRootKey(data, undefined, ask), openRootKey(data, { kind: 'openbao', url: transit.url, tokenFile }, ask)]
  const key = await loadAuthorityKey(data, file)
  await rewrapAuthorityKey(data, file, bao)
  assert.ok(key.equals(await loadAuthorityKey(data, bao)))
  await assert.rejects(loadAuthorityKey(data, file), /belongs to another instance/u)
  await rewrapAuthorityKey(data, bao, file)
  await assert.rejects(loadAuthorityKey(data, bao), /was not wrapped by/u)
})

test('a transit key is asked over TLS, or on this machine', () => {
  assert.deepEqual(transitPlaces('https://bao.example:8200/v1/team/transit/keys/comity'), {
    encrypt: 'https://bao.example:8200/v1/team/transit/encrypt/comity',
    decrypt: 'https://bao.example:8200/v1/team/transit/decrypt/comity',
  })
  assert.ok(transitPlaces('http://127.0.0.1:8200/v1/transit/keys/comity'))
  for (const wrong of [
    'http://bao.example/v1/transit/keys/c',
    'https://bao.example/v1/transit',
    'https://u:p@bao.example/v1/t/keys/c',
    'x',
    'https://b.example/v1/t/keys/c?d',
  ])
    assert.equal(transitPlaces(wrong), undefined)
})
