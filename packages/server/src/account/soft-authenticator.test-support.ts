import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { PasskeyAssertion } from '@comity/contract/passkey'

/** What a test makes an authenticator or a browser say that is not as it should be. */
export interface Odd {
  readonly origin?: string
  readonly relyingParty?: string
  readonly type?: string
  readonly flags?: number
  readonly crossOrigin?: boolean
  readonly counter?: number
}

/** An authenticator in software, for tests: it makes a passkey and signs with it. */
export interface SoftAuthenticator {
  create(challenge: string, odd?: Odd): { readonly clientDataJSON: string; readonly attestationObject: string }
  get(challenge: string, odd?: Odd): PasskeyAssertion
}

function head(kind: number, value: number): Buffer {
  if (value < 24) return Buffer.of((kind << 5) | value)
  return value < 256 ? Buffer.of((kind << 5) | 24, value) : Buffer.of((kind << 5) | 25, value >> 8, value & 255)
}

/** Writes CBOR as CTAP 2 does; maps as lists of pairs, in their order. */
export function writeCbor(item: number | string | Buffer | readonly (readonly [number | string, unknown])[]): Buffer {
  if (typeof item === 'number') return item < 0 ? head(1, -1 - item) : head(0, item)
  if (typeof item === 'string') return Buffer.concat([head(3, Buffer.byteLength(item)), Buffer.from(item)])
  if (Buffer.isBuffer(item)) return Buffer.concat([head(2, item.length), item])
  const pairs = item as readonly (readonly [number | string, Parameters<typeof writeCbor>[0]])[]
  return Buffer.concat([head(5, pairs.length), ...pairs.flatMap(([key, value]) => [writeCbor(key), writeCbor(value)])])
}

function keyPair(algorithm: number): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (algorithm === -8) return generateKeyPairSync('ed25519')
  return algorithm === -7 ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })
}

function coseKey(publicKey: KeyObject, algorithm: number): Buffer {
  const jwk = publicKey.export({ format: 'jwk' })
  const at = (name: 'x' | 'y' | 'n' | 'e'): Buffer => Buffer.from(jwk[name] ?? '', 'base64url')
  if (algorithm === -8)
    return writeCbor([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, at('x')],
    ])
  if (algorithm === -257)
    return writeCbor([
      [1, 3],
      [3, -257],
      [-1, at('n')],
      [-2, at('e')],
    ])
  return writeCbor([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, at('x')],
    [-3, at('y')],
  ])
}

/** @param algorithm of COSE: -7, -8 or -257 */
export function softAuthenticator(at: { readonly id: string; readonly origin: string }, algorithm = -7): SoftAuthenticator {
  const { publicKey, privateKey } = keyPair(algorithm)
  const credential = randomBytes(32)
  let signatures = 0
  const clientData = (type: string, challenge: string, odd: Odd): Buffer =>
    Buffer.from(
      JSON.stringify({ type: odd.type ?? type, challenge, origin: odd.origin ?? at.origin, crossOrigin: odd.crossOrigin ?? false }),
    )
  function authenticatorData(odd: Odd, flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(odd.counter ?? (signatures += 1))
    const party = createHash('sha256')
      .update(odd.relyingParty ?? at.id)
      .digest()
    return Buffer.concat([party, Buffer.of(odd.flags ?? flags), counter])
  }
  return {
    create(challenge, odd = {}) {
      const length = Buffer.of(0, credential.length)
      const attested = [Buffer.alloc(16), length, credential, coseKey(publicKey, algorithm)]
      const authData = Buffer.concat([authenticatorData(odd, 0x45), ...attested])
      const attestationObject = writeCbor([
        ['fmt', 'none'],
        ['attStmt', []],
        ['authData', authData],
      ])
      return {
        clientDataJSON: clientData('webauthn.create', challenge, odd).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
      }
    },
    get(challenge, odd = {}) {
      const [data, client] = [authenticatorData(odd, 0x05), clientData('webauthn.get', challenge, odd)]
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      const signature = sign(algorithm === -8 ? null : 'sha256', signed, privateKey)
      const [clientDataJSON, authenticator] = [client.toString('base64url'), data.toString('base64url')]
      return {
        id: credential.toString('base64url'),
        clientDataJSON,
        authenticatorData: authenticator,
        signature: signature.toString('base64url'),
      }
    },
  }
}
