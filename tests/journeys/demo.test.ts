import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runComity } from '@comity/cli/run-comity'

const program = fileURLToPath(new URL('../../packages/cli/bin/comity.mjs', import.meta.url))
const home = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(home, { recursive: true }))

const offsets = [0, 1, 10, 11]

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function isFree(port: number): Promise<boolean> {
  try {
    const server = await listen(port)
    await new Promise((resolve) => server.close(resolve))
    return true
  } catch {
    return false
  }
}

/** A port from which on the demonstration finds those it needs; below those that systems hand out by themselves. */
async function firstFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if ((await Promise.all(offsets.map((offset) => isFree(port + offset)))).every(Boolean)) return port
  }
}

const port = await firstFreePort()
const environment = { COMITY_HOME: home, COMITY_DEMO_PORT: String(port) }

function startDemo(): ChildProcess {
  return spawn(process.execPath, [program, 'demo'], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function untilSaid(child: ChildProcess, words: RegExp): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    if (words.test(said)) return said
  }
  throw new Error(`it ended and said only: ${said}`)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Every port of the demonstration is free again: nobody was left behind. */
async function assertNobodyLeft(): Promise<void> {
  for (const offset of offsets) assert.ok(await isFree(port + offset), `port ${port + offset} is still held`)
}

const steps = [
  'peer verified',
  'peer verified',
  'draft',
  'findings',
  'legal basis',
  'findings settled',
  'letter PDF',
  'letter DOCX',
  'approval asked',
  'approved',
  'sealed',
  'sent',
  'receipts',
  'registered',
  'clarification asked',
  'clarification supplied',
  'accepted',
  'handed over',
  'executed',
  'result sent',
  'result',
  'hashes equal',
  'hashes equal',
  'confirmed',
  'closed',
]

test('a port that is taken is named in a sentence, and nothing is started', async () => {
  const taken = await listen(port + 11)
  const { exit, out, err } = await runComity(['demo', '--once'], environment)
  taken.close()
  assert.deepEqual([exit, out], [1, ''])
  assert.match(err, new RegExp(`^Port ${port + 11} is in use by another program\\..*COMITY_DEMO_PORT.*\\n$`, 'u'))
})

test('case 1 goes from draft to answer step by step, and leaves its letters and nobody behind', async () => {
  const { exit, out, err } = await runComity(['demo', '--once'], environment)
  assert.deepEqual([exit, err], [0, ''], out)
  const told = out
    .trimEnd()
    .split('\n')
    .map((line) => /^(?:Lima|Bern) {2}(.{24}) /u.exec(line)?.[1]?.trimEnd() ?? line)
  assert.deepEqual(
    told.filter((step, place) => step !== 'legal basis' || told[place - 1] !== step),
    steps,
  )
  for (const name of ['UCJIE-0417-2026.es', 'UCJIE-0417-2026.sent.es']) {
    const [pdf, docx] = await Promise.all(
      ['pdf', 'docx'].map((format) => readFile(join(home, 'demo', 'letters', `${name}.${format}`), 'latin1')),
    )
    assert.equal(pdf?.slice(0, 5), '%PDF-')
    assert.equal(docx?.slice(0, 4), 'PK\u0003\u0004')
  }
  await assertNobodyLeft()
})

test('a second start does not repeat the story, shows every sign-in, and stops both at Ctrl-C', async () => {
  const child = startDemo()
  const ended = once(child, 'exit')
  const said = await untilSaid(child, /Ctrl-C/u)
  assert.match(said, /^The data of the first start are here; the story of case 1 has been played and is not repeated\.$/mu)
  assert.doesNotMatch(said, /^(?:Lima|Bern) {2}/mu)
  for (const offset of [0, 10]) {
    const address = `http://localhost:${port + offset}`
    assert.ok(said.includes(address), said)
    assert.equal((await fetch(`${address}/health`)).status, 200)
  }
  for (const name of ['salazar', 'huaman', 'keller', 'rochat', 'frei', 'admin', 'auditor'])
    assert.match(said, new RegExp(`^ {2}${name} .*password \\S+ {3}code now \\d{6}$`, 'mu'))
  child.kill('SIGINT')
  assert.deepEqual(await ended, [0, null])
  await assertNobodyLeft()
})

/** Starts the demonstration and comes back while both authorities are still starting. */
async function startHalfway(): Promise<ChildProcess> {
  const child = startDemo()
  const locks = ['lima', 'bern'].map((key) => join(home, 'demo', key, 'data', 'database.lock'))
  while (!locks.every((lock) => existsSync(lock))) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${String(child.stderr?.read())}`)
    await wait(20)
  }
  return child
}

test('interrupted while it starts, it ends cleanly', async () => {
  const child = await startHalfway()
  child.kill('SIGINT')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  await assertNobodyLeft()
})

test('when it is killed, its authorities stop by themselves', async () => {
  const child = await startHalfway()
  const locks = ['lima', 'bern'].map((key) => readFileSync(join(home, 'demo', key, 'data', 'database.lock'), 'utf8'))
  child.kill('SIGKILL')
  for (const lock of locks) {
    const { pid } = JSON.parse(lock) as { pid: number }
    while (isAlive(pid)) await wait(50)
  }
  await assertNobodyLeft()
})
