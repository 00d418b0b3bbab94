// Two authorities talk over the public API and the sealed exchange while their processes are killed without a warning,
// at moments that follow from a seed. `node bench/kill.ts [--kills 200] [--exchanges 2000] [--seed N] [--peace 3000] [--minutes N]
// [--postgres]`.
// With --postgres both run on a PostgreSQL server, which is killed as well; without, each kill takes the embedded
// database with it. Exits 1 when anything was lost, done twice, or differs.
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readCredentials } from '@comity/cli/demo/credentials'
import { bern, type Desk, lima } from '@comity/cli/demo/desk'
import { expect, type Seat, takeSeat } from '@comity/cli/demo/seat'
import { trustEachOther } from '@comity/cli/demo/trust'
import { caseFile } from '@comity/cli/run-comity'
import { loadRequestFile } from '@comity/cli/request-file'
import { chanceOf } from '@comity/exchange/simulation/chance'
import pg from 'pg'
import { startThrowAwayServer, type ThrowAwayServer } from '../scripts/throw-away-postgres.ts'
import { compare } from './kill/compare.ts'
import { accountOf } from './kill/account.ts'
import { type Office, openOffice } from './kill/office.ts'
import { openThread, readyContent, speak, type Trouble, type Voice } from './kill/talk.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    exchanges: { type: 'string' },
    requests: { type: 'string' },
    seed: { type: 'string' },
    peace: { type: 'string' },
    minutes: { type: 'string' },
    postgres: { type: 'boolean' },
  },
})
const kills = Number(values.kills ?? 200)
const exchanges = Number(values.exchanges ?? 2000)
const requests = Number(values.requests ?? Math.min(40, Math.ceil(exchanges / 10)))
const seed = Number(values.seed ?? randomInt(1_000_000))
/** Acts under way at once on each side. */
const hands = 3
/** Between two kills, in milliseconds. */
const longestPeace = Number(values.peace ?? 3000)
/** Nothing more is killed or begun after this, and what was done is compared. */
const until = Date.now() + Number(values.minutes ?? Infinity) * 60_000
const chance = chanceOf(seed)

const home = mkdtempSync(join(tmpdir(), 'comity-kill-'))

async function startPostgres(): Promise<ThrowAwayServer> {
  const server = await startThrowAwayServer()
  if (server === undefined) throw new Error('PostgreSQL is not installed here')
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  for (const { key } of [lima, bern]) await client.query(`CREATE DATABASE ${key}`)
  await client.end()
  return server
}

function urlOf(server: ThrowAwayServer | undefined, desk: Desk): string | undefined {
  return server?.url.replace('/postgres?', `/${desk.key}?`)
}

async function seatOf(office: Office, name: string): Promise<Seat> {
  const person = (await readCredentials(home, office.desk)).find((one) => one.name === name)
  if (person === undefined) throw new Error(`nobody is called ${name}`)
  return takeSeat(office.url, person)
}

/** Requests sent and registered, and a voice on each side of each. */
async function setUp(peru: Office, switzerland: Office): Promise<readonly [Voice[], Voice[]]> {
  const [salazar, huaman] = [await seatOf(peru, 'salazar'), await seatOf(peru, 'huaman')]
  const [keller, rochat] = [await seatOf(switzerland, 'keller'), await seatOf(switzerland, 'rochat')]
  await trustEachOther([salazar, huaman], [keller, rochat], () => undefined)
  const content = readyContent(expect('case 1', await loadRequestFile(caseFile)))
  const asking: Voice[] = []
  const reporting: Voice[] = []
  for (let number = 1; number <= requests; number += 1) {
    const request = await openThread([salazar, huaman], keller, content, number)
    asking.push({ seat: salazar, request, act: 'ask-status', acknowledged: [] })
    reporting.push({ seat: keller, request, act: 'report-status', acknowledged: [] })
  }
  return [asking, reporting]
}

let killed = 0
const trouble: Trouble = { unanswered: 0, conflicts: 0 }

/** Lets voices speak until this side's acts are done, spread over the kills. */
async function converse(voices: readonly Voice[]): Promise<void> {
  const share = exchanges / 2
  const idle = [...voices]
  let begun = 0
  async function hand(): Promise<void> {
    while (begun < share && Date.now() < until) {
      const voice = begun < ((killed + 1) / (kills + 1)) * share ? idle.shift() : undefined
      if (voice === undefined) {
        await wait(20)
        continue
      }
      begun += 1
      await speak(voice, trouble)
      idle.push(voice)
    }
  }
  await Promise.all(Array.from({ length: hands }, hand))
}

/** Kills one of those that run; every fourth time again while it is coming back. */
async function killAtRandom(offices: readonly Office[], server: ThrowAwayServer | undefined): Promise<void> {
  const victims = server === undefined ? offices : [...offices, server]
  while (killed < kills && Date.now() < until) {
    // Long enough, mostly, for a message to get on its way, and short enough to cut it off there.
    await wait(20 + chance.next() * longestPeace)
    const victim = victims[chance.below(victims.length)]
    killed += 1
    if (victim === undefined) continue
    if ('crash' in victim) {
      await victim.crash()
      continue
    }
    await victim.kill()
    if (killed < kills && chance.hits(0.25)) {
      const starting = victim.start()
      await wait(chance.next() * 1200)
      await victim.kill()
      killed += 1
      await starting
    }
    await victim.start()
  }
}

/** How many messages of an authority have not got there yet. */
async function countUnderWay({ api }: Seat): Promise<number> {
  let count = 0
  let cursor: string | undefined
  do {
    const page = expect('messages', await api.listMessages({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }))
    count += page.items.filter(({ direction, standing }) => direction === 'out' && standing !== 'consigned').length
    cursor = page.next
  } while (cursor !== undefined)
  return count
}

/** Waits until every act has come over; gives up when nothing has for three minutes. */
async function untilCalm(seats: readonly Seat[]): Promise<void> {
  let least = Infinity
  for (let idle = 0; idle < 36; idle += 1) {
    let count = 0
    for (const seat of seats) count += await countUnderWay(seat)
    if (count === 0) return
    if (count < least) idle = 0
    least = Math.min(least, count)
    await wait(5000)
  }
}

const server = values.postgres === true ? await startPostgres() : undefined
const port = randomInt(20_000, 32_000)
const offices = [lima, bern].map((desk) => openOffice(home, desk, port + desk.offset, urlOf(server, desk)))
const [peru, switzerland] = offices
if (peru === undefined || switzerland === undefined) throw new Error('two offices')
try {
  for (const { desk } of offices) await readCredentials(home, desk)
  await Promise.all(offices.map((office) => office.start()))
  const voices = await setUp(peru, switzerland)
  console.log(
    `${requests} requests are open; ${exchanges} acts, ${kills} kills, seed ${seed}${server === undefined ? '' : `, ${server.version}`}`,
  )
  const begun = performance.now()
  await Promise.all([...voices.map(converse), killAtRandom(offices, server)])
  const seconds = (performance.now() - begun) / 1000
  await untilCalm([...new Set(voices.flat().map(({ seat }) => seat))])
  const calm = (performance.now() - begun) / 1000
  await Promise.all(offices.map((office) => office.stop()))
  console.log(
    `${killed} kills and ${voices.flat().reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)} acts in ${seconds.toFixed(0)} s, calm after ${calm.toFixed(0)} s; ${trouble.unanswered} attempts without an answer, ${trouble.conflicts} beaten by the other side's act`,
  )
  const faults = compare(voices, [await accountOf(peru), await accountOf(switzerland)])
  for (const [what, count] of Object.entries({ ...faults, 'processes that fell by themselves': peru.fell() + switzerland.fell() })) {
    console.log(`${String(count).padStart(5)}  ${what}`)
    if (count !== 0) process.exitCode = 1
  }
  if (process.exitCode === undefined) rmSync(home, { recursive: true })
  else console.log(`kept for a look: ${home}`)
} finally {
  await Promise.all(offices.map((office) => office.kill()))
  await server?.stop()
}
