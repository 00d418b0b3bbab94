import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Directory, timeUnder } from '@comity/exchange/directory-document'
import { contentDigest, contentDigestOf, isCallSigned, signCall } from '@comity/exchange/signed-call'
import type { Outbound, Slice } from './egress.ts'
import { type Instance, now } from './instance.ts'

async function digestOfSlice({ path, start, end }: Slice): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { start, end: end - 1, highWaterMark: 262_144 })) hash.update(chunk as Uint8Array)
  return contentDigest(hash.digest())
}

/**
 * Signs a call to a peer whose directory document says that calls are signed, if ours says so too; leaves any other as it is.
 * @param ahead how far the peer's clock is ahead of ours, as far as it has said so. In milliseconds
 */
export async function signedFor(
  instance: Pick<Instance, 'directory' | 'keys' | 'clock'>,
  outbound: Outbound,
  peer: { readonly id: string; readonly document: Directory },
  ahead: number,
): Promise<Outbound> {
  const own = instance.directory().document
  const [key] = instance.keys.sign
  if (key === undefined || !isCallSigned(own, peer.document)) return outbound
  const { method, path, body, headers } = outbound
  const hasBody = body !== undefined && (body instanceof Uint8Array ? body.length : body.end - body.start) > 0
  const digest = hasBody ? { 'content-digest': body instanceof Uint8Array ? contentDigestOf(body) : await digestOfSlice(body) } : {}
  const fields = { ...headers, ...digest }
  const at = Date.parse(timeUnder(own, key.kid, now(instance))) + ahead
  return { ...outbound, headers: { ...fields, ...signCall({ method, target: path, fields, hasBody }, peer.id, key, at) } }
}
