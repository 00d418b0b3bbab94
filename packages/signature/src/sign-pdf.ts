import { createHash } from 'node:crypto'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { isSignatureOf } from './algorithm.ts'
import { readableName } from './certificate.ts'
import { cmsSignature, signedAttributes } from './cms-signature.ts'
import { NotReadable, readDer } from './der.ts'
import { openPdf } from './pdf-file.ts'
import { type Prepared, prepareField } from './signature-field.ts'
import type { SigningKey } from './signing-key.ts'
import { type AskTimeStamp, stamp } from './time-stamp.ts'

/** Bytes that a time-stamp may take, with the certificates of its authority. */
const roomForStamp = 16_384
const roomForRest = 2048

function roomFor(key: SigningKey, stamped: boolean): number {
  const certificates = key.certificates.reduce((sum, { raw }) => sum + raw.length, 0)
  return certificates + roomForRest + (stamped ? roomForStamp : 0)
}

function prepare(pdf: Uint8Array, key: SigningKey, at: Date, stamped: boolean): Result<Prepared> {
  try {
    const file = openPdf(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
    return ok(prepareField(file, { at, title: readableName(key.certificates[0]) }, roomFor(key, stamped)))
  } catch (error) {
    if (error instanceof NotReadable) return fail({ code: 'pdf-not-signable', values: { reason: error.message } })
    throw error
  }
}

/** What a signature on a PDF is made with. */
export interface SignPdf {
  readonly key: SigningKey
  /** The moment that the signature claims. */
  readonly at: Date
  /** The authority that stamps the signature; absent, the signature bears no proof of its time. */
  readonly timeStamp?: AskTimeStamp
}

/**
 * Signs a PDF as PAdES B-B (EN 319 142-1), or B-T with a time-stamp: an incremental update behind bytes that stay as they
 * are, so that earlier signatures stay good.
 * @returns the signed file; `pdf-not-signable` for a file to which nothing can be added safely; `no-time-stamp` where one was
 * asked and none came: nothing is signed without it; the key's own problem; `invalid-input` where the key does not fit its
 * certificate
 */
export async function signPdf(pdf: Uint8Array, { key, at, timeStamp }: SignPdf): Promise<Result<Buffer>> {
  const prepared = prepare(pdf, key, at, timeStamp !== undefined)
  if (!prepared.ok) return prepared
  const { bytes, gap } = prepared.value
  const { algorithm, certificates } = key
  const messageDigest = createHash(algorithm.digest).update(bytes.subarray(0, gap[0])).update(bytes.subarray(gap[1])).digest()
  const attributes = signedAttributes(certificates[0], algorithm.digest, messageDigest)
  const value = await key.sign(attributes)
  if (!value.ok) return value
  const check = { key: certificates[0].publicKey, identifier: readDer(algorithm.identifier), digest: algorithm.digest }
  if (!isSignatureOf(check, attributes, value.value)) return fail(invalid('key', 'certificate-of-another-key'))
  const token = timeStamp === undefined ? undefined : await stamp(value.value, timeStamp, at)
  if (token?.ok === false) return token
  const signature = cmsSignature({
    certificates,
    algorithm,
    attributes,
    value: value.value,
    ...(token === undefined ? {} : { timeStamp: token.value }),
  })
  const room = (gap[1] - gap[0] - 2) / 2
  if (signature.length > room) return fail({ code: 'no-time-stamp', values: { reason: 'too-long' } })
  bytes.write(signature.toString('hex').padEnd(room * 2, '0'), gap[0] + 1, 'latin1')
  return ok(bytes)
}
