import { createHash, type X509Certificate } from 'node:crypto'
import { type Digest, digestIdentifier, type SignatureAlgorithm } from './algorithm.ts'
import { nameOf } from './certificate.ts'
import { der, integer, octetString, oid, sequence, setOf } from './der.ts'

/** Object identifiers of RFC 5652, RFC 5035 and RFC 3161. */
export const cmsOids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
} as const

function attribute(type: string, value: Uint8Array): Buffer {
  return sequence(oid(type), setOf(value))
}

/** ESSCertIDv2 (RFC 5035 section 4): binds the signature to this certificate and no other of the same key. */
function signingCertificate(certificate: X509Certificate, digest: Digest): Buffer {
  const hash = createHash(digest).update(certificate.raw).digest()
  const { issuer, serial } = nameOf(certificate)
  const issuerSerial = sequence(sequence(der(0xa4, issuer)), serial)
  // SHA-256 is the default, which DER leaves out.
  const parts = [...(digest === 'sha256' ? [] : [digestIdentifier(digest)]), octetString(hash), issuerSerial]
  return sequence(sequence(sequence(...parts)))
}

/** What is signed, in CAdES: the kind of content, its digest, and the certificate. No time: PAdES has that beside it (EN 319 142-1 section 6.3). */
export function signedAttributes(certificate: X509Certificate, digest: Digest, messageDigest: Uint8Array): Buffer {
  return setOf(
    attribute(cmsOids.contentType, oid(cmsOids.data)),
    attribute(cmsOids.messageDigest, octetString(messageDigest)),
    attribute(cmsOids.signingCertificateV2, signingCertificate(certificate, digest)),
  )
}

/** The parts of a signature that were made. */
export interface SignatureParts {
  /** The signer's first, then those of its issuers. */
  readonly certificates: readonly X509Certificate[]
  readonly algorithm: SignatureAlgorithm
  /** As `signedAttributes` wrote them. */
  readonly attributes: Buffer
  readonly value: Uint8Array
  /** A time-stamp of the value (RFC 3161), where there is one. */
  readonly timeStamp?: Uint8Array
}

/** A detached signature (CAdES, RFC 5652 SignedData without content). */
export function cmsSignature({ certificates, algorithm, attributes, value, timeStamp }: SignatureParts): Buffer {
  const [signer] = certificates
  if (signer === undefined) throw new Error('a signature has a signer')
  const { issuer, serial } = nameOf(signer)
  const digest = digestIdentifier(algorithm.digest)
  const signerInfo = sequence(
    integer(Buffer.of(1)),
    sequence(issuer, serial),
    digest,
    // Signed as a set, written as an implicit choice (RFC 5652 section 5.4).
    Buffer.concat([Buffer.of(0xa0), attributes.subarray(1)]),
    algorithm.identifier,
    octetString(value),
    ...(timeStamp === undefined ? [] : [der(0xa1, attribute(cmsOids.timeStampToken, timeStamp))]),
  )
  const signedData = sequence(
    integer(Buffer.of(1)),
    setOf(digest),
    sequence(oid(cmsOids.data)),
    der(0xa0, ...certificates.map(({ raw }) => raw)),
    setOf(signerInfo),
  )
  return sequence(oid(cmsOids.signedData), der(0xa0, signedData))
}
