import { createHash } from 'node:crypto'
import * as z from 'zod'

/** A SHA-256 in lower-case hex, which is how this profile writes every digest. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/u, { error: 'digest' })

/** The SHA-256 of some bytes, in lower-case hex. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
