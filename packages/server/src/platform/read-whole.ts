import { fail, ok, type Result } from '@comity/domain/result'

/** Reads a small file whole. @param limit in bytes @returns `too-large` as soon as it is, without reading on */
export async function readWhole(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Result<Buffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limit) return fail({ code: 'too-large', values: { limit } })
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}
