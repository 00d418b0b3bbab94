import { createHash, type X509Certificate } from 'node:crypto'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Digest } from './algorithm.ts'
import { dateProblem, maySign, readableName } from './certificate.ts'
import { attributeOf, readSignedData, signedBy } from './cms-reading.ts'
import { cmsOids } from './cms-signature.ts'
import { NotReadable } from './der.ts'
import { type Additions, additionsTo } from './pdf-additions.ts'
import { openPdf, type PdfFile } from './pdf-file.ts'
import { isArray, isKind, type PdfDictionary } from './pdf-value.ts'
import { type SignedField, signedFields, textOf } from './signature-fields.ts'
import { readTimeStamp } from './time-stamp.ts'
import { findAnchor } from './trust.ts'

/**
 * Why a signature is not good. `range`: it does not cover one whole version of the file; `changed`: what it covers was changed;
 * `forged`: not made by the key it names; `certificate`: it names another certificate than it brings; `not-for-signing`: the
 * certificate does not allow it; `expired`, `not-yet-valid`: at the time that is proven, else now; `time-stamp`: its time-stamp is
 * not of this signature; `unreadable`: none of that could be asked.
 */
export const signatureFaults = [
  'unreadable',
  'range',
  'changed',
  'forged',
  'certificate',
  'not-for-signing',
  'expired',
  'not-yet-valid',
  'time-stamp',
] as const
export type SignatureFault = (typeof signatureFaults)[number]

/** A certificate as it is shown. Names are the issuer's word, and anybody can issue: without an anchor they prove nothing. */
export interface CertificateFacts {
  readonly holder: string
  readonly issuer: string
  readonly from: string
  readonly to: string
  /** SHA-256 of the certificate, in hex. */
  readonly sha256: string
  /** Name of the anchor to which its chain leads; absent where none is known here. */
  readonly anchor?: string
}

/** One signature of a file, in the order in which they were put. */
export interface SignatureReport {
  readonly field: string
  readonly kind: 'signature' | 'time-stamp'
  readonly verdict: 'good' | 'not-known' | 'not-good'
  readonly faults: readonly SignatureFault[]
  readonly certificate?: CertificateFacts
  /** What the signer says; RFC 3339. */
  readonly claimedAt?: string
  /** What a time-stamp says of the moment before which it was signed; `anchor` says whether its authority is known here. */
  readonly stampedAt?: { readonly time: string; readonly certificate: CertificateFacts }
  /** Bytes from the beginning of the file that it covers, all but itself. */
  readonly covers: number
  readonly wholeFile: boolean
  /** What was added behind the version that it covers. */
  readonly after?: Additions
}

/**
 * What a file's signatures say together. `none`: it bears none; `not-good`: one of them is not; `changed-after`: they are good for what
 * they cover, and something else was added behind; `not-known`: nobody here knows who stands behind one of them; `good`: none of these.
 */
export const letterVerdicts = ['none', 'not-good', 'changed-after', 'not-known', 'good'] as const
export type LetterVerdict = (typeof letterVerdicts)[number]

/** What a file's signatures say. */
export interface LetterReport {
  readonly verdict: LetterVerdict
  readonly size: number
  readonly sha256: string
  readonly signatures: readonly SignatureReport[]
}

/** What a file is checked against. */
export interface Against {
  /** Certificates of authorities, or of signers, that are known. */
  readonly anchors: readonly X509Certificate[]
  readonly now: Date
}

/** Largest file that is checked, in bytes. */
export const signedPdfLimit = 20 * 1024 * 1024

/** Most signatures that are checked on one file. */
const signaturesAtMost = 50

interface Covered {
  /** The version that was signed. */
  readonly version: PdfFile
  readonly end: number
  readonly parts: readonly [Buffer, Buffer]
  readonly contents: Buffer
}

/**
 * What a signature covers: everything from the first byte to the end of one version of the file, all but the signature's own string.
 * Anything else lets a file show what was never signed.
 */
function coveredBy(file: PdfFile, field: SignedField): Covered {
  const { signature, number } = field
  const range = file.resolve(signature.entries.get('ByteRange'))
  const contents = signature.entries.get('Contents')
  if (!isArray(range) || range.length !== 4 || !isKind(contents, 'string') || !contents.hex) throw new NotReadable('no range')
  const [first, gap, second, length] = range
  if (typeof second !== 'number' || typeof length !== 'number' || !Number.isInteger(length) || length < 0) throw new NotReadable('no range')
  if (first !== 0 || gap !== contents.start || second !== contents.end) throw new NotReadable('a range with another gap')
  const end = second + length
  if (end > file.bytes.length) throw new NotReadable('a range beyond the end')
  const version = openPdf(file.bytes.subarray(0, end))
  const isAncestor = version.sections[0] !== undefined && file.sections.includes(version.sections[0])
  const isSamePlace = JSON.stringify(version.entries.get(number)) === JSON.stringify(file.entries.get(number))
  if (!isAncestor || !isSamePlace) throw new NotReadable('a range that ends within a version')
  return { version, end, parts: [file.bytes.subarray(0, gap), file.bytes.subarray(second, end)], contents: contents.bytes }
}

function factsOf(certificate: X509Certificate, pool: readonly X509Certificate[], { anchors }: Against, at: Date): CertificateFacts {
  const anchor = findAnchor(certificate, pool, anchors, at)
  return {
    holder: readableName(certificate),
    issuer: readableName(certificate, 'issuer'),
    from: certificate.validFromDate.toISOString(),
    to: certificate.validToDate.toISOString(),
    sha256: createHash('sha256').update(certificate.raw).digest('hex'),
    ...(anchor === undefined ? {} : { anchor: readableName(anchor) }),
  }
}

type Found = Pick<SignatureReport, 'faults' | 'certificate' | 'stampedAt'>

function readStamp(token: Uint8Array, stamped: Uint8Array, against: Against): NonNullable<SignatureReport['stampedAt']> {
  const { time, signer, certificates } = readTimeStamp(token, stamped)
  return { time: time.toISOString(), certificate: factsOf(signer, certificates, against, time) }
}

function checkSignature({ parts, contents }: Covered, bound: boolean, against: Against): Found {
  const data = readSignedData(contents)
  if (data.content !== undefined) throw new NotReadable('a signature over something that it brings')
  const digestOf = (digest: Digest) => createHash(digest).update(parts[0]).update(parts[1]).digest()
  const { certificate, problem } = signedBy(data, digestOf, { bound })
  const faults: SignatureFault[] =
    problem === undefined ? [] : [({ digest: 'changed', signature: 'forged', certificate: 'certificate' } as const)[problem]]
  const token = attributeOf(data.signer.unsigned, cmsOids.timeStampToken)
  let stampedAt: SignatureReport['stampedAt']
  try {
    stampedAt = token === undefined ? undefined : readStamp(token.bytes, data.signer.value, against)
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error
    faults.push('time-stamp')
  }
  // Only a time-stamp whose authority is known proves a time; what the signer says does not.
  const at = stampedAt?.certificate.anchor === undefined ? against.now : new Date(stampedAt.time)
  const dates = dateProblem(certificate, at)
  if (dates !== undefined) faults.push(dates)
  if (!maySign(certificate)) faults.push('not-for-signing')
  return { faults, certificate: factsOf(certificate, data.certificates, against, at), ...(stampedAt === undefined ? {} : { stampedAt }) }
}

function checkDocumentStamp({ parts, contents }: Covered, against: Against): Found {
  try {
    const stampedAt = readStamp(contents, Buffer.concat(parts), against)
    return { faults: [], certificate: stampedAt.certificate, stampedAt }
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error
    return { faults: ['time-stamp'] }
  }
}

/** The moment that the signer claims, as in `D:20260909101500+03'00'`. */
function claimedTime(signature: PdfDictionary, file: PdfFile): string | undefined {
  const text = textOf(file.resolve(signature.entries.get('M')))
  const found = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'00'?)?|([+-]\d\d)'(\d\d)'?)$/u.exec(text)
  if (found === null) return undefined
  const [, year, month, day, hour, minute, second, hours = '+00', minutes = '00'] = found
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${hours}:${minutes}`)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

function nameAt(signature: PdfDictionary, file: PdfFile, key: string): string {
  const value = file.resolve(signature.entries.get(key))
  return isKind(value, 'name') ? value.name : ''
}

function reportOn(file: PdfFile, field: SignedField, against: Against): SignatureReport {
  const { signature } = field
  const subFilter = nameAt(signature, file, 'SubFilter')
  const isStamp = subFilter === 'ETSI.RFC3161'
  const claimedAt = claimedTime(signature, file)
  const head = {
    field: field.name,
    kind: isStamp ? ('time-stamp' as const) : ('signature' as const),
    ...(claimedAt === undefined ? {} : { claimedAt }),
  }
  const bad = (fault: SignatureFault): SignatureReport => ({ ...head, verdict: 'not-good', faults: [fault], covers: 0, wholeFile: false })
  let covered: Covered
  try {
    covered = coveredBy(file, field)
  } catch (error) {
    if (error instanceof NotReadable) return bad('range')
    throw error
  }
  try {
    if (!isStamp && subFilter !== 'ETSI.CAdES.detached' && subFilter !== 'adbe.pkcs7.detached') return bad('unreadable')
    const found = isStamp ? checkDocumentStamp(covered, against) : checkSignature(covered, subFilter === 'ETSI.CAdES.detached', against)
    const wholeFile = covered.end === file.bytes.length
    const good = found.certificate?.anchor === undefined ? 'not-known' : 'good'
    return {
      ...head,
      ...found,
      verdict: found.faults.length > 0 ? 'not-good' : good,
      covers: covered.end,
      wholeFile,
      ...(wholeFile ? {} : { after: additionsTo(covered.version, file) }),
    }
  } catch (error) {
    if (error instanceof NotReadable) return bad('unreadable')
    throw error
  }
}

function verdictOn(signatures: readonly SignatureReport[]): LetterVerdict {
  if (signatures.length === 0) return 'none'
  if (signatures.some(({ verdict }) => verdict === 'not-good')) return 'not-good'
  if (signatures.some(({ after }) => (after?.others.length ?? 0) > 0)) return 'changed-after'
  return signatures.every(({ verdict }) => verdict === 'good') ? 'good' : 'not-known'
}

/**
 * Checks every signature on a PDF, without a network: what it covers, whether that was changed, whose certificate made it and to
 * which anchor that leads, and what stands behind it. Whether a certificate was revoked is not asked.
 * @returns `malformed` for what is no PDF, or is one that programs could read in two ways
 */
export function verifyPdf(pdf: Uint8Array, against: Against): Result<LetterReport> {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  try {
    const file = openPdf(bytes)
    const fields = signedFields(file)
    if (fields.length > signaturesAtMost) return fail({ code: 'too-many', values: { limit: signaturesAtMost } })
    const signatures = fields.map((field) => reportOn(file, field, against)).toSorted((a, b) => a.covers - b.covers)
    return ok({ verdict: verdictOn(signatures), size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), signatures })
  } catch (error) {
    if (error instanceof NotReadable) return fail({ code: 'malformed', values: { reason: error.message } })
    throw error
  }
}
