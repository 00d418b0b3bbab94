import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Bytes of plain text in a chunk; the last may be shorter, and empty. */
const chunkLength = 65_536
const tagLength = 16

/** A chunk with its tag, in bytes. */
export const sealedChunkLength = chunkLength + tagLength

/** Which chunk it is and whether it is the last: a chunk moved, left out or added does not open (STREAM, as in age). */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

function sealChunk(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openChunk(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  decipher.setAuthTag(sealed.subarray(-tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()])
}

/** Cuts a stream into pieces of one length, each with whether it is the last. There is always a last one. */
async function* cut(stream: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<{ readonly piece: Buffer; readonly last: boolean }> {
  let held = Buffer.alloc(0)
  for await (const chunk of stream) {
    held = Buffer.concat([held, chunk])
    for (; held.length > length; held = held.subarray(length)) yield { piece: held.subarray(0, length), last: false }
  }
  yield { piece: held, last: true }
}

/** Seals a stream chunk by chunk with AES-256-GCM. @param key 32 bytes that seal nothing else */
export async function* sealChunks(plain: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { piece, last } of cut(plain, chunkLength)) yield sealChunk(key, nonceOf(index++, last), piece)
}

/**
 * Opens what `sealChunks` sealed. What comes out before an error was sealed with this key, at this place.
 * @throws where a byte was changed, or a chunk moved, left out or added
 */
export async function* openChunks(sealed: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { piece, last } of cut(sealed, sealedChunkLength)) {
    if (piece.length < tagLength) throw new Error('a sealed file ends too early')
    yield openChunk(key, nonceOf(index++, last), piece)
  }
}
