import { createPrivateKey, type KeyObject, sign, type X509Certificate } from 'node:crypto'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { algorithmOf, type SignatureAlgorithm } from './algorithm.ts'
import { dateProblem, maySign, readCertificates } from './certificate.ts'
import { NotReadable } from './der.ts'
import { isPkcs12, readPkcs12 } from './pkcs12.ts'

/** A key that signs, wherever it is kept, with the certificates that say whose it is. */
export interface SigningKey {
  /** The signer's own first, then those of its issuers as far as they are at hand. */
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]]
  readonly algorithm: SignatureAlgorithm
  /** Signs the bytes; for a curve the answer is DER, as in a signature. */
  sign(data: Uint8Array): Promise<Result<Uint8Array>>
}

/** Largest key file, in bytes. */
export const keyFileLimit = 256 * 1024

/**
 * Whether a certificate may sign at a moment.
 * @param field of the input that brought it, for the problem
 * @returns `invalid-input` where it has expired, is not yet valid, or is not for signing
 */
export function checkCertificate(certificate: X509Certificate, at: Date, field: string): Result<SignatureAlgorithm> {
  const wrong = dateProblem(certificate, at)
  if (wrong === 'expired') return fail(invalid(field, 'certificate-expired', { date: certificate.validToDate.toISOString().slice(0, 10) }))
  if (wrong === 'not-yet-valid')
    return fail(invalid(field, 'certificate-not-yet-valid', { date: certificate.validFromDate.toISOString().slice(0, 10) }))
  if (!maySign(certificate)) return fail(invalid(field, 'certificate-not-for-signing'))
  const algorithm = algorithmOf(certificate.publicKey)
  return algorithm === undefined ? fail(invalid(field, 'key-too-weak')) : ok(algorithm)
}

interface Read {
  readonly key: KeyObject
  readonly certificates: readonly X509Certificate[]
}

function readPem(text: string, passphrase: string): Result<Read> {
  const block = /-----BEGIN (?:(?:EC|RSA|ENCRYPTED) )?PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/u.exec(text)?.[0]
  if (block === undefined) return fail(invalid('key', 'key-file-unreadable'))
  const sealed = /ENCRYPTED/u.test(block)
  try {
    return ok({
      key: createPrivateKey({ key: block, format: 'pem', ...(sealed ? { passphrase } : {}) }),
      certificates: readCertificates(text),
    })
  } catch {
    return fail(sealed ? invalid('passphrase', 'wrong-passphrase') : invalid('key', 'key-file-unreadable'))
  }
}

async function readFile(bytes: Buffer, passphrase: string): Promise<Result<Read>> {
  try {
    return isPkcs12(bytes) ? await readPkcs12(bytes, passphrase) : readPem(bytes.toString('latin1'), passphrase)
  } catch {
    // Whatever is wrong with it, in its form or in what OpenSSL makes of it, it is not a key file.
    return fail(invalid('key', 'key-file-unreadable'))
  }
}

/** The signer's certificate first, then each issuer that the file brought, up to the last that is known. */
function inOrder(leaf: X509Certificate, others: readonly X509Certificate[]): readonly [X509Certificate, ...X509Certificate[]] {
  const chain: [X509Certificate, ...X509Certificate[]] = [leaf]
  for (let last = leaf; chain.length < 10;) {
    const issuer = others.find((other) => !chain.includes(other) && last.checkIssued(other))
    if (issuer === undefined) break
    chain.push(issuer)
    last = issuer
  }
  return chain
}

/**
 * Reads a key file: PKCS #12, or PEM with a key and its certificates.
 * @returns `invalid-input` at `key` or `passphrase`: unreadable, a wrong passphrase, no certificate for the key, and all that
 * `checkCertificate` refuses
 */
export async function readKeyFile(bytes: Uint8Array, passphrase: string, at: Date): Promise<Result<SigningKey>> {
  if (bytes.length > keyFileLimit) return fail(invalid('key', 'key-file-unreadable'))
  const read = await readFile(Buffer.from(bytes), passphrase)
  if (!read.ok) return read
  const { key, certificates } = read.value
  if (certificates.length === 0) return fail(invalid('key', 'certificate-missing'))
  const own = certificates.find((certificate) => certificate.checkPrivateKey(key))
  if (own === undefined) return fail(invalid('key', 'certificate-of-another-key'))
  const usable = certificateChecked(own, at)
  if (!usable.ok) return usable
  const algorithm = usable.value
  return ok({
    certificates: inOrder(own, certificates),
    algorithm,
    sign: async (data) => ok(sign(algorithm.digest, data, { key, dsaEncoding: 'der' })),
  })
}

function certificateChecked(certificate: X509Certificate, at: Date): Result<SignatureAlgorithm> {
  try {
    return checkCertificate(certificate, at, 'key')
  } catch (error) {
    if (error instanceof NotReadable) return fail(invalid('key', 'key-file-unreadable'))
    throw error
  }
}
