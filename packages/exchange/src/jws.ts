import { read } from '@comity/domain/input'
import { fail, ok, type Result } from '@comity/domain/result'
import { flattenedVerify, GeneralSign } from 'jose'
import * as z from 'zod'
import { fromBase64url, toBase64url } from './base64url.ts'
import type { RootJwk, SigningKey } from './keys.ts'
import { readJson } from './strict-json.ts'

/** What a signature is over; a receipt can never be shown as a manifest. */
export type SignedKind = 'comity-directory' | 'comity-manifest' | 'comity-receipt'

const signatureLimit = 16
const malformed = fail({ code: 'malformed', values: { rule: 'not-jws' } })

const General = z.strictObject({
  payload: z.string(),
  signatures: z
    .array(z.strictObject({ protected: z.string(), signature: z.string() }))
    .min(1)
    .max(signatureLimit),
})
const Header = z.looseObject({ alg: z.string(), kid: z.string(), typ: z.string(), crit: z.unknown().optional() })

/** One signature of a JWS as it stands there, with the name of its key. */
export interface Signature {
  readonly kid: string
  readonly protected: string
  readonly signature: string
}

/** A JWS whose form is right and whose signatures have not been checked. */
export interface UncheckedJws {
  readonly payload: Uint8Array
  readonly encoded: string
  readonly signatures: readonly Signature[]
}

function serialise(jws: z.infer<typeof General>): Uint8Array {
  const signatures = jws.signatures.map((one) => ({ protected: one.protected, signature: one.signature }))
  return new TextEncoder().encode(JSON.stringify({ payload: jws.payload, signatures }))
}

/**
 * Signs bytes as they are with each key.
 * @returns the JWS in general JSON serialization (RFC 7515 section 7.2.1), UTF-8, without white space
 */
export async function signJws(kind: SignedKind, payload: Uint8Array, keys: readonly SigningKey[]): Promise<Uint8Array> {
  const signing = new GeneralSign(payload)
  for (const { kid, jwk } of keys) signing.addSignature(jwk).setProtectedHeader({ alg: jwk.alg, kid, typ: kind })
  return serialise(General.parse(await signing.sign()))
}

/**
 * Makes one signature with a key that is not at hand itself, as one in a device.
 * @param sign over the signing input of RFC 7515 section 5.1
 */
export async function signOnce(
  kind: SignedKind,
  payload: Uint8Array,
  { kid, jwk, sign }: { readonly kid: string; readonly jwk: RootJwk; sign(data: Uint8Array): Promise<Result<Uint8Array>> },
): Promise<Result<Signature>> {
  const header = toBase64url(new TextEncoder().encode(JSON.stringify({ alg: jwk.alg, kid, typ: kind })))
  const signed = await sign(new TextEncoder().encode(`${header}.${toBase64url(payload)}`))
  return signed.ok ? ok({ kid, protected: header, signature: toBase64url(signed.value) }) : signed
}

/** Puts signatures that were made apart under one payload. */
export function assembleJws(payload: Uint8Array, signatures: readonly Signature[]): Uint8Array {
  return serialise({ payload: toBase64url(payload), signatures: [...signatures] })
}

/**
 * Reads the form of a JWS strictly: exactly the bytes that `signJws` would write for its content, so that one
 * signed message has one form and one digest.
 * @returns the parts, unchecked; `malformed`; or `unsupported-profile` when a header has `crit`
 */
export function parseJws(kind: SignedKind, bytes: Uint8Array): Result<UncheckedJws> {
  const json = readJson(bytes)
  const general = json.ok ? read(General, json.value) : json
  if (!general.ok || !Buffer.from(bytes).equals(serialise(general.value))) return malformed
  const payload = fromBase64url(general.value.payload)
  if (payload === undefined) return malformed
  const signatures: Signature[] = []
  for (const one of general.value.signatures) {
    const header = fromBase64url(one.protected)
    if (header === undefined || fromBase64url(one.signature) === undefined) return malformed
    const headerJson = readJson(header)
    const said = headerJson.ok ? read(Header, headerJson.value) : headerJson
    if (!said.ok || said.value.typ !== kind) return malformed
    if (said.value.crit !== undefined) return fail({ code: 'unsupported-profile', values: { crit: 'jws' } })
    if (signatures.some(({ kid }) => kid === said.value.kid)) return malformed
    signatures.push({ kid: said.value.kid, ...one })
  }
  return ok({ payload, encoded: general.value.payload, signatures })
}

async function verifies(jws: UncheckedJws, one: Signature, jwk: RootJwk): Promise<boolean> {
  try {
    // The key says which algorithm it is for; what the header asks for must be that.
    await flattenedVerify({ payload: jws.encoded, protected: one.protected, signature: one.signature }, jwk, { algorithms: [jwk.alg] })
    return true
  } catch {
    return false
  }
}

/**
 * Checks every signature made with a key that we know. Signatures by other keys are passed over, so that a
 * second kind of signature can be added without a new profile.
 * @param keys known keys by kid
 * @returns the kids that have signed, which may be none; or `bad-signature` when one of ours does not verify
 */
export async function verifiedKids(jws: UncheckedJws, keys: ReadonlyMap<string, RootJwk>): Promise<Result<readonly string[]>> {
  const kids: string[] = []
  for (const one of jws.signatures) {
    const jwk = keys.get(one.kid)
    if (jwk === undefined) continue
    if (!(await verifies(jws, one, jwk))) return fail({ code: 'bad-signature', values: { kid: one.kid } })
    kids.push(one.kid)
  }
  return ok(kids)
}
