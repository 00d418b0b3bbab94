/** What the build writes beside the script: each block's id, and the SHA-256 of what it unpacks to, in hexadecimal. */
declare const embeddedHashes: Readonly<Record<string, string>>

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

async function unpacked(packed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
}

/**
 * Unpacks a block that the file carries, and drops it.
 * @throws when it is not what the build put there: a file that was cut or altered must not draft anything
 */
export async function unpackEmbedded(id: string): Promise<ArrayBuffer> {
  const block = document.querySelector(`#${id}`)
  const bytes = await unpacked(bytesOf(block?.textContent ?? ''))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (hash !== embeddedHashes[id]) throw new Error(`${id} is not what was built`)
  block?.remove()
  return bytes
}

/** Unpacks a block of data; it throws as `unpackEmbedded` does. */
export async function readEmbedded(id: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await unpackEmbedded(id)))
}
