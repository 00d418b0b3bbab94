// `npm start` as a newcomer meets it, on an empty folder and again on the one it left: seconds until both authorities
// answer, and until the story is told and the sign-ins are shown. Then the memory of one authority at rest: PSS, since
// RSS counts what is shared once for each process (Linux only). `node bench/start.ts`, after a build.
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

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

/** Megabytes of one authority's process, of which the database is a part. */
function restOf(key: 'lima' | 'bern'): string {
  const { pid } = JSON.parse(readFileSync(join(home, 'demo', key, 'data', 'database.lock'), 'utf8')) as { pid: number }
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
  console.log(`${what}, at rest after 15 s: Lima ${restOf('lima')}`)
  process.kill(-(npm.pid ?? 0), 'SIGINT')
  await ended
}

try {
  await start('first start')
  await start('second start')
} finally {
  rmSync(home, { recursive: true, force: true })
}
