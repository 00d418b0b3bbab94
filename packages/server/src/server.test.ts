import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileBody, type Operation } from '@comity/contract/operation'
import { operations } from '@comity/contract/operations'
import { publicActions } from '@comity/domain/account/action'
import { may, needsSubject } from '@comity/domain/account/may'
import { roles, type Role } from '@comity/domain/account/role'
import { codeAt, describeSecret } from './account/one-time-code.ts'
import type { FirstAccount } from './account/first-accounts.ts'
import { type Server, startServer } from './server.ts'
import { content, inputs } from './test-inputs.ts'

const office = 'Fiscalía Provincial de Arequipa'
const password = randomBytes(12).toString('base64url')
const id = randomUUID()

function accountOf(role: Role): FirstAccount {
  const { totpSecret } = describeSecret(randomBytes(20), role, 'Comity')
  return {
    name: role,
    displayName: role,
    role,
    language: 'en',
    password,
    totpSecret,
    ...(role === 'executing-authority' ? { office } : {}),
  }
}

describe('one authority, put together', () => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-server-'))
  const stranger = { ...accountOf('translator'), name: 'another translator', displayName: 'another translator' }
  /** An auditor who counts the entries that the others leave. */
  const watcher = { ...accountOf('auditor'), name: 'watcher', displayName: 'watcher' }
  const accounts = [...roles.map(accountOf), stranger, watcher]
  const tokens = new Map<Role, string>()
  let server: Server
  let watching = ''
  let request: string = id
  /** Asked of the other translator. */
  let translation: string = id

  async function call(operation: Operation, token: string | undefined): Promise<Response> {
    const params: Record<string, string> = {
      request,
      translation,
      file: id,
      account: id,
      peer: 'CHE~central',
      state: 'PER',
      instrument: 'untoc',
      article: '18(15)',
      rule: 'safe-conduct',
      proposal: id,
      message: id,
      place: '1',
      passkey: id,
      erasure: id,
    }
    const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => params[name] ?? '')
    const isFile = operation.body === fileBody
    const isNamed = isFile && operation.query.safeParse({ name: 'a.txt' }).success
    return fetch(`${server.url}/api${path}${isNamed ? '?name=a.txt' : ''}`, {
      method: operation.method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(operation.method === 'GET' || operation.method === 'DELETE'
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
        ...(operation.ifMatch ? { 'if-match': '"999"' } : {}),
      },
      ...(operation.method === 'GET' || operation.method === 'DELETE'
        ? {}
        : { body: isFile ? 'text' : JSON.stringify(inputs[operation.id] ?? {}) }),
    })
  }

  async function signIn({ name, totpSecret }: FirstAccount): Promise<string> {
    const code = codeAt(totpSecret, new Date().toISOString())
    const response = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password, code }),
    })
    assert.equal(response.status, 201, name)
    return ((await response.json()) as { token: string }).token
  }

  before(async () => {
    server = await startServer({
      authority: { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' },
      dataDirectory: folder,
      port: 0,
      exchangePort: 0,
      privatePort: 0,
      firstAccounts: accounts,
      log: { level: 'silent' },
      requestsPerMinute: 100_000,
    })
    for (const account of accounts.filter((one) => one !== stranger && one !== watcher)) tokens.set(account.role, await signIn(account))
    watching = await signIn(watcher)
    const headers = { authorization: `Bearer ${tokens.get('officer')}`, 'content-type': 'application/json' }
    const post = async (path: string, body: object) => {
      const response = await fetch(`${server.url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      assert.equal(response.status, 201, path)
      return ((await response.json()) as { id: string }).id
    }
    request = await post('/requests', { reference: 'UCJIE-0417-2026', content })
    const listed = await fetch(`${server.url}/api/translators`, { headers })
    const { translators } = (await listed.json()) as { translators: readonly { account: string; name: string }[] }
    const translator = translators.find(({ name }) => name === stranger.displayName)?.account
    translation = await post(`/requests/${request}/translations`, { language: 'en', translator, due: '2999-01-15' })
  })
  after(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  interface Entry {
    readonly seq: number
    readonly action: string
    readonly outcome: string
  }

  /** The entries of the audit log after one of them, the newest first. */
  async function entriesAfter(seq: number): Promise<readonly Entry[]> {
    const response = await fetch(`${server.url}/api/audit?limit=5`, { headers: { authorization: `Bearer ${watching}` } })
    return ((await response.json()) as { items: readonly Entry[] }).items.filter((entry) => entry.seq > seq)
  }

  test('nobody who is not signed in reaches an operation that is not public', async () => {
    for (const operation of Object.values(operations)) {
      const { status } = await call(operation, undefined)
      if (!publicActions.includes(operation.action)) assert.equal(status, 401, operation.id)
    }
  })

  for (const role of roles) {
    test(`the ${role} reaches what may grants, and nothing else`, async () => {
      let newest = (await entriesAfter(-1))[0]?.seq ?? -1
      const actor = { id, name: role, role, ...(role === 'executing-authority' ? { office } : {}) }
      // Last come what takes the request away from whoever walks, and what ends the session that the walk uses.
      const last = ['declareConflict', 'signOut']
      const walk = Object.values(operations).toSorted((a, b) => last.indexOf(a.id) - last.indexOf(b.id))
      for (const operation of walk) {
        const response = await call(operation, tokens.get(role))
        const problem = response.headers.get('content-type')?.startsWith('application/problem+json')
          ? ((await response.json()) as { code?: string })
          : {}
        // The request is assigned to nobody, so an executing office has no claim to it.
        const granted = publicActions.includes(operation.action) || may(actor, operation.action, {}).allow
        assert.equal(problem.code === 'not-permitted', !granted, `${role} ${operation.id}: ${response.status}`)
        assert.ok(response.status < 500, `${role} ${operation.id}: ${response.status}`)
        // Each refusal, each look at a case and each act leaves one entry; nothing leaves two.
        const left = await entriesAfter(newest)
        newest = left[0]?.seq ?? newest
        const leavesOne = !granted || (response.ok && (operation.idempotent || needsSubject(operation.action)))
        assert.ok(left.length === 1 || (left.length === 0 && !leavesOne), `${role} ${operation.id}: ${left.length} entries`)
        const [entry] = left
        if (!granted) assert.equal(entry?.action, operation.action, `${role} ${operation.id}`)
        assert.equal(entry?.outcome === 'not-permitted', !granted, `${role} ${operation.id}`)
      }
    })
  }

  test('it describes itself, and tells its health', async () => {
    const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as { openapi: string }
    assert.equal(document.openapi, '3.1.0')
    assert.equal((await fetch(`${server.url}/health`)).status, 200)
    assert.equal((await fetch(`${server.url}/docs`)).status, 200)
  })

  test('a page runs no script of its own making and is framed by nobody', async () => {
    const response = await fetch(`${server.url}/sign-in`)
    const policy = response.headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
      assert.ok(policy.includes(rule), rule)
    assert.doesNotMatch(await response.text(), /<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/u)
  })

  test('a page without a session leads to the sign-in, an unknown one says so', async () => {
    const response = await fetch(`${server.url}/requests`, { redirect: 'manual' })
    assert.ok([303, 401].includes(response.status), String(response.status))
    assert.equal((await fetch(`${server.url}/no-such-page`)).status === 200, false)
  })
})
