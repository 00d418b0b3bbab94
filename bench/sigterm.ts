/**
 * SIGTERM under load: an instance is asked to end while readers and writers call it, again and again on the same data. A call that was
 * taken must be answered. The callers are as a balancer: they ask `/health` and leave a process that says it ends. `node bench/sigterm.ts [times]`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeAt, describeSecret } from '@comity/server/account/one-time-code'
import { scratch } from './authority.ts'

const times = Number(process.argv[2] ?? 100)
const callers = 16
const folder = scratch()
const password = randomUUID()
const { totpSecret } = describeSecret(randomBytes(20), 'ana', 'Comity')
const accounts = join(folder, 'accounts.json')
writeFileSync(accounts, JSON.stringify([{ name: 'ana', displayName: 'A. Quispe', role: 'officer', language: 'es', password, totpSecret }]))
const program = fileURLToPath(new URL('../packages/cli/bin/comity.mjs', import.meta.url))

async function start(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(program, ['serve', '--first-accounts', accounts], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      COMITY_STATE: 'PER',
      COMITY_NAME: 'Lima',
      COMITY_DATA: join(folder, 'data'),
      COMITY_PORT: '0',
      COMITY_PROXY: '127.0.0.1',
      COMITY_DRAIN: '2',
      COMITY_EXCHANGE_PORT: '0',
    },
  })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { child, url }
}

interface Outcome {
  /** Answered; nobody listened; or taken and left without an answer. */
  readonly how: 'answered' | 'nobody' | 'failed'
  readonly status: number
}

const someAddress = (): string => [10, ...randomBytes(3)].join('.')

/** A line for each call, as a balancer has that looks before it hands on: an idle line that is closed under a caller is no call. */
async function call(url: string, token: string, path: string, body?: object): Promise<Outcome> {
  return new Promise((resolve) => {
    let connected = false
    const sent = request(`${url}/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      agent: new Agent({ keepAlive: false }),
      // Callers of many addresses, as behind a proxy: none of them comes near its limit.
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-forwarded-for': someAddress() },
    })
    sent.on('socket', (socket) => socket.once('connect', () => (connected = true)))
    sent.on('error', () => resolve({ how: connected ? 'failed' : 'nobody', status: 0 }))
    sent.on('response', (response) => {
      response.on('error', () => resolve({ how: 'failed', status: 0 }))
      response.resume().on('end', () => resolve({ how: response.complete ? 'answered' : 'failed', status: response.statusCode ?? 0 }))
    })
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

async function signIn(url: string): Promise<string> {
  for (;;) {
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ana', password, code: codeAt(totpSecret, new Date().toISOString()) }),
    })
    if (response.ok) return ((await response.json()) as { token: string }).token
    await new Promise((resolve) => setTimeout(resolve, 5000))
  }
}

const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: 'Registros bancarios' }
let [answered, failed, missed, other, opened, slowest] = [0, 0, 0, 0, 0, 0]
let token: string | undefined
for (let round = 1; round <= times; round += 1) {
  const { child, url } = await start()
  token ??= await signIn(url)
  const session = token
  const stopping = new AbortController()
  const watch = async () => {
    while (!stopping.signal.aborted) {
      const well = await fetch(`${url}/health`, { headers: { connection: 'close' } }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (!well) return stopping.abort()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const watching = watch()
  const load = Array.from({ length: callers }, async (_, caller) => {
    while (!stopping.signal.aborted) {
      const isWrite = caller % 4 === 0
      const path = isWrite ? '/requests' : '/requests?sort=changed'
      const { how, status } = await call(url, session, path, isWrite ? { reference: randomUUID().slice(0, 8), content } : undefined)
      if (how === 'nobody') missed += 1
      else if (how === 'failed') failed += 1
      else if (status >= 400) other += 1
      else answered += 1
      if (how === 'answered' && isWrite && status === 201) opened += 1
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 300))
  const began = performance.now()
  child.kill('SIGTERM')
  await once(child, 'exit')
  slowest = Math.max(slowest, performance.now() - began)
  await Promise.all([watching, ...load])
  if (round % 10 === 0) console.log(`${round} ended: ${answered} answered, ${failed} not, ${missed} met nobody`)
}
const { child, url } = await start()
let kept = 0
let cursor = ''
do {
  const response = await fetch(`${url}/api/requests?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const page = (await response.json()) as { items: unknown[]; next?: string }
  kept += page.items.length
  cursor = page.next ?? ''
} while (cursor !== '')
child.kill('SIGTERM')
await once(child, 'exit')
console.log(
  `${times} SIGTERMs with ${callers} callers: ${answered} answered, ${failed} taken and not answered, ${missed} met nobody, ${other} refused`,
)
console.log(`${opened} requests opened, ${kept} there afterwards; the slowest end took ${(slowest / 1000).toFixed(1)} s`)
process.exitCode = failed + missed === 0 && kept >= opened ? 0 : 1
