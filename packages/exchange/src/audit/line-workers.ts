import { Worker } from 'node:worker_threads'
import type { ReadLines } from './exported-log.ts'
import type { LineReader } from './verify-log.ts'

interface Desk {
  readonly worker: Worker
  readonly waiting: PromiseWithResolvers<ReadLines>[]
}

function openDesk(): Desk {
  const worker = new Worker(new URL('./line-worker.ts', import.meta.url), { execArgv: [] })
  const waiting: Desk['waiting'] = []
  worker.on('message', (read: ReadLines) => waiting.shift()?.resolve(read))
  worker.on('error', (error) => {
    for (const one of waiting.splice(0)) one.reject(error)
  })
  return { worker, waiting }
}

/**
 * Threads that read and hash the lines of a large exported log, in turn.
 * @returns the reader, and what ends the threads
 */
export function startLineWorkers(threads: number): { readonly reader: LineReader; stop(): Promise<void> } {
  const desks = Array.from({ length: threads }, openDesk)
  let turn = 0
  return {
    reader: {
      // Each has one in hand and one that waits, so that none is idle.
      atOnce: 2 * threads,
      async read(bytes) {
        const desk = desks[turn++ % threads]
        if (desk === undefined) throw new Error('no threads')
        const answer = Promise.withResolvers<ReadLines>()
        desk.waiting.push(answer)
        // A copy of its own: the caller's may be part of a larger buffer.
        const own = Uint8Array.from(bytes)
        desk.worker.postMessage(own, [own.buffer])
        return answer.promise
      },
    },
    async stop() {
      await Promise.all(desks.map(async ({ worker }) => worker.terminate()))
    },
  }
}
