import { randomUUID } from 'node:crypto'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Way } from '@comity/domain/exchange/way'
import { fail, type Result, ok } from '@comity/domain/result'
import { isVolume } from '@comity/exchange/volume'
import { type TakenReceipts, takeInReceipts } from './receipts-in.ts'
import { type Intake, takeInSealedFile, type TakenMessage } from './sealed-file-in.ts'
import { keepVolume, type TakenVolume } from './volumes-in.ts'

/** What came of something that was carried in. */
export type Taken =
  | ({ readonly kind: 'message' } & TakenMessage)
  | ({ readonly kind: 'receipts' } & TakenReceipts)
  | ({ readonly kind: 'volume' } & TakenVolume)

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

async function takeInReceiptsFile(intake: Intake, path: string): Promise<Result<Taken>> {
  const text = await readFile(path)
  if (text.length > receiptsFileLimit) return fail({ code: 'too-large', values: { limit: receiptsFileLimit } })
  const receipts = await takeInReceipts(intake.instance, text.toString('utf8'))
  return receipts.ok ? ok({ kind: 'receipts', ...receipts.value }) : receipts
}

async function takeInMessage(intake: Intake, path: string, way: Way): Promise<Result<Taken>> {
  const message = await takeInSealedFile(intake, path, way)
  return message.ok ? ok({ kind: 'message', ...message.value }) : message
}

async function takeInVolume(intake: Intake, path: string, way: Way): Promise<Result<Taken>> {
  const kept = await keepVolume(intake.instance.folders.carried, path)
  if (!kept.ok) return kept
  const { volume, whole } = kept.value
  if (whole === undefined) return ok({ kind: 'volume', ...volume })
  try {
    const taken = await takeInMessage(intake, whole.path, way)
    // What has to come again, as after a gap, need not be carried here again whole: one volume of it is enough.
    if (taken.ok && taken.value.kind === 'message' && taken.value.standing !== 'receiving') await whole.forget()
    return taken
  } finally {
    await rm(whole.path, { force: true })
  }
}

/**
 * Takes in whatever can be carried: a sealed file, a volume of one, or receipts that came back. A sealed file lies on
 * disk only while it is looked at, a volume until the others have come.
 * @param limit most bytes
 * @param way by which it came
 * @returns what came of it; `too-large`; what `takeInSealedFile`, `keepVolume` and `takeInReceipts` say
 */
export async function takeInCarried(intake: Intake, stream: AsyncIterable<Uint8Array>, limit: number, way: Way): Promise<Result<Taken>> {
  const path = join(intake.instance.folders.carried, `${randomUUID()}.part`)
  try {
    const head = await stage(path, stream, limit)
    if (head === undefined) return fail({ code: 'too-large', values: { limit } })
    if (head[0] === 0x7b) return await takeInReceiptsFile(intake, path)
    return isVolume(head) ? await takeInVolume(intake, path, way) : await takeInMessage(intake, path, way)
  } finally {
    await rm(path, { force: true })
  }
}
