const alphabet = /^[A-Za-z0-9_-]*$/u

/** Writes bytes as base64url without padding. RFC 4648 section 5. */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

/**
 * Reads base64url in the one form that these bytes can have: no padding, no white space, no stray bits in the
 * last character. JOSE libraries accept more than that, which would let the text of a signature be altered
 * without breaking it.
 * @returns undefined when the text is not canonical
 */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (!alphabet.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : undefined
}
