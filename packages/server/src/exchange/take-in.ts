import { randomUUID } from 'node:crypto'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, type Result, ok } from '@comity/domain/result'
import { type TakenReceipts, takeInReceipts } from './receipts-in.ts'
import { type Intake, takeInSealedFile, type TakenMessage } from './sealed-file-in.ts'

/** What came of something that was carried in. */
export type Taken = ({ readonly kind: 'message' } & TakenMessage) | ({ readonly kind: 'receipts' } & TakenReceipts)

/** Most bytes of receipts that came back, which are read into memory whole. */
const receiptsFileLimit = 4 * 1024 * 1024

/** Writes a stream to a new file. @returns its first bytes, or undefined when it is longer than the limit */
async function stage(path: string, stream: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer | undefined> {
  const handle = await open(path, 'wx', 0o600)
  try {
    let length = 0
    let head = Buffer.alloc(0)
    for await (const chunk of stream) {
      length += chunk.length
      if (length > limit) return undefined
      if (head.length < 16) head = Buffer.concat([head, chunk.subarray(0, 16)])
      await handle.writeFile(chunk)
    }
    return head
  } finally {
    await handle.close()
  }
}

function startsWith(head: Buffer, text: string): boolean {
  return head.subarray(0, text.length).toString('latin1') === text
}

/**
 * Takes in whatever can be carried: a sealed file, or receipts that came back. It lies on disk only while it is looked at.
 * @param limit most bytes
 * @returns what came of it; `too-large`; what `takeInSealedFile` and `takeInReceipts` say
 */
export async function takeInCarried(intake: Intake, stream: AsyncIterable<Uint8Array>, limit: number): Promise<Result<Taken>> {
  const path = join(intake.instance.folders.carried, `${randomUUID()}.part`)
  try {
    const head = await stage(path, stream, limit)
    if (head === undefined) return fail({ code: 'too-large', values: { limit } })
    if (startsWith(head, '{')) {
      const text = await readFile(path)
      if (text.length > receiptsFileLimit) return fail({ code: 'too-large', values: { limit: receiptsFileLimit } })
      const receipts = await takeInReceipts(intake.instance, text.toString('utf8'))
      return receipts.ok ? ok({ kind: 'receipts', ...receipts.value }) : receipts
    }
    const message = await takeInSealedFile(intake, path)
    return message.ok ? ok({ kind: 'message', ...message.value }) : message
  } finally {
    await rm(path, { force: true })
  }
}
