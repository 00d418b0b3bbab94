import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** DSSE 1.0, envelope.md: what is signed, in base64, beside its type and who signed it. */
export interface Envelope {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/** In-toto attestation framework, spec/v1/envelope.md. */
const payloadType = 'application/vnd.in-toto+json'

/** What is signed over: DSSE protocol.md, PAE. Lengths in bytes, in decimal. */
function preAuthentication(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `), body])
}

/** The name of a key: SHA-256 in hex of its SubjectPublicKeyInfo. A hint, and no more. */
export function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
}

/** Signs a statement. @param pem an Ed25519 key, PKCS #8 @throws when it is another key */
export function signStatement(statement: object, pem: string): Envelope {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key is not an Ed25519 key')
  const body = Buffer.from(JSON.stringify(statement))
  const sig = sign(null, preAuthentication(payloadType, body), key).toString('base64')
  return { payload: body.toString('base64'), payloadType, signatures: [{ keyid: keyIdOf(createPublicKey(key)), sig }] }
}

/**
 * The statement of an envelope that this key has signed, whoever else did. The key counts, never the name that a signature gives to one.
 * @param pem the public key @returns undefined when it has not, or the envelope holds something else
 */
export function openStatement({ payload, payloadType: type, signatures }: Envelope, pem: string): unknown {
  const key = createPublicKey(pem)
  const body = Buffer.from(payload, 'base64')
  if (type !== payloadType || key.asymmetricKeyType !== 'ed25519') return undefined
  const signed = preAuthentication(type, body)
  const isSigned = signatures.some(({ sig }) => verify(null, signed, key, Buffer.from(sig, 'base64')))
  return isSigned ? (JSON.parse(body.toString('utf8')) as unknown) : undefined
}
