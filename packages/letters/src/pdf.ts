import { Worker } from 'node:worker_threads'
import type { LabelSheet } from './label-sheet.ts'
import type { LetterOutcome, LetterTask } from './letter-worker.ts'
import type { Doc } from './model.ts'

/** How long a letter may take before its worker is ended. In milliseconds; a letter of forty pages takes about one second. */
export const letterTimeLimit = 10_000

/** A letter that took longer than its time: refused, so that no input can hold the others up. */
export class LetterTooSlow extends Error {
  override readonly name = 'LetterTooSlow'
}

let worker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()

export interface PdfOptions {
  /** The request as a file (`writeRequestFile`): it goes within the PDF, which is then PDF/A-3a. */
  readonly request?: string | undefined
  /** Milliseconds of work after which a letter is given up. */
  readonly timeLimit?: number
}

/**
 * A letter as PDF/A-2a, tagged, byte for byte the same each time. Letters are set one after the other in a worker
 * thread, which does not keep the process alive.
 * @throws LetterTooSlow after `timeLimit` milliseconds of work on this letter
 */
export function renderPdf(doc: Doc, { request, timeLimit = letterTimeLimit }: PdfOptions = {}): Promise<Uint8Array> {
  return inTurn({ doc, request }, timeLimit)
}

/** A sheet of labels as PDF, set in the same worker. */
export function renderLabels(labels: LabelSheet): Promise<Uint8Array> {
  return inTurn({ labels }, letterTimeLimit)
}

function inTurn(task: LetterTask, timeLimit: number): Promise<Uint8Array> {
  const pdf = last.then(() => inWorker(task, timeLimit))
  last = pdf.catch(() => undefined)
  return pdf
}

/** Ends the worker when the letters under way are done; the next letter starts another. */
export async function closePdf(): Promise<void> {
  await last
  const ending = worker
  worker = undefined
  await ending?.terminate()
}

function inWorker(task: LetterTask, timeLimit: number): Promise<Uint8Array> {
  const current = (worker ??= startWorker())
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const abandon = (error: Error): void => {
    if (worker === current) worker = undefined
    // Not awaited: a compiler that never returns never ends either, and must not hold the next letter up.
    void current.terminate()
    reject(error)
  }
  const timer = setTimeout(() => abandon(new LetterTooSlow(`not set within ${timeLimit} ms`)), timeLimit)
  const onMessage = (outcome: LetterOutcome): void => {
    if ('pdf' in outcome) resolve(outcome.pdf)
    else reject(new Error(outcome.error))
  }
  current.ref()
  current.once('message', onMessage)
  current.once('error', abandon)
  current.postMessage(task)
  return promise.finally(() => {
    clearTimeout(timer)
    current.off('message', onMessage)
    current.off('error', abandon)
    current.unref()
  })
}

function startWorker(): Worker {
  // Not the flags of this process: some, such as --input-type, no worker can start with.
  return new Worker(new URL('letter-worker.ts', import.meta.url), { execArgv: [] })
}
