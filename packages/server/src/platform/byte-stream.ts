/** Bytes at hand, as a stream of one piece. */
export async function* streamOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
