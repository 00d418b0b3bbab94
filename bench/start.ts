// `npm start` as a newcomer meets it, on an empty folder and again on the one it left: seconds until both authorities
// answer, and until the story is told and the sign-ins are shown. Then the memory of one authority at rest: PSS, since
// RSS counts what is shared once for each process (Linux only). At last one authority on PostgreSQL, where that is installed.
// `node bench/start.ts`, after a build.
import { fork, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startThrowAwayServer } from '../scripts/throw-away-postgres.ts'

const home = mkdtempSync(join(tmpdir(), 'comity-bench-'))
const port = randomInt(20_000, 32_000)
const kilobytesOfOne = 1024

async function answers(address: string): Promise<boolean> {
  return fetch(`${address}/health`).then(
    (response) => response.ok,
    () => false,
  )
}

async function untilBothAnswer(): Promise<void> {
  for (const address of [port, port + 10].map((one) => `http://localhost:${one}`)) while (!(await answers(address))) await wait(20)
}

async function untilShown(output: AsyncIterable<unknown>): Promise<void> {
  let said = ''
  for await (const chunk of output) {
    said += String(chunk)
    if (said.includes('Ctrl-C')) return
  }
  throw new Error(`it ended:\n${said}`)
}

/** Megabytes of a process. */
function restOf(pid: number): string {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = (what: string) => Number(new RegExp(`^${what}:\\s+(\\d+) kB`, 'mu').exec(rollup)?.[1] ?? 0)
  return `PSS ${(kilobytes('Pss') / kilobytesOfOne).toFixed(0)} MB, RSS ${(kilobytes('Rss') / kilobytesOfOne).toFixed(0)} MB`
}

async function start(what: string): Promise<void> {
  const begun = performance.now()
  const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(1)
  const npm = spawn('npm', ['start'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, COMITY_HOME: home, COMITY_DEMO_PORT: String(port) },
  })
  const ended = once(npm, 'exit')
  const answered = untilBothAnswer().then(seconds)
  await untilShown(npm.stdout)
  console.log(`${what}: both answer after ${await answered} s, sign-ins shown after ${seconds()} s`)
  await wait(15_000)
  const { pid } = JSON.parse(readFileSync(join(home, 'demo', 'lima', 'data', 'database.lock'), 'utf8')) as { pid: number }
  console.log(`${what}, at rest after 15 s: Lima with its database ${restOf(pid)}`)
  process.kill(-(npm.pid ?? 0), 'SIGINT')
  await ended
}

/** One authority on PostgreSQL, whose own processes are not counted. */
async function startOnServer(): Promise<void> {
  const server = await startThrowAwayServer()
  if (server === undefined) return
  const begun = performance.now()
  const child = fork('packages/cli/bin/comity.mjs', ['serve'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      COMITY_STATE: 'PER',
      COMITY_NAME: 'Lima',
      COMITY_DATA: join(home, 'server'),
      COMITY_PORT: String(port),
      COMITY_EXCHANGE_PORT: String(port + 1),
      DATABASE_URL: server.url,
    },
  })
  await once(child, 'message')
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  await wait(15_000)
  console.log(
    `on PostgreSQL, a new database: answers after ${seconds} s; at rest after 15 s without the database ${restOf(child.pid ?? 0)}`,
  )
  child.kill('SIGTERM')
  await once(child, 'exit')
  await server.stop()
}

try {
  await start('first start')
  await start('second start')
  await startOnServer()
} finally {
  rmSync(home, { recursive: true, force: true })
}
