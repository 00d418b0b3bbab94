import { type KeyObject, constants, verify } from 'node:crypto'
import { childOf, childrenOf, demand, type DerNode, der, NotReadable, octetString, oid, oidOf, sequence, smallOf } from './der.ts'

/** The digests we make and accept. SHA-1 and MD5 prove nothing any more and are not read. */
export type Digest = 'sha256' | 'sha384' | 'sha512'

const digestOids: Readonly<Record<Digest, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

const rsaEncryption = '1.2.840.113549.1.1.1'
const rsaPss = '1.2.840.113549.1.1.10'
const rsaOids: Readonly<Record<Digest, string>> = {
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
}
const ecdsaOids: Readonly<Record<Digest, string>> = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
}

const derNull = der(0x05)

function named(table: Readonly<Record<Digest, string>>, name: string): Digest | undefined {
  return (Object.keys(table) as Digest[]).find((digest) => table[digest] === name)
}

/** The AlgorithmIdentifier of a digest. */
export function digestIdentifier(digest: Digest): Buffer {
  return sequence(oid(digestOids[digest]))
}

/** What an RSA key signs of a digest (RFC 8017 section 9.2), for devices that are given no more than that. */
export function digestInfo(digest: Digest, hash: Uint8Array): Buffer {
  return sequence(sequence(oid(digestOids[digest]), derNull), octetString(hash))
}

/** Reads the AlgorithmIdentifier of a digest. @throws NotReadable for one that is not accepted */
export function readDigest(node: DerNode): Digest {
  const digest = named(digestOids, oidOf(childOf(node, 0)))
  if (digest === undefined) throw new NotReadable('a digest that is not accepted')
  return digest
}

/** What a key signs with, and how that is written in a signature. */
export interface SignatureAlgorithm {
  readonly family: 'rsa' | 'ec'
  readonly digest: Digest
  readonly identifier: Buffer
}

/** Shortest RSA key, in bits, that we sign with. */
const rsaAtLeast = 2048

/**
 * How a key signs: RSA with SHA-256 (PKCS #1 v1.5, which every reader of PDF checks), an elliptic curve with the digest of
 * its size.
 * @returns undefined for a key that is too short, or of a kind that readers of PDF do not know
 */
export function algorithmOf(key: KeyObject): SignatureAlgorithm | undefined {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= rsaAtLeast)
    return { family: 'rsa', digest: 'sha256', identifier: sequence(oid(rsaOids.sha256), derNull) }
  if (key.asymmetricKeyType !== 'ec') return undefined
  const digest = namedCurve === 'prime256v1' ? 'sha256' : namedCurve === 'secp384r1' ? 'sha384' : undefined
  return digest === undefined ? undefined : { family: 'ec', digest, identifier: sequence(oid(ecdsaOids[digest])) }
}

/** Reads the parameters of RSASSA-PSS (RFC 4055 section 3.1), of which ours are never the defaults: those are SHA-1. */
function readPss(parameters: DerNode | undefined): { readonly digest: Digest; readonly saltLength: number } {
  const fields = childrenOf(demand(parameters, 0x30))
  const field = (tag: number) => demand(fields.find((node) => node.tag === tag))
  const digest = readDigest(childOf(field(0xa0), 0))
  const mask = childOf(field(0xa1), 0)
  if (readDigest(childOf(mask, 1)) !== digest) throw new NotReadable('a mask with another digest')
  return { digest, saltLength: smallOf(childOf(field(0xa2), 0)) }
}

/**
 * Whether a signature over the data is the key's.
 * @param identifier of the signature's algorithm, as it stands in the signature
 * @param digest that the signature names beside it
 * @throws NotReadable for an algorithm that is not accepted
 */
export function isSignatureOf(
  { key, identifier, digest }: { readonly key: KeyObject; readonly identifier: DerNode; readonly digest: Digest },
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const [name, parameters] = childrenOf(identifier)
  const algorithm = oidOf(demand(name))
  if (algorithm === rsaPss) {
    const { digest: own, saltLength } = readPss(parameters)
    if (own !== digest) throw new NotReadable('two digests')
    if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return false
    return verify(own, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)
  }
  const rsa = algorithm === rsaEncryption ? digest : named(rsaOids, algorithm)
  const ec = named(ecdsaOids, algorithm)
  if ((rsa ?? ec) !== digest) throw new NotReadable('an algorithm that is not accepted')
  if (key.asymmetricKeyType !== (rsa === undefined ? 'ec' : 'rsa')) return false
  return verify(digest, data, { key, dsaEncoding: 'der' }, signature)
}
