import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Act } from '@comity/domain/request/act'
import { ok } from '@comity/domain/result'
import { createExchange } from '@comity/server/exchange/exchange'
import { propose, verify } from '@comity/server/exchange/peers'
import { openDatabase } from '@comity/server/platform/database'
import { openFiles } from '@comity/server/platform/files'
import { migrate } from '@comity/server/platform/migrate'
import { sql } from 'kysely'

/** What a desk is told to do. */
export type Order =
  | { readonly do: 'know'; readonly text: string }
  | { readonly do: 'draft'; readonly megabytes: number }
  /** Answered once the act is committed: from then on it must not be lost. */
  | { readonly do: 'post'; readonly act: Act; readonly to: string }
  | { readonly do: 'account' | 'rest' | 'peak' | 'stop' }

/** What it answers. Memory in bytes. */
export interface Answer {
  readonly to: Order['do'] | 'start'
  readonly subject?: string
  readonly text?: string
  readonly port?: number
  readonly act?: Act
  readonly rss?: number
  /** Messages that have not got there yet, and those that never will. */
  readonly open?: number
  readonly failed?: number
  /** Every act applied, as often as it was. */
  readonly applied?: readonly string[]
  /** Receipts given more than once. */
  readonly twice?: number
}

const megabyte = 1024 * 1024

async function* randomPdf(megabytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('%PDF-1.7\n')
  for (let written = 0; written < megabytes; written += 1) yield randomBytes(megabyte)
}

/** An act that opens a request between two States, with a file or without. */
export function dispatchBetween(
  requesting: string,
  requested: string,
  files: Extract<Act, { type: 'dispatch' }>['body']['files'] = [],
): Act {
  const content = { kind: 'mutual-legal-assistance', requesting, requested } as const
  const head = { id: randomUUID(), side: 'requesting', seq: 1, seen: 0, at: new Date().toISOString(), by: 'Bench' } as const
  return { ...head, type: 'dispatch', body: { content, reference: 'B-1', files } }
}

/** The process: the exchange of one authority with its embedded database, and acts that are applied by being written down. */
async function desk(state: string, dataDirectory: string, port: number): Promise<void> {
  let peak = 0
  setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20).unref()
  const database = await openDatabase({ dataDirectory })
  const { db } = database
  await migrate(db)
  await sql`CREATE TABLE IF NOT EXISTS applied (id uuid)`.execute(db)
  const files = await openFiles(join(dataDirectory, 'files'))
  const exchange = await createExchange({
    db,
    files,
    dataDirectory,
    authority: { state, function: 'central', name: state },
    port,
    alone: true,
    applyAct: async (trx, { act }) => {
      await sql`INSERT INTO applied VALUES (${act.id})`.execute(trx)
      return ok(undefined)
    },
    clock: () => new Date(),
    log: { info: () => undefined, warn: () => undefined, error: (details, message) => console.error(state, message, details) },
  })

  async function know(text: string): Promise<void> {
    const at = new Date().toISOString()
    await db.transaction().execute(async (trx) => {
      const peer = await propose(trx, Buffer.from(text), `${state}/central`, at)
      if (!peer.ok) throw new Error(peer.problem.code)
      for (const name of ['a', 'b']) await verify(trx, peer.value.id, peer.value.fingerprint, { id: name, name, role: 'officer' }, at)
    })
  }

  async function draft(megabytes: number): Promise<Act> {
    const stored = await files.write(randomPdf(megabytes), { name: 'evidence.pdf' })
    if (!stored.ok) throw new Error(stored.problem.code)
    const { sha256, size, type } = stored.value
    return dispatchBetween('PER', 'CHE', [{ id: randomUUID(), name: 'evidence.pdf', mediaType: type, size, sha256 }])
  }

  async function post(act: Act, to: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const queued = await exchange.enqueue(trx, { to, thread: act.id, act })
      if (!queued.ok) throw new Error(queued.problem.code)
    })
    exchange.wake()
  }

  async function account(): Promise<Omit<Answer, 'to'>> {
    const { rows } = await sql<{ open: number; failed: number; twice: number }>`SELECT
      (SELECT count(*) FROM outbox WHERE standing IN ('queued', 'sealed', 'announced')) AS open,
      (SELECT count(*) FROM outbox WHERE standing = 'failed') AS failed,
      (SELECT count(*) FROM (SELECT FROM receipt GROUP BY message, event, issuer HAVING count(*) > 1) AS repeated) AS twice`.execute(db)
    const applied = await sql<{ id: string }>`SELECT id FROM applied`.execute(db)
    return { ...rows[0], applied: applied.rows.map(({ id }) => id) }
  }

  async function obey(order: Order): Promise<Answer> {
    if (order.do === 'know') await know(order.text)
    if (order.do === 'draft') return { to: 'draft', act: await draft(order.megabytes) }
    if (order.do === 'account') return { to: 'account', ...(await account()) }
    if (order.do === 'post') {
      await post(order.act, order.to)
      return { to: 'post', subject: order.act.id }
    }
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

function answerTo(child: ChildProcess, order: Answer['to'], subject?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      child.off('message', hear)
      child.off('exit', died)
    }
    const hear = (answer: Answer): void => {
      if (answer.to !== order || (subject !== undefined && answer.subject !== subject)) return
      end()
      resolve(answer)
    }
    const died = (): void => {
      end()
      reject(new Error('the process has ended'))
    }
    child.on('message', hear)
    child.on('exit', died)
  })
}

/** A desk as its starter sees it. */
export interface Desk {
  readonly started: Answer
  /** @throws when the process ends first */
  tell(order: Order): Promise<Answer>
  /** Ends the process without a warning. */
  kill(): Promise<void>
}

/** Starts a desk on a folder; port 0 takes any. */
export async function startDesk(state: string, dataDirectory: string, port: number): Promise<Desk> {
  const child = fork(fileURLToPath(import.meta.url), [state, dataDirectory, String(port)])
  child.setMaxListeners(0)
  const started = await answerTo(child, 'start')
  return {
    started,
    tell(order) {
      const answer = answerTo(child, order.do, order.do === 'post' ? order.act.id : undefined)
      child.send(order, () => undefined)
      return answer
    },
    kill() {
      return new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      })
    },
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) await desk(argv[2] ?? '', argv[3] ?? '', Number(argv[4]))
