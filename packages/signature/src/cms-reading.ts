import { createHash, X509Certificate } from 'node:crypto'
import { type Digest, isSignatureOf, readDigest } from './algorithm.ts'
import { nameOf, useOf } from './certificate.ts'
import { cmsOids } from './cms-signature.ts'
import { childOf, childrenOf, demand, type DerNode, NotReadable, octetsOf, oidOf, readDer } from './der.ts'

/** A signature as it was read: RFC 5652 SignedData with one signer. */
export interface SignedData {
  readonly contentType: string
  /** Absent in a detached signature. */
  readonly content?: Buffer
  readonly certificates: readonly X509Certificate[]
  readonly signer: SignerInfo
}

interface SignerInfo {
  /** Issuer and serial number, or the identifier of the key. */
  readonly identifier: DerNode
  readonly digest: Digest
  readonly attributes: DerNode
  readonly algorithm: DerNode
  readonly value: Buffer
  readonly unsigned?: DerNode
}

/** Most certificates that a signature may bring. */
const certificatesAtMost = 30

function readSigner(node: DerNode): SignerInfo {
  const [, identifier, digest, attributes, algorithm, value, unsigned] = childrenOf(demand(node, 0x30))
  return {
    identifier: demand(identifier),
    digest: readDigest(demand(digest)),
    attributes: demand(attributes, 0xa0),
    algorithm: demand(algorithm, 0x30),
    value: octetsOf(demand(value, 0x04)),
    ...(unsigned === undefined ? {} : { unsigned: demand(unsigned, 0xa1) }),
  }
}

function readCertificate(node: DerNode): X509Certificate {
  try {
    const certificate = new X509Certificate(demand(node, 0x30).bytes)
    // OpenSSL reads some parts only when they are asked for, and throws then.
    const { publicKey, validFromDate, validToDate } = certificate
    if (publicKey.type !== 'public' || Number.isNaN(validFromDate.getTime()) || Number.isNaN(validToDate.getTime()))
      throw new NotReadable('a certificate without a key or a date')
    certificate.toLegacyObject()
    useOf(certificate)
    return certificate
  } catch (error) {
    throw new NotReadable('a certificate that is none', { cause: error })
  }
}

/** Reads a signature with exactly one signer. @throws NotReadable for anything else */
export function readSignedData(bytes: Uint8Array): SignedData {
  const [type, holder] = childrenOf(demand(readDer(bytes), 0x30))
  if (oidOf(demand(type)) !== cmsOids.signedData) throw new NotReadable('no signature')
  const [, , encapsulated, ...rest] = childrenOf(childOf(demand(holder, 0xa0), 0, 0x30))
  const [contentType, content] = childrenOf(demand(encapsulated, 0x30))
  const signers = childrenOf(demand(rest.at(-1), 0x31))
  const [signer] = signers
  if (signer === undefined || signers.length > 1) throw new NotReadable('not one signer')
  const set = rest.find(({ tag }) => tag === 0xa0)
  const certificates = set === undefined ? [] : childrenOf(set).filter(({ tag }) => tag === 0x30)
  if (certificates.length > certificatesAtMost) throw new NotReadable('too many certificates')
  return {
    contentType: oidOf(demand(contentType)),
    ...(content === undefined ? {} : { content: octetsOf(childOf(content, 0, 0x04)) }),
    certificates: certificates.map(readCertificate),
    signer: readSigner(signer),
  }
}

/** The only value of an attribute; undefined where there is none. @throws NotReadable when it is there twice */
export function attributeOf(attributes: DerNode | undefined, type: string): DerNode | undefined {
  if (attributes === undefined) return undefined
  const found = childrenOf(attributes).filter((attribute) => oidOf(childOf(attribute, 0)) === type)
  const [only, second] = found
  if (only === undefined) return undefined
  const values = childrenOf(childOf(only, 1, 0x31))
  if (second !== undefined || values.length !== 1) throw new NotReadable('an attribute twice')
  return values[0]
}

function signerCertificate({ certificates, signer }: SignedData): X509Certificate | undefined {
  const { identifier } = signer
  return certificates.find((certificate) => {
    if (identifier.tag !== 0x30) return false
    const { issuer, serial } = nameOf(certificate)
    const [ownIssuer, ownSerial] = childrenOf(identifier)
    return ownIssuer?.bytes.equals(issuer) === true && ownSerial?.bytes.equals(serial) === true
  })
}

/** Whether the signed attributes name this certificate (RFC 5035; its first version, with SHA-1, in old time-stamps). */
function namesCertificate(attributes: DerNode, certificate: X509Certificate): boolean | undefined {
  const second = attributeOf(attributes, cmsOids.signingCertificateV2)
  const first = attributeOf(attributes, cmsOids.signingCertificate)
  const named = second ?? first
  if (named === undefined) return undefined
  const fields = childrenOf(childOf(childOf(named, 0, 0x30), 0, 0x30))
  const algorithm = second !== undefined && fields[0]?.tag === 0x30 ? readDigest(fields[0]) : second === undefined ? 'sha1' : 'sha256'
  const hash = fields.find(({ tag }) => tag === 0x04)
  return octetsOf(demand(hash)).equals(createHash(algorithm).update(certificate.raw).digest())
}

/** Who signed, and why the signature is not good if it is not. */
export interface Signed {
  readonly certificate: X509Certificate
  /** `digest`: something else was signed; `signature`: not by this key; `certificate`: the signature names another one. */
  readonly problem?: 'digest' | 'signature' | 'certificate'
}

/**
 * Checks one signature over its content.
 * @param digestOf the content, with the digest that the signature names
 * @param options whether the signature must name its certificate, as CAdES and RFC 3161 demand
 * @throws NotReadable where the signer's certificate is not there or an algorithm is not accepted
 */
export function signedBy(data: SignedData, digestOf: (digest: Digest) => Buffer, { bound = true } = {}): Signed {
  const { signer } = data
  const certificate = signerCertificate(data)
  if (certificate === undefined) throw new NotReadable('the certificate of the signer is not there')
  const digest = attributeOf(signer.attributes, cmsOids.messageDigest)
  const type = attributeOf(signer.attributes, cmsOids.contentType)
  if (oidOf(demand(type)) !== data.contentType) throw new NotReadable('two kinds of content')
  if (!octetsOf(demand(digest, 0x04)).equals(digestOf(signer.digest))) return { certificate, problem: 'digest' }
  const signed = Buffer.concat([Buffer.of(0x31), signer.attributes.bytes.subarray(1)])
  const { digest: name, algorithm: identifier, value } = signer
  if (!isSignatureOf({ key: certificate.publicKey, identifier, digest: name }, signed, value)) return { certificate, problem: 'signature' }
  const bindsCertificate = namesCertificate(signer.attributes, certificate)
  if (bindsCertificate === false || (bindsCertificate === undefined && bound)) return { certificate, problem: 'certificate' }
  return { certificate }
}
