import { X509Certificate } from 'node:crypto'
import { childOf, childrenOf, demand, type DerNode, NotReadable, oidOf, readDer, smallOf } from './der.ts'

/** What of a certificate decides whether it may sign, beside what `node:crypto` reads. */
export interface CertificateUse {
  /** Names of the bits of keyUsage (RFC 5280 section 4.2.1.3); undefined where the certificate does not restrict its key. */
  readonly keyUsage?: readonly string[]
  /** Object identifiers of extended key usage; undefined where there is none. */
  readonly extended?: readonly string[]
  readonly extendedIsCritical: boolean
  /** How many authorities may stand between this one and a signer; undefined where that is not limited. */
  readonly pathLength?: number
  /** Critical extensions that nobody here understands: a certificate with one must not be relied upon. */
  readonly unknownCritical: readonly string[]
}

const usageBits = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]

const keyUsage = '2.5.29.15'
const extendedKeyUsage = '2.5.29.37'
const basicConstraints = '2.5.29.19'
/** keyUsage, alternative names, basicConstraints, policies, extended key usage: what is checked here or by `node:crypto`, or only says more. */
const understood = [keyUsage, '2.5.29.17', '2.5.29.18', basicConstraints, '2.5.29.32', extendedKeyUsage]

/** The issuer's name and the serial number as they stand in a certificate, for signatures that name it by them. */
export interface CertificateName {
  readonly issuer: Buffer
  readonly serial: Buffer
}

function fieldsOf(certificate: X509Certificate): readonly DerNode[] {
  const fields = childrenOf(childOf(readDer(certificate.raw), 0, 0x30))
  // The version is left out of certificates of version 1.
  return fields[0]?.tag === 0xa0 ? fields.slice(1) : fields
}

/** Issuer and serial number, encoded. */
export function nameOf(certificate: X509Certificate): CertificateName {
  const [serial, , issuer] = fieldsOf(certificate)
  return { issuer: demand(issuer, 0x30).bytes, serial: demand(serial, 0x02).bytes }
}

function usageOf(value: DerNode): readonly string[] {
  const [unused = 0, ...bytes] = demand(value, 0x03).content
  const length = bytes.length * 8 - unused
  return usageBits.filter((_, bit) => bit < length && ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0)
}

/** Reads what a certificate allows its key to do. @throws NotReadable for extensions that are not what they say */
export function useOf(certificate: X509Certificate): CertificateUse {
  const holder = fieldsOf(certificate).find(({ tag }) => tag === 0xa3)
  const extensions = holder === undefined ? [] : childrenOf(childOf(holder, 0, 0x30))
  const read = extensions.map((extension) => {
    const [name, second, third] = childrenOf(extension)
    const critical = second?.tag === 0x01 && second.content[0] !== 0
    return { name: oidOf(demand(name)), critical, value: () => readDer(demand(third ?? second, 0x04).content) }
  })
  if (new Set(read.map(({ name }) => name)).size < read.length) throw new NotReadable('an extension twice')
  const usage = read.find(({ name }) => name === keyUsage)
  const extended = read.find(({ name }) => name === extendedKeyUsage)
  const constraints = read.find(({ name }) => name === basicConstraints)
  const limit = constraints === undefined ? undefined : childrenOf(constraints.value()).find(({ tag }) => tag === 0x02)
  return {
    ...(usage === undefined ? {} : { keyUsage: usageOf(usage.value()) }),
    ...(extended === undefined ? {} : { extended: childrenOf(extended.value()).map(oidOf) }),
    ...(limit === undefined ? {} : { pathLength: smallOf(limit) }),
    extendedIsCritical: extended?.critical ?? false,
    unknownCritical: read.filter(({ name, critical }) => critical && !understood.includes(name)).map(({ name }) => name),
  }
}

/** Whether the certificate allows its key to sign documents: RFC 5280 section 4.2.1.3, EN 319 412-2 section 4.3.2. */
export function maySign(certificate: X509Certificate): boolean {
  const { keyUsage: usage } = useOf(certificate)
  return !certificate.ca && (usage === undefined || usage.includes('digitalSignature') || usage.includes('nonRepudiation'))
}

/** Why a certificate is not good at a moment, if it is not. */
export function dateProblem(certificate: X509Certificate, at: Date): 'expired' | 'not-yet-valid' | undefined {
  if (at > certificate.validToDate) return 'expired'
  return at < certificate.validFromDate ? 'not-yet-valid' : undefined
}

// oxlint-disable-next-line no-control-regex -- signs that would turn a name around or hide it
const unseen = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu

function part(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : ''
  const clean = text.replaceAll(unseen, '\uFFFD').trim().slice(0, 300)
  return clean === '' ? undefined : clean
}

/** The name of a certificate's holder, or of its issuer, as people read it: the common name, else the organisation. */
export function readableName(certificate: X509Certificate, of: 'subject' | 'issuer' = 'subject'): string {
  // `Object.prototype` of these is null; their keys are those of the name.
  const names = certificate.toLegacyObject()[of] as unknown as Readonly<Record<string, unknown>>
  const [common, organisation] = [part(names['CN']), part(names['O'])]
  if (common !== undefined && organisation !== undefined && common !== organisation) return `${common}, ${organisation}`
  return common ?? organisation ?? part(certificate[of].replaceAll('\n', ', ')) ?? '?'
}

/** The certificates of a PEM text. @throws when one of them is none */
export function readCertificates(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? []
  return blocks.map((block) => new X509Certificate(block))
}
