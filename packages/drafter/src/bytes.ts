/** Bytes at hand, as a stream of one piece. */
export async function* streamOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** A stream as one piece; undefined where it is longer than the limit, in bytes. */
export async function collect(stream: AsyncIterable<Uint8Array>, limit = Infinity): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const part of stream) {
    size += part.length
    if (size > limit) return undefined
    parts.push(new Uint8Array(part))
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}
