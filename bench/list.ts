/**
 * Lists, one request, search and the page of the register with 100,000 requests: requests per second and p50, p95, p99
 * in milliseconds. `node bench/list.ts [count] [--postgres]`: on the embedded database, or on a PostgreSQL server that
 * is started for it and thrown away.
 */
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { scratch, startAuthority } from './authority.ts'
import { seedRequests } from './seed.ts'
import { startThrowAwayServer } from '../scripts/throw-away-postgres.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { postgres: { type: 'boolean' } } })
const count = Number(positionals[0] ?? 100_000)
const postgres = values.postgres === true ? await startThrowAwayServer() : undefined
process.env['DATABASE_URL'] = postgres?.url ?? ''
const folder = scratch()
await seedRequests(folder, count)
const authority = await startAuthority(folder)
const headers = { authorization: `Bearer ${authority.token}` }
const { url } = authority.server
const first = (await (await fetch(`${url}/api/requests?stage=sent`, { headers })).json()) as { items: { id: string }[] }

const jobs = {
  'list by deadline': '/api/requests?side=requesting&stage=sent',
  'list by change': '/api/requests?sort=changed',
  'search a reference': '/api/requests?q=UCJIE%204711%202026',
  'search a common word': '/api/requests?q=registros',
  'one request': `/api/requests/${first.items[0]?.id}`,
  'page of the register': '/requests?side=requesting',
}

console.log(`${count} requests, ${postgres?.version ?? 'embedded database'}, 16 connections, 5 s each after 1 s`)
for (const [job, path] of Object.entries(jobs)) {
  const accept = path.startsWith('/api') ? 'application/json' : 'text/html'
  // From a thread of its own, so that the load is not made by the loop that bears it.
  const run = (duration: number) => autocannon({ url: url + path, connections: 16, workers: 1, duration, headers: { ...headers, accept } })
  await run(1)
  const { requests, latency, non2xx } = await run(5)
  console.log(
    `${job.padEnd(22)} ${String(Math.round(requests.average)).padStart(6)}/s  p50 ${latency.p50}  p97.5 ${latency.p97_5}  p99 ${latency.p99}${non2xx > 0 ? `  ${non2xx} NOT OK` : ''}`,
  )
}
await authority.stop()
await postgres?.stop()
