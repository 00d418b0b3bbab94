import { createHash, createPublicKey } from 'node:crypto'
import { ok, type Result } from '@comity/domain/result'
import { deviceArguments, type DeviceKey, notAtHand, runDevice, signInDevice } from './device-program.ts'

/** A P-256 key in a device: its public half as in a JWK, and how it signs. */
export interface DeviceP256 {
  readonly point: { readonly x: string; readonly y: string }
  /** ECDSA with SHA-256; two numbers of 32 bytes, as a JWS has them (RFC 7518 section 3.4). */
  sign(data: Uint8Array): Promise<Result<Uint8Array>>
}

/**
 * Opens a P-256 key in a device by its public object on the token; no certificate is needed. A device is given a digest: of
 * Ed25519, which signs the text itself, OpenSC's program takes no more than 1,024 bytes. The PIN is used at each signature and
 * kept nowhere.
 * @returns `key-not-at-hand` where the program, the device or the key is not there, or the key is of another kind
 */
export async function openDeviceP256(key: DeviceKey, pin: string): Promise<Result<DeviceP256>> {
  const ran = await runDevice([...deviceArguments(key), '--read-object', '--type', 'pubkey'], Buffer.alloc(0))
  if (ran?.exit !== 0) return notAtHand(key)
  try {
    const pem = ran.out.toString('latin1').startsWith('-----')
    const { crv, x, y } = createPublicKey(pem ? ran.out : { key: ran.out, format: 'der', type: 'spki' }).export({ format: 'jwk' })
    if (crv !== 'P-256' || x === undefined || y === undefined) return notAtHand(key)
    const sign = (data: Uint8Array) => signInDevice(key, pin, 'ECDSA', createHash('sha256').update(data).digest())
    return ok({ point: { x, y }, sign })
  } catch {
    return notAtHand(key)
  }
}
