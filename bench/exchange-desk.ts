import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Act } from '@comity/domain/request/act'
import { ok } from '@comity/domain/result'
import { createExchange } from '@comity/server/exchange/exchange'
import { activate, propose, verify } from '@comity/server/exchange/peers'
import { loadAuthorityKey } from '@comity/server/platform/authority-key'
import { openDatabase } from '@comity/server/platform/database'
import { openFiles } from '@comity/server/platform/files'
import { migrate } from '@comity/server/platform/migrate'
import { openVault } from '@comity/server/platform/vault'

/** What a desk is told to do. */
export type Order =
  | { readonly do: 'know'; readonly text: string }
  | { readonly do: 'draft'; readonly megabytes: number }
  | { readonly do: 'post'; readonly act: Act; readonly to: string }
  /** Puts so many small messages into the outbox, each in a thread of its own. */
  | { readonly do: 'flood'; readonly count: number; readonly to: string }
  | { readonly do: 'open' | 'rest' | 'peak' | 'stop' }

/** What it answers. Memory in bytes. */
export interface Answer {
  readonly to: Order['do'] | 'start'
  readonly text?: string
  readonly port?: number
  readonly act?: Act
  readonly rss?: number
  /** Messages that have not got there yet. */
  readonly open?: number
}

/** Where a desk stands. */
export interface Place {
  /** Where it listens. */
  readonly host?: string
  /** How others reach it, if not there. */
  readonly endpoint?: string
  /** Network of the peers that are not public. */
  readonly peers?: string
  /** What its process is started by, as `ip netns exec NAME`. */
  readonly within?: readonly string[]
}

const megabyte = 1024 * 1024

async function* randomPdf(megabytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('%PDF-1.7\n')
  for (let written = 0; written < megabytes; written += 1) yield randomBytes(megabyte)
}

/** The process: the exchange of one authority with its embedded database, and acts that have no effect. */
async function desk(state: string, dataDirectory: string, port: number, { host, endpoint, peers }: Place): Promise<void> {
  let peak = 0
  setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20).unref()
  const database = await openDatabase({ dataDirectory })
  const { db } = database
  await migrate(db)
  const authorityKey = await loadAuthorityKey(dataDirectory)
  const files = await openFiles(join(dataDirectory, 'files'), authorityKey)
  const exchange = await createExchange({
    db,
    files,
    dataDirectory,
    vault: openVault(dataDirectory, authorityKey),
    authority: { state, function: 'central', name: state },
    port,
    ...(host === undefined ? {} : { host }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(peers === undefined ? {} : { privatePeers: [peers] }),
    alone: true,
    applyAct: async () => ok(undefined),
    clock: () => new Date(),
    log: { info: () => undefined, warn: () => undefined, error: (details, message) => console.error(state, message, details) },
  })

  async function know(text: string): Promise<void> {
    const at = new Date().toISOString()
    await db.transaction().execute(async (trx) => {
      const [first, second] = ['a', 'b'].map((name) => ({ id: randomUUID(), name, role: 'officer' as const }))
      if (first === undefined || second === undefined) throw new Error('two officers')
      const peer = await propose(trx, Buffer.from(text), `${state}/central`, first, at)
      if (!peer.ok) throw new Error(peer.problem.code)
      for (const officer of [first, second]) await verify(trx, peer.value.id, peer.value, officer, at)
      await activate(trx, peer.value.id, second, at)
    })
  }

  async function draft(megabytes: number): Promise<Act> {
    const stored = await files.write(randomPdf(megabytes), { name: 'evidence.pdf' })
    if (!stored.ok) throw new Error(stored.problem.code)
    const { sha256, size, type } = stored.value
    const evidence = [{ id: randomUUID(), name: 'evidence.pdf', mediaType: type, size, sha256 }]
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const
    const head = { id: randomUUID(), side: 'requesting', seq: 1, seen: 0, at: new Date().toISOString(), by: 'Bench' } as const
    return { ...head, type: 'dispatch', body: { content, reference: 'B-1', files: evidence } }
  }

  async function post(act: Act, to: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const queued = await exchange.enqueue(trx, { to, thread: act.id, act })
      if (!queued.ok) throw new Error(queued.problem.code)
    })
    exchange.wake()
  }

  async function flood(count: number, to: string): Promise<void> {
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: 'B' } as const
    await db.transaction().execute(async (trx) => {
      for (let place = 0; place < count; place += 1) {
        const head = { id: randomUUID(), side: 'requesting', seq: 1, seen: 0, at: new Date().toISOString(), by: 'Bench' } as const
        const act: Act = { ...head, type: 'dispatch', body: { content, reference: `B-${place}`, files: [] } }
        const queued = await exchange.enqueue(trx, { to, thread: act.id, act })
        if (!queued.ok) throw new Error(queued.problem.code)
      }
    })
    exchange.wake()
  }

  async function countOpen(): Promise<number> {
    const rows = await db.selectFrom('outbox').select('id').where('standing', '<>', 'consigned').execute()
    return rows.length
  }

  async function obey(order: Order): Promise<Answer> {
    if (order.do === 'know') await know(order.text)
    if (order.do === 'draft') return { to: 'draft', act: await draft(order.megabytes) }
    if (order.do === 'open') return { to: 'open', open: await countOpen() }
    if (order.do === 'post') await post(order.act, order.to)
    if (order.do === 'flood') await flood(order.count, order.to)
    if (order.do === 'rest') {
      await new Promise((resolve) => setTimeout(resolve, 2000))
      peak = process.memoryUsage.rss()
    }
    if (order.do === 'stop') {
      await exchange.stop()
      await database.close()
    }
    return { to: order.do, rss: peak }
  }

  // Who started us is gone: nobody would stop us.
  process.on('disconnect', () => process.exit())
  process.on('message', (order) => void obey(order as Order).then((answer) => process.send?.(answer)))
  const started = await exchange.start()
  process.send?.({ to: 'start', text: exchange.directory().text, port: started.port } satisfies Answer)
}

function answerTo(child: ChildProcess, order: Answer['to']): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the process has ended')))
    child.on('message', (answer: Answer) => {
      if (answer.to === order) resolve(answer)
    })
  })
}

/** A desk as its starter sees it. */
export interface Desk {
  readonly started: Answer
  /** @throws when the process ends first */
  tell(order: Order): Promise<Answer>
  /** Closes what it holds, and ends the process. */
  stop(): Promise<void>
}

/** Starts a desk on a folder; port 0 takes any. */
export async function startDesk(state: string, dataDirectory: string, port: number, place: Place = {}): Promise<Desk> {
  const { within = [], ...where } = place
  const [program, ...before] = [...within, process.execPath]
  const args = [...before, fileURLToPath(import.meta.url), state, dataDirectory, String(port), JSON.stringify(where)]
  const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  child.setMaxListeners(0)
  const started = await answerTo(child, 'start')
  return {
    started,
    tell(order) {
      const answer = answerTo(child, order.do)
      child.send(order)
      return answer
    },
    async stop() {
      const ended = once(child, 'exit')
      child.send({ do: 'stop' } satisfies Order)
      await answerTo(child, 'stop')
      child.disconnect()
      await ended
    },
  }
}

/** Lets two desks know and trust each other. */
export async function introduceDesks(one: Desk, other: Desk): Promise<void> {
  await one.tell({ do: 'know', text: other.started.text ?? '' })
  await other.tell({ do: 'know', text: one.started.text ?? '' })
}

/** Waits until nothing of a desk is on its way. @returns whether that came about in so many milliseconds */
export async function allArrived(from: Desk, patience = Infinity): Promise<boolean> {
  const until = performance.now() + patience
  while (((await from.tell({ do: 'open' })).open ?? 0) > 0) {
    if (performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}

if (argv[1] === fileURLToPath(import.meta.url))
  await desk(argv[2] ?? '', argv[3] ?? '', Number(argv[4]), JSON.parse(argv[5] ?? '{}') as Place)
