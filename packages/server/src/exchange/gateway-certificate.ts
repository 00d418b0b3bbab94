// oxlint-disable-next-line no-unassigned-import -- the certificate library asks for it, first of all
import 'reflect-metadata'
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { digestOf } from '@comity/exchange/digest'
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509'
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
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

/**
 * Makes a self-signed certificate. Nobody is asked to believe its name or its dates: peers know it by the digest in
 * our signed directory document. P-256, since some TLS proxies know nothing newer.
 */
export async function makeCertificate(at: Date): Promise<StoredCertificate> {
  cryptoProvider.set(webcrypto)
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: 'CN=comity',
    notBefore: new Date(at.getTime() - day),
    notAfter: new Date(at.getTime() + years * 365 * day),
    signingAlgorithm: { ...algorithm, hash: 'SHA-256' },
    keys,
  })
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const lines = key.match(/.{1,64}/gu) ?? []
  return {
    certificate: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
  }
}

/** Reads the digest off a certificate. @throws when it is not one */
export function withDigest(stored: StoredCertificate): GatewayCertificate {
  return { ...stored, digest: digestOf(new X509Certificate(stored.certificate).raw) }
}
