import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Act } from '@comity/domain/request/act'
import { ok } from '@comity/domain/result'
import { createExchange } from '@comity/server/exchange/exchange'
import { propose, verify } from '@comity/server/exchange/peers'
import { openDatabase } from '@comity/server/platform/database'
import { type Files, openFiles } from '@comity/server/platform/files'
import { migrate } from '@comity/server/platform/migrate'

/**
 * One file of 300 MB (or as many as the first argument says) from one authority to another, each a process of its
 * own with its embedded database: how long it takes, and how much memory each needs beyond what it needs at rest.
 * Both are started anew before the measurement, on data that they prepared, so that nothing of the preparation
 * counts as rest. Exits 1 when 150 MB or more are needed.
 */
const allowed = 150
const megabyte = 1024 * 1024

/** What a process is told to do, and what it answers to each. */
type Order =
  | { readonly do: 'know'; readonly text: string }
  | { readonly do: 'draft'; readonly megabytes: number }
  | { readonly do: 'send'; readonly act: Act }
  | { readonly do: 'rest' | 'peak' | 'stop' }
interface Answer {
  readonly to: Order['do'] | 'start'
  readonly text?: string
  readonly port?: number
  readonly act?: Act
  readonly rss?: number
}

async function* randomPdf(megabytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('%PDF-1.7\n')
  for (let written = 0; written < megabytes; written += 1) yield randomBytes(megabyte)
}

async function draft(files: Files, megabytes: number): Promise<Act> {
  const stored = await files.write(randomPdf(megabytes), { name: 'evidence.pdf' })
  if (!stored.ok) throw new Error(stored.problem.code)
  const { sha256, size, type } = stored.value
  const file = { id: randomUUID(), name: 'evidence.pdf', mediaType: type, size, sha256 }
  const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const
  const head = { id: randomUUID(), side: 'requesting', seq: 1, seen: 0, at: new Date().toISOString(), by: 'Bench' } as const
  return { ...head, type: 'dispatch', body: { content, reference: 'B-1', files: [file] } }
}

/** One of the two processes. */
async function desk(state: string, dataDirectory: string, port: number): Promise<void> {
  let peak = 0
  setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20).unref()
  const database = await openDatabase({ dataDirectory })
  const { db } = database
  await migrate(db)
  const files = await openFiles(join(dataDirectory, 'files'))
  const exchange = await createExchange({
    db,
    files,
    dataDirectory,
    authority: { state, function: 'central', name: state },
    port,
    alone: true,
    applyAct: async () => ok(undefined),
    clock: () => new Date(),
    log: { info: () => undefined, warn: console.error, error: console.error },
  })

  async function know(text: string): Promise<void> {
    const at = new Date().toISOString()
    await db.transaction().execute(async (trx) => {
      const peer = await propose(trx, Buffer.from(text), `${state}/central`, at)
      if (!peer.ok) throw new Error(peer.problem.code)
      for (const name of ['a', 'b']) await verify(trx, peer.value.id, peer.value.fingerprint, { id: name, name, role: 'officer' }, at)
    })
  }

  async function send(act: Act): Promise<void> {
    await db.transaction().execute((trx) => exchange.enqueue(trx, { to: 'CHE', thread: randomUUID(), act }))
    exchange.wake()
    for (let standing = ''; standing !== 'consigned';) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      ;({ standing } = await db.selectFrom('outbox').select('standing').where('id', '=', act.id).executeTakeFirstOrThrow())
    }
  }

  async function obey(order: Order): Promise<Answer> {
    if (order.do === 'know') await know(order.text)
    if (order.do === 'draft') return { to: 'draft', act: await draft(files, order.megabytes) }
    if (order.do === 'send') await send(order.act)
    if (order.do === 'rest') {
      await new Promise((resolve) => setTimeout(resolve, 2000))
      peak = process.memoryUsage.rss()
    }
    if (order.do === 'stop') {
      await exchange.stop()
      await database.close()
      setImmediate(() => process.disconnect())
    }
    return { to: order.do, rss: peak }
  }

  process.on('message', (order) => void obey(order as Order).then((answer) => process.send?.(answer)))
  const started = await exchange.start()
  process.send?.({ to: 'start', text: exchange.directory().text, port: started.port } satisfies Answer)
}

function answerTo(child: ChildProcess, order: Answer['to']): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)))
    child.on('message', (answer: Answer) => {
      if (answer.to === order) resolve(answer)
    })
  })
}

function tell(child: ChildProcess, order: Order): Promise<Answer> {
  const answer = answerTo(child, order.do)
  child.send(order)
  return answer
}

async function start(state: string, dataDirectory: string, port: number): Promise<{ child: ChildProcess; started: Answer }> {
  const child = fork(fileURLToPath(import.meta.url), ['--desk', state, dataDirectory, String(port)])
  return { child, started: await answerTo(child, 'start') }
}

interface Place {
  readonly state: string
  readonly folder: string
  readonly port: number
}

async function prepare(states: readonly [string, string], root: string, megabytes: number): Promise<{ places: Place[]; act: Act }> {
  const [from, to] = await Promise.all([start(states[0], join(root, states[0]), 0), start(states[1], join(root, states[1]), 0)])
  await tell(from.child, { do: 'know', text: to.started.text ?? '' })
  await tell(to.child, { do: 'know', text: from.started.text ?? '' })
  const { act } = await tell(from.child, { do: 'draft', megabytes })
  await Promise.all([tell(from.child, { do: 'stop' }), tell(to.child, { do: 'stop' })])
  if (act === undefined) throw new Error('nothing was drafted')
  const places = [from, to].map(({ started }, place) => {
    const state = states[place] ?? ''
    return { state, folder: join(root, state), port: started.port ?? 0 }
  })
  return { places, act }
}

async function measure(root: string, megabytes: number): Promise<void> {
  const { places, act } = await prepare(['PER', 'CHE'], root, megabytes)
  const [from, to] = await Promise.all(places.map(({ state, folder, port }) => start(state, folder, port)))
  if (from === undefined || to === undefined) throw new Error('two processes')
  const rest = [await tell(from.child, { do: 'rest' }), await tell(to.child, { do: 'rest' })]
  const begun = performance.now()
  await tell(from.child, { do: 'send', act })
  const seconds = (performance.now() - begun) / 1000
  const peaks = [await tell(from.child, { do: 'peak' }), await tell(to.child, { do: 'peak' })]
  await Promise.all([tell(from.child, { do: 'stop' }), tell(to.child, { do: 'stop' })])
  console.log(`${megabytes} MB sealed, sent, opened and receipted in ${seconds.toFixed(1)} s (${(megabytes / seconds).toFixed(0)} MB/s)`)
  for (const [place, name] of ['sender', 'receiver'].entries()) {
    const idle = (rest[place]?.rss ?? 0) / megabyte
    const peak = (peaks[place]?.rss ?? 0) / megabyte
    if (peak - idle >= allowed) process.exitCode = 1
    console.log(
      `${name}: at rest ${idle.toFixed(0)} MB, peak ${peak.toFixed(0)} MB, ${(peak - idle).toFixed(0)} MB above rest (allowed ${allowed})`,
    )
  }
}

if (argv[2] === '--desk') await desk(argv[3] ?? '', argv[4] ?? '', Number(argv[5]))
else {
  const root = mkdtempSync(join(tmpdir(), 'comity-bench-'))
  process.once('exit', () => rmSync(root, { recursive: true, force: true }))
  await measure(root, Number(argv[2] ?? 300))
}
