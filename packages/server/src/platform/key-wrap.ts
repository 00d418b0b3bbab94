import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceLength = 12
const tagLength = 16

/** Bytes of a wrapped key of 32 bytes. */
export const wrappedLength = nonceLength + 32 + tagLength

/** Seals a key under another with AES-256-GCM. @param about what it is the key of: it unwraps for nothing else */
export function wrapKey(key: Uint8Array, under: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', under, nonce).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

/** @returns undefined under another key, for another thing, or where a byte was changed */
export function unwrapKey(wrapped: Uint8Array, under: Uint8Array, about: string): Buffer | undefined {
  if (wrapped.length !== wrappedLength) return undefined
  const decipher = createDecipheriv('aes-256-gcm', under, wrapped.subarray(0, nonceLength), { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(about)).setAuthTag(wrapped.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(nonceLength, -tagLength)), decipher.final()])
  } catch {
    return undefined
  }
}
