import { generateKeyPair, randomBytes, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { digestOf } from '@comity/exchange/digest'
import { der, integer, oid, sequence, setOf } from '@comity/signature/der'
import * as z from 'zod'

/** Key and certificate of our end of every connection, as PEM. */
export const StoredCertificate = z.strictObject({ certificate: z.string(), key: z.string() })
export type StoredCertificate = z.infer<typeof StoredCertificate>

/** The same with its digest, by which peers know it. */
export interface GatewayCertificate extends StoredCertificate {
  /** SHA-256 of the DER form, in hex: what our directory document names. */
  readonly digest: string
}

const years = 10
const day = 86_400_000
const generate = promisify(generateKeyPair)

/** ecdsa-with-SHA256 (RFC 5758 section 3.2), and the common name (RFC 5280 section 4.1.2.4). */
const signatureAlgorithm = sequence(oid('1.2.840.10045.4.3.2'))
const name = sequence(setOf(sequence(oid('2.5.4.3'), der(0x0c, Buffer.from('comity')))))

/** Two digits of the year until 2049, four from then on (RFC 5280 section 4.1.2.5). */
function timeOf(moment: Date): Buffer {
  const digits = `${moment.toISOString().replaceAll(/[-:T]|\..*/gu, '')}Z`
  return moment.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits))
}

function pemOf(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/gu) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/**
 * Makes a self-signed certificate (RFC 5280). Nobody is asked to believe its name or its dates: peers know it by the digest in
 * our signed directory document. P-256, since some TLS proxies know nothing newer.
 */
export async function makeCertificate(at: Date): Promise<StoredCertificate> {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' })
  const said = sequence(
    der(0xa0, integer(Uint8Array.of(2))),
    integer(Buffer.concat([Uint8Array.of(1), randomBytes(15)])),
    signatureAlgorithm,
    name,
    sequence(timeOf(new Date(at.getTime() - day)), timeOf(new Date(at.getTime() + years * 365 * day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(0x03, Uint8Array.of(0), sign('sha256', said, privateKey))
  return {
    certificate: pemOf(sequence(said, signatureAlgorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** Reads the digest off a certificate. @throws when it is not one */
export function withDigest(stored: StoredCertificate): GatewayCertificate {
  return { ...stored, digest: digestOf(new X509Certificate(stored.certificate).raw) }
}
