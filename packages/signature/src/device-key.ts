import { createHash, X509Certificate } from 'node:crypto'
import { ok, type Result } from '@comity/domain/result'
import { digestInfo, type SignatureAlgorithm } from './algorithm.ts'
import { integer, sequence } from './der.ts'
import { deviceArguments, type DeviceKey, notAtHand, runDevice, signInDevice } from './device-program.ts'
import { checkCertificate, type SigningKey } from './signing-key.ts'

/**
 * Reads the certificate of a device's key; no PIN is needed for that.
 * @returns `key-not-at-hand` where the program, the device or the certificate is not there
 */
export async function readDeviceCertificate(key: DeviceKey): Promise<Result<X509Certificate>> {
  const ran = await runDevice([...deviceArguments(key), '--read-object', '--type', 'cert'], Buffer.alloc(0))
  if (ran?.exit !== 0) return notAtHand(key)
  try {
    return ok(new X509Certificate(ran.out))
  } catch {
    return notAtHand(key)
  }
}

/** What the mechanism takes, and what becomes of its answer: a device signs digests, and a curve answers two bare numbers. */
function mechanismOf({ family, digest }: SignatureAlgorithm) {
  const hash = (data: Uint8Array) => createHash(digest).update(data).digest()
  return family === 'rsa'
    ? { name: 'RSA-PKCS', input: (data: Uint8Array) => digestInfo(digest, hash(data)), output: (raw: Buffer) => raw }
    : {
        name: 'ECDSA',
        input: hash,
        output: (raw: Buffer) => sequence(integer(raw.subarray(0, raw.length / 2)), integer(raw.subarray(raw.length / 2))),
      }
}

/**
 * Opens a device's key for signing. The PIN is used at each signature and kept nowhere.
 * @param chain certificates of the issuers, which devices often do not hold
 * @returns `key-not-at-hand`, or what `checkCertificate` refuses; signing answers `wrong-pin` where the device says so
 */
export async function openDeviceKey(
  key: DeviceKey,
  pin: string,
  at: Date,
  chain: readonly X509Certificate[] = [],
): Promise<Result<SigningKey>> {
  const certificate = await readDeviceCertificate(key)
  if (!certificate.ok) return certificate
  const usable = checkCertificate(certificate.value, at, 'key')
  if (!usable.ok) return usable
  const algorithm = usable.value
  const mechanism = mechanismOf(algorithm)
  return ok({
    certificates: [certificate.value, ...chain.filter((issuer) => certificate.value.checkIssued(issuer))],
    algorithm,
    async sign(data) {
      const signed = await signInDevice(key, pin, mechanism.name, mechanism.input(data))
      return signed.ok ? ok(mechanism.output(signed.value)) : signed
    },
  })
}
