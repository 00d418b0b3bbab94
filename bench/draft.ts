/**
 * What drafting costs. `node bench/draft.ts [saves] [--postgres]`: an officer's steps saved through HTTP over 8 connections and over one, without a pause,
 * each on a draft of its own that starts as case 1, p50, p95 and p99 in milliseconds; and the full check of the largest example with every measure
 * that its kind can ask, in process. On the embedded database, or on a PostgreSQL server that is started for it and thrown away.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { httpClient } from '@comity/contract/client'
import { type Measure, measureFormsOf } from '@comity/domain/measure/measure'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import { check } from '@comity/domain/requirement/check'
import { findProfile } from '@comity/reference/profile'
import { scratch, startAuthority } from './authority.ts'
import { startThrowAwayServer } from '../scripts/throw-away-postgres.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { postgres: { type: 'boolean' } } })
const saves = Number(positionals[0] ?? 1_000)

function readExample(file: string): RequestContent {
  const read = readRequestFile(JSON.parse(readFileSync(join(import.meta.dirname, '../examples', file), 'utf8')))
  if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.problem)}`)
  return read.value
}

function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
  return `p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  most ${at(1)}`
}

function benchCheck(): void {
  const examples = readdirSync(join(import.meta.dirname, '../examples'))
    .filter((file) => file.endsWith('.json'))
    .map(readExample)
  const [largest] = examples.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)
  if (largest === undefined) throw new Error('there is no example')
  const measures = measureFormsOf(largest.kind).map(({ type, complete }) => ({ id: crypto.randomUUID(), type, ...complete }) as Measure)
  const content = { ...largest, measures: [...(largest.measures ?? []), ...measures] }
  const profile = findProfile(content.requested)
  const context = {
    today: '2026-11-21',
    bases: content.bases ?? [],
    requestedLanguages: ['en'],
    letterLanguages: ['en'],
    ...(profile === undefined ? {} : { profile }),
  }
  let found = 0
  const took: number[] = []
  for (let run = 0; run < 2_000; run += 1) {
    const before = performance.now()
    found = check(content, context).length
    if (run >= 200) took.push(performance.now() - before)
  }
  console.log(
    `full check, ${content.measures.length} measures, ${JSON.stringify(content).length} characters, ${found} findings: ${spread(took)}`,
  )
}

async function benchSaves(): Promise<void> {
  const postgres = values.postgres === true ? await startThrowAwayServer() : undefined
  process.env['DATABASE_URL'] = postgres?.url ?? ''
  const authority = await startAuthority(scratch())
  const client = httpClient({ base: `${authority.server.url}/api`, token: authority.token })
  const content = readExample('peru-switzerland.json')
  const { attachments: _, ...rest } = content
  const took: number[] = []
  async function draft(each: number): Promise<void> {
    const opened = await client.openRequest({ body: { reference: `UCJIE-${crypto.randomUUID().slice(0, 8)}`, content: rest } })
    if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
    let { version } = opened.value
    const params = { request: opened.value.id }
    for (let save = 0; save < each; save += 1) {
      const facts = { summary: `${content.facts?.summary ?? ''} ${save}` }
      const before = performance.now()
      const saved = await client.revise({ params, body: { content: { facts } }, ifMatch: version })
      took.push(performance.now() - before)
      if (!saved.ok) throw new Error(JSON.stringify(saved.problem))
      version = saved.value.version
    }
  }
  const round = (connections: number, each: number) => Promise.all(Array.from({ length: connections }, () => draft(each)))
  await round(8, 5)
  for (const connections of [8, 1]) {
    took.length = 0
    const began = performance.now()
    await round(connections, Math.ceil(saves / 8))
    const rate = (took.length / (performance.now() - began)) * 1_000
    const database = postgres?.version ?? 'embedded database'
    console.log(`saving a step, ${took.length} saves, connections: ${connections}, ${database}: ${spread(took)}, ${rate.toFixed(0)}/s`)
  }
  await authority.stop()
  await postgres?.stop()
}

benchCheck()
await benchSaves()
