import { fail, ok, type Result } from '@comity/domain/result'

/** The only lengths that a signed manifest has before it is sealed, so that its length tells little. In bytes. */
const buckets = [4_096, 16_384, 65_536, 131_072] as const
const space = 0x20

/**
 * Fills JSON up with spaces to the next bucket. JSON allows them, so the padded text is read by any JOSE tool as it is.
 * The last bucket holds the longest manifest in base64url with room for further signatures.
 */
export function pad(json: Uint8Array): Uint8Array {
  const bucket = buckets.find((length) => length >= json.length)
  if (bucket === undefined) throw new Error('a manifest within its limit fits the last bucket')
  const padded = new Uint8Array(bucket).fill(space)
  padded.set(json)
  return padded
}

/**
 * Takes the padding off.
 * @returns `malformed` unless these are exactly the bytes that `pad` makes
 */
export function unpad(padded: Uint8Array): Result<Uint8Array> {
  const json = padded.subarray(0, padded.findLastIndex((byte) => byte !== space) + 1)
  const bucket = buckets.find((length) => length >= json.length)
  return bucket === padded.length && json.length > 0 ? ok(json) : fail({ code: 'malformed', values: { rule: 'padding' } })
}
