/**
 * The register over HTTP with row security and without it: two authorities, each with its database, load on one and on the other in turn;
 * requests per second, and how many times as many without it as with it (the middle of the rounds, the least and the most).
 * `node bench/row-security-http.ts [count] [--postgres] [--rounds 8] [--connections 16]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { registerHooks } from 'node:module'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    postgres: { type: 'boolean' },
    rounds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '16' },
    serve: { type: 'string' },
  },
})

interface Serving {
  readonly url: string
  readonly token: string
  readonly one: string
}

/** In a process of its own: an authority, and where it is without row security, its driver is loaded as one that adds nothing. */
async function serve(isWithin: boolean, count: number): Promise<void> {
  if (!isWithin)
    registerHooks({
      load(url, context, next) {
        if (!url.endsWith('/platform/guarded-driver.ts')) return next(url, context)
        return { format: 'module', source: 'export const guardedDriver = (driver) => driver', shortCircuit: true }
      },
    })
  const { scratch, startAuthority } = await import('./authority.ts')
  const { seedRequests } = await import('./seed.ts')
  const { startThrowAwayServer } = await import('../scripts/throw-away-postgres.ts')
  const postgres = values.postgres === true ? await startThrowAwayServer() : undefined
  process.env['DATABASE_URL'] = postgres?.url ?? ''
  const folder = scratch()
  await seedRequests(folder, count)
  const { server, token, stop } = await startAuthority(folder)
  const listed = await fetch(`${server.url}/api/requests?stage=sent`, { headers: { authorization: `Bearer ${token}` } })
  const { items } = (await listed.json()) as { items: { id: string }[] }
  process.send?.({ url: server.url, token, one: items[0]?.id ?? '' } satisfies Serving)
  await once(process, 'disconnect')
  await stop()
  await postgres?.stop()
}

const jobs = {
  'list by deadline': () => '/api/requests?side=requesting&stage=sent',
  'list by change': () => '/api/requests?sort=changed',
  'search a reference': () => '/api/requests?q=UCJIE%204711%202026',
  'one request': ({ one }: Serving) => `/api/requests/${one}`,
  'page of the register': () => '/requests?side=requesting',
}
const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

async function rate({ url, token }: Serving, path: string, duration: number): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, accept: path.startsWith('/api') ? 'application/json' : 'text/html' }
  const run = await autocannon({ url: url + path, connections: Number(values.connections), workers: 1, duration, headers })
  if (run.non2xx + run.errors > 0) throw new Error(`${path}: ${run.non2xx + run.errors} not answered well`)
  return run.requests.total / run.duration
}

async function compare(count: number): Promise<void> {
  const start = async (which: string) => {
    const child = fork(import.meta.filename, [...process.argv.slice(2), '--serve', which], { execArgv: [] })
    const [serving] = (await once(child, 'message')) as [Serving]
    return { child, serving }
  }
  const [without, within] = [await start('without'), await start('within')]
  console.log(
    `${count} requests, ${values.postgres === true ? 'PostgreSQL' : 'embedded database'}, load ${loadavg()[0]?.toFixed(0)} before`,
  )
  for (const [job, pathOf] of Object.entries(jobs)) {
    const [free, guarded]: [number[], number[]] = [[], []]
    for (const { serving } of [without, within]) await rate(serving, pathOf(serving), 1)
    for (let n = 0; n < Number(values.rounds); n += 1) {
      free.push(await rate(without.serving, pathOf(without.serving), 2))
      guarded.push(await rate(within.serving, pathOf(within.serving), 2))
    }
    const times = free.map((each, n) => each / (guarded[n] ?? 0))
    const range = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}`
    console.log(
      `${job.padEnd(22)} without ${middle(free).toFixed(0)}/s  with ${middle(guarded).toFixed(0)}/s  ${middle(times).toFixed(2)} times (${range})`,
    )
  }
  for (const { child } of [without, within]) {
    child.disconnect()
    await once(child, 'exit')
  }
}

const count = Number(positionals[0] ?? 5000)
if (values.serve === undefined) await compare(count)
else await serve(values.serve === 'within', count)
