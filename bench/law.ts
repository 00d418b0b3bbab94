/**
 * The law: one legal-basis answer in process; through HTTP at 16 connections; the full matrix of States for one kind
 * of cooperation on one core; and what the map page weighs. `node bench/law.ts`, after a build.
 */
import { gzipSync } from 'node:zlib'
import autocannon from 'autocannon'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import type { Question } from '@comity/domain/legal-basis/question'
import { law } from '@comity/reference/law'
import { listStates } from '@comity/reference/state'
import { scratch, startAuthority } from './authority.ts'

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

const rounds = 2000
const answer = () => void legalBases(question, law)
for (let round = 0; round < 200; round += 1) answer()
const times = Array.from({ length: rounds }, () => milliseconds(answer)).toSorted((a, b) => a - b)
told('one answer in process, p99', times[Math.floor(rounds * 0.99)] ?? 0, 'ms', 1)

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

const authority = await startAuthority(scratch())
const headers = { authorization: `Bearer ${authority.token}`, 'content-type': 'application/json' }
const { date: on, ...asked } = question
const body = JSON.stringify({ ...asked, on })
// From a thread of its own, so that the load is not made by the loop that bears it.
const run = (duration: number) =>
  autocannon({ url: `${authority.server.url}/api/law/legal-bases`, method: 'POST', body, headers, connections: 16, workers: 1, duration })
await run(1)
const { requests, latency, non2xx } = await run(5)
console.log(
  `${Math.round(requests.average)} answers a second through HTTP at 16 connections, p50 ${latency.p50}${non2xx > 0 ? `, ${non2xx} NOT OK` : ''}`,
)
told('one answer through HTTP, p97.5', latency.p97_5, 'ms', 10)

const page = await fetch(`${authority.server.url}/law/map/PER?kind=mutual-legal-assistance&on=2026-01-15`, {
  headers: { authorization: `Bearer ${authority.token}`, accept: 'text/html' },
})
const bytes = Buffer.from(await page.arrayBuffer())
if (page.ok) told('map page, gzipped', gzipSync(bytes).length / 1000, 'kB', 60)
else console.log(`map page: ${page.status}`)
await authority.stop()
