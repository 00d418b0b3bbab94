import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clearSessionCookie, createHttp } from './http.ts'
import { newId } from './id.ts'

const parts = { state: 'PER', isReady: async () => true, log: { level: 'silent' } } as const

test('asks an account that calls too often to wait, from whatever addresses it calls', async (t) => {
  const actor = { id: newId(), name: 'Ana', role: 'officer' } as const
  const session = { token: 'good', actor, language: 'es', expiresAt: '', provenAt: '' } as const
  const app = await createHttp({ ...parts, findSession: async () => session, requestsPerMinute: 3 })
  t.after(async () => app.close())
  const from = (n: number) => ({ url: '/health', remoteAddress: `203.0.113.${n}` })
  const call = (n: number) => app.inject({ ...from(n), headers: { authorization: 'Bearer good' } })
  for (let n = 0; n < 3; n++) assert.equal((await call(n)).statusCode, 200)
  const refused = await call(3)
  assert.equal(refused.json<{ code: string }>().code, 'too-many-attempts')
  assert.ok(Number(refused.headers['retry-after']) > 0)
  assert.equal((await app.inject(from(3))).statusCode, 200)
})

test('tells the browser of who signs out to keep nothing of the pages that were seen', async (t) => {
  const app = await createHttp({ ...parts, findSession: async () => undefined })
  t.after(async () => app.close())
  app.get('/out', async (_request, reply) => {
    clearSessionCookie(reply, 'PER')
    return ''
  })
  const { headers } = await app.inject('/out')
  assert.equal(headers['clear-site-data'], '"cache", "storage"')
  assert.match(String(headers['set-cookie']), /^__Host-[^=]+=;.*(?:Max-Age=0|Expires=Thu, 01 Jan 1970)/u)
})
