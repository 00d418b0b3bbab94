import { join } from 'node:path'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Answer } from './egress.ts'
import type { PeerLine } from './peer-line.ts'
import type { SealedPartName } from './tables.ts'
import { AnnouncementAnswer, partPath, sliceLength } from './wire.ts'

function offsetOf({ headers }: Answer, { ctLen }: SealedPartName): number | undefined {
  const text = headers['upload-offset']
  const offset = typeof text === 'string' && /^\d{1,15}$/u.test(text) ? Number(text) : undefined
  return offset !== undefined && offset <= ctLen ? offset : undefined
}

/** Reads the problem code of an answer that is none of the expected ones. */
export function refusalIn({ status, body }: Answer): ReturnType<typeof fail> {
  try {
    const read = AnnouncementAnswer.safeParse(JSON.parse(Buffer.from(body).toString()))
    if (read.success && read.data.code !== undefined) return fail({ code: read.data.code })
  } catch {
    // Not JSON: an intermediary's page.
  }
  return fail({ code: 'try-later', values: { reason: `status ${status}` } })
}

/**
 * Uploads what the peer has not yet got of a sealed part, in slices, from the offset that it names.
 * @param onProgress told after each slice
 * @returns `ok` when the peer has it whole; the peer's refusal; or `try-later`
 */
export async function uploadPart(
  line: PeerLine,
  peer: string,
  folder: string,
  part: SealedPartName,
  onProgress: () => void,
): Promise<Result<void>> {
  const path = partPath(part.ct256)
  const head = await line.send(peer, { method: 'HEAD', path })
  if (!head.ok) return head
  if (head.value.headers['upload-complete'] === '?1') return ok(undefined)
  let offset = offsetOf(head.value, part)
  if (head.value.status !== 200 || offset === undefined) return refusalIn(head.value)
  while (offset < part.ctLen) {
    const start: number = offset
    const end = Math.min(start + sliceLength, part.ctLen)
    const answer = await line.send(peer, {
      method: 'PATCH',
      path,
      headers: {
        'content-type': 'application/partial-upload',
        'upload-offset': String(start),
        'upload-complete': end === part.ctLen ? '?1' : '?0',
      },
      body: { path: join(folder, part.ct256), start, end },
    })
    if (!answer.ok) return answer
    const reached = offsetOf(answer.value, part)
    if (answer.value.status !== 204 || reached === undefined || reached <= start) return refusalIn(answer.value)
    offset = reached
    onProgress()
  }
  return ok(undefined)
}
