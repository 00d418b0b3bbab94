import { createHash, createPublicKey, type JsonWebKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import { type Cbor, NotCbor, readCbor } from './cbor.ts'

/** Whose passkeys these are: the name of the host that answers, and where its pages come from. */
export interface RelyingParty {
  /** As in `cooperation.example`. */
  readonly id: string
  /** As in `https://cooperation.example`. */
  readonly origin: string
}

/** Whose passkeys those of pages at an address are. */
export function relyingPartyAt(address: string): RelyingParty {
  const { hostname, origin } = new URL(address)
  return { id: hostname, origin }
}

/** What a ceremony must have been about. */
export interface Expected extends RelyingParty {
  /** In base64url. */
  readonly challenge: string
  /** That the authenticator has verified the person, and not only that somebody is there; only a test asks for less. */
  readonly verified?: boolean
}

/** A passkey as it is registered. The public key is a SubjectPublicKeyInfo. */
export interface RegisteredKey {
  readonly credential: Buffer
  readonly algorithm: Algorithm
  readonly publicKey: Buffer
  readonly counter: number
}

/** ES256, EdDSA and RS256, by their COSE numbers: what authenticators have. */
export const algorithms = [-7, -8, -257] as const
export type Algorithm = (typeof algorithms)[number]

const flag = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10, attested: 0x40, extended: 0x80 } as const

class NotSigned extends Error {}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new NotSigned(what)
}

/** Reads what the browser says that it was asked (WebAuthn Level 3, section 5.8.1); members that we do not know are let be. */
function checkClientData(bytes: Uint8Array, type: 'webauthn.create' | 'webauthn.get', { challenge, origin }: Expected): void {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const said: unknown = JSON.parse(text)
  demand(typeof said === 'object' && said !== null && !Array.isArray(said), 'client data')
  const data = said as Readonly<Record<string, unknown>>
  demand(data['type'] === type, 'type')
  demand(data['challenge'] === challenge, 'challenge')
  demand(data['origin'] === origin, 'origin')
  // In no frame of another site.
  demand(data['crossOrigin'] !== true && data['topOrigin'] === undefined, 'frame')
}

interface AuthenticatorData {
  readonly flags: number
  readonly counter: number
  /** Where what follows the counter begins. */
  readonly rest: Uint8Array
}

function readAuthenticatorData(bytes: Uint8Array, { id, verified = true }: Expected): AuthenticatorData {
  demand(bytes.length >= 37, 'authenticator data')
  demand(timingSafeEqual(bytes.subarray(0, 32), createHash('sha256').update(id).digest()), 'relying party')
  const flags = bytes[32] ?? 0
  demand((flags & flag.present) !== 0, 'nobody there')
  demand(!verified || (flags & flag.verified) !== 0, 'nobody verified')
  demand((flags & flag.backedUp) === 0 || (flags & flag.eligible) !== 0, 'backup')
  return { flags, counter: Buffer.from(bytes).readUInt32BE(33), rest: bytes.subarray(37) }
}

/** Extensions that we did not ask for are read to their end and let be; nothing may follow. */
function checkEnd(bytes: Uint8Array, flags: number): void {
  const end = (flags & flag.extended) === 0 ? 0 : readCbor(bytes).end
  demand(end === bytes.length, 'trailing bytes')
}

function bytesAt(key: ReadonlyMap<string | number, Cbor>, label: number, length?: number): string {
  const value = key.get(label)
  demand(value instanceof Uint8Array && (length === undefined || value.length === length), 'key')
  return Buffer.from(value).toString('base64url')
}

/** A COSE key (RFC 9053) of one of our algorithms; the point on its curve is checked by the system's library. */
function readKey(item: Cbor): { readonly algorithm: Algorithm; readonly key: KeyObject } {
  demand(item instanceof Map, 'key')
  const cose = item as ReadonlyMap<string | number, Cbor>
  const [type, algorithm] = [cose.get(1), cose.get(3)]
  let jwk: JsonWebKey
  if (type === 2 && algorithm === -7 && cose.get(-1) === 1)
    jwk = { kty: 'EC', crv: 'P-256', x: bytesAt(cose, -2, 32), y: bytesAt(cose, -3, 32) }
  else if (type === 1 && algorithm === -8 && cose.get(-1) === 6) jwk = { kty: 'OKP', crv: 'Ed25519', x: bytesAt(cose, -2, 32) }
  else if (type === 3 && algorithm === -257) jwk = { kty: 'RSA', n: bytesAt(cose, -1), e: bytesAt(cose, -2) }
  else throw new NotSigned('algorithm')
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  demand(type !== 3 || (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048, 'short key')
  return { algorithm, key }
}

/** What is not as it should be is a refusal; our own faults are thrown on. */
function refusing<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (error instanceof NotSigned || error instanceof NotCbor || error instanceof SyntaxError || code.startsWith('ERR_')) return undefined
    throw error
  }
}

/**
 * Reads a new passkey (WebAuthn Level 3, section 7.1). No attestation was asked for, and none that comes is believed: who may add one is
 * settled by the session, freshly proved.
 * @returns undefined when it is not for this challenge, this host or a verified person, or is written otherwise than it should be
 */
export function readRegistration(
  given: { readonly clientDataJSON: Uint8Array; readonly attestationObject: Uint8Array },
  expected: Expected,
): RegisteredKey | undefined {
  return refusing(() => {
    checkClientData(given.clientDataJSON, 'webauthn.create', expected)
    const { item, end } = readCbor(given.attestationObject)
    demand(item instanceof Map && end === given.attestationObject.length, 'attestation object')
    const attestation = item as ReadonlyMap<string | number, Cbor>
    const data = attestation.get('authData')
    demand(typeof attestation.get('fmt') === 'string' && data instanceof Uint8Array, 'attestation object')
    const { flags, counter, rest } = readAuthenticatorData(data, expected)
    demand((flags & flag.attested) !== 0 && rest.length >= 18, 'no credential')
    const length = ((rest[16] ?? 0) << 8) | (rest[17] ?? 0)
    demand(length >= 16 && length <= 1023 && rest.length > 18 + length, 'credential')
    const read = readCbor(rest, 18 + length)
    const { algorithm, key } = readKey(read.item)
    checkEnd(rest.subarray(read.end), flags)
    const publicKey = key.export({ format: 'der', type: 'spki' })
    return { credential: Buffer.from(rest.subarray(18, 18 + length)), algorithm, publicKey, counter }
  })
}

/**
 * Checks a signature of a passkey (WebAuthn Level 3, section 7.2).
 * @returns the authenticator's new counter; undefined when the signature, the challenge, the host or the person does not hold, or the
 * counter stands still, as that of a copied authenticator does
 */
export function checkAssertion(
  given: { readonly clientDataJSON: Uint8Array; readonly authenticatorData: Uint8Array; readonly signature: Uint8Array },
  registered: { readonly algorithm: number; readonly publicKey: Buffer; readonly counter: number },
  expected: Expected,
): number | undefined {
  return refusing(() => {
    checkClientData(given.clientDataJSON, 'webauthn.get', expected)
    const { flags, counter, rest } = readAuthenticatorData(given.authenticatorData, expected)
    demand((flags & flag.attested) === 0, 'credential')
    checkEnd(rest, flags)
    const key = createPublicKey({ key: registered.publicKey, format: 'der', type: 'spki' })
    const signed = Buffer.concat([given.authenticatorData, createHash('sha256').update(given.clientDataJSON).digest()])
    demand(verify(registered.algorithm === -8 ? null : 'sha256', signed, key, given.signature), 'signature')
    demand(counter > registered.counter || (counter === 0 && registered.counter === 0), 'counter')
    return counter
  })
}
