import { Worker } from 'node:worker_threads'
import { readableTypes } from '@comity/domain/screening/readable-types'
import type { Caution } from '@comity/domain/screening/verdict'
import { readWhole } from '../platform/read-whole.ts'
import { inspectedTypes } from './inspect.ts'
import type { InspectJob } from './inspect-worker.ts'
import type { TextPreview } from './text-preview.ts'

/** How long looking into a file may take, in milliseconds. */
const patience = 10_000
/** Largest file that is looked into, in bytes. */
const sizeLimit = 64 * 1024 * 1024
/** Files that are looked into at once: each has its memory. */
const atOnce = 2
const memory = { maxOldGenerationSizeMb: 256 }

let underWay = 0
const waiting: (() => void)[] = []

async function enter(): Promise<void> {
  if (underWay >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else underWay += 1
}

/** Whoever waits takes the place over. */
function leave(): void {
  const next = waiting.shift()
  if (next === undefined) underWay -= 1
  else next()
}

async function run<T>(job: InspectJob, otherwise: T): Promise<T> {
  const worker = new Worker(new URL('inspect-worker.ts', import.meta.url), { workerData: job, resourceLimits: memory })
  const limit = setTimeout(() => void worker.terminate(), patience)
  try {
    return await new Promise((resolve) => {
      worker.once('message', resolve)
      // Too much of anything: memory, depth, time.
      worker.once('error', () => resolve(otherwise))
      worker.once('exit', () => resolve(otherwise))
    })
  } finally {
    clearTimeout(limit)
    void worker.terminate()
  }
}

interface About {
  readonly size: number
  readonly type: string
}

async function lookInto<T>(
  { size, type }: About,
  body: () => AsyncIterable<Uint8Array>,
  want: InspectJob['want'],
  otherwise: T,
): Promise<T> {
  if (size > sizeLimit) return otherwise
  await enter()
  try {
    const bytes = await readWhole(body(), sizeLimit)
    return bytes.ok ? await run({ bytes: bytes.value, type, want }, otherwise) : otherwise
  } finally {
    leave()
  }
}

/** What in a file asks for care, looked for in a thread of its own with a limit of time and memory; what is too large is `unread`. */
export async function inspectApart(about: About, body: () => AsyncIterable<Uint8Array>): Promise<readonly Caution[]> {
  return inspectedTypes.includes(about.type) ? lookInto<readonly Caution[]>(about, body, 'cautions', ['unread']) : []
}

/** The words of a file, read in such a thread; undefined where there are none to be had. */
export async function previewApart(about: About, body: () => AsyncIterable<Uint8Array>): Promise<TextPreview | undefined> {
  return readableTypes.includes(about.type) ? lookInto<TextPreview | undefined>(about, body, 'text', undefined) : undefined
}
