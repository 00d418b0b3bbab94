import { Worker } from 'node:worker_threads'
import type { LetterReport } from '@comity/contract/signature'
import { fail, type Result } from '@comity/domain/result'
import type { VerifyJob } from './verify-worker.ts'

/** How long a check may take, in milliseconds: a letter of fifty pages takes a twentieth of a second. */
const patience = 10_000
/** Checks at once: anyone may ask, and officers have work to do meanwhile. */
const atOnce = 2
const memory = { maxOldGenerationSizeMb: 256 }

let underWay = 0

async function run(job: VerifyJob): Promise<Result<LetterReport>> {
  const worker = new Worker(new URL('verify-worker.ts', import.meta.url), { workerData: job, resourceLimits: memory })
  const limit = setTimeout(() => void worker.terminate(), patience)
  try {
    return await new Promise((resolve) => {
      worker.once('message', resolve)
      // Too much of anything: memory, depth, time.
      worker.once('error', () => resolve(fail({ code: 'malformed' })))
      worker.once('exit', () => resolve(fail({ code: 'malformed' })))
    })
  } finally {
    clearTimeout(limit)
    void worker.terminate()
  }
}

/**
 * Checks the signatures of a file in a thread of its own, with a limit of time and memory: whoever made the file may mean ill.
 * @returns `try-later` where others are being checked
 */
export async function verifyApart(job: VerifyJob): Promise<Result<LetterReport>> {
  if (underWay >= atOnce) return fail({ code: 'try-later' })
  underWay += 1
  try {
    return await run(job)
  } finally {
    underWay -= 1
  }
}
