/**
 * The law: one legal-basis answer in process; through HTTP at 16 connections; the full matrix of States for one kind
 * of cooperation on one core; and what the map page weighs. `node bench/law.ts [--postgres]`, after a build: sessions are
 * looked up in the embedded database, or in a PostgreSQL that is started for it and thrown away.
 */
import { gzipSync } from 'node:zlib'
import autocannon from 'autocannon'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import type { Question } from '@comity/domain/legal-basis/question'
import { law } from '@comity/reference/law'
import { listStates } from '@comity/reference/state'
import { scratch, startAuthority } from './authority.ts'
import { startThrowAwayServer } from '../scripts/throw-away-postgres.ts'

const question: Question = {
  requesting: 'PER',
  requested: 'CHE',
  kind: 'mutual-legal-assistance',
  date: '2026-01-15',
  measures: ['bank-records'],
  offences: [{ convention: ['uncac.art23'], maximumPenalty: 15 }],
}

function milliseconds(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function told(what: string, value: number, unit: string, limit: number): void {
  console.log(
    `${what.padEnd(36)} ${value.toFixed(unit === 'ms' ? 3 : 1).padStart(9)} ${unit}  (limit ${limit})${value > limit ? '  OVER' : ''}`,
  )
  if (value > limit) process.exitCode = 1
}

const answer = () => void legalBases(question, law)
for (let round = 0; round < 500; round += 1) answer()
const times = Array.from({ length: 4000 }, () => milliseconds(answer)).toSorted((a, b) => a - b)
told('one answer in process, p50', times[2000] ?? 0, 'ms', 1)
told('one answer in process, p95', times[3800] ?? 0, 'ms', 1)

const members = listStates()
  .filter(({ membership }) => membership === 'member')
  .map(({ code }) => code)
let pairs = 0
const matrix = milliseconds(() => {
  for (const requesting of members) {
    for (const requested of members) {
      if (requesting === requested) continue
      legalBases({ ...question, requesting, requested }, law)
      pairs += 1
    }
  }
})
told(`matrix of ${members.length} States, ${pairs} pairs`, matrix / 1000, 's', 15)

const postgres = process.argv.includes('--postgres') ? await startThrowAwayServer() : undefined
process.env['DATABASE_URL'] = postgres?.url ?? ''
const authority = await startAuthority(scratch(), { publicLaw: true })
const { date, ...asked } = question
const type = { 'content-type': 'application/json' }
const partners = members.filter((state) => state !== question.requesting)
/** Every partner on a day of its own round, so that no answer was given before; or all on one day, over and over. */
const bodies = (days: number) =>
  Array.from({ length: days }, (_, day) => new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10)).flatMap((on) =>
    partners.map((requested) => JSON.stringify({ ...asked, requested, on: days === 1 ? date : on })),
  )
for (const [what, days, headers] of [
  ['asked anew', 100, type],
  ['asked again', 1, type],
  // Who is signed in is looked up in the database with every call.
  ['in a session', 1, { ...type, authorization: `Bearer ${authority.token}` }],
] as const) {
  // From a thread of its own, so that the load is not made by the loop that bears it.
  const run = (duration: number) =>
    autocannon({
      url: `${authority.server.url}/api/law/legal-bases`,
      method: 'POST',
      headers,
      requests: bodies(days).map((body) => ({ body })),
      connections: 16,
      workers: 1,
      duration,
    })
  await run(1)
  const { requests, latency, non2xx } = await run(5)
  console.log(
    `through HTTP at 16 connections, ${what.padEnd(12)} ${String(Math.round(requests.average)).padStart(6)}/s  p50 ${latency.p50}  p90 ${latency.p90}  p97.5 ${latency.p97_5} ms  (limit 10 at p95)${non2xx > 0 ? `  ${non2xx} NOT OK` : ''}`,
  )
  if (latency.p90 > 10) process.exitCode = 1
}

const page = await fetch(`${authority.server.url}/law/map/PER?kind=mutual-legal-assistance&on=2026-01-15`, {
  headers: { authorization: `Bearer ${authority.token}`, accept: 'text/html' },
})
const bytes = Buffer.from(await page.arrayBuffer())
if (page.ok) {
  told('map page', bytes.length / 1000, 'kB', 60)
  told('map page, gzipped', gzipSync(bytes).length / 1000, 'kB', 60)
} else console.log(`map page: ${page.status}`)
await authority.stop()
await postgres?.stop()
