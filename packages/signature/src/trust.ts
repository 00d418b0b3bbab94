import type { X509Certificate } from 'node:crypto'
import { dateProblem, useOf } from './certificate.ts'
import { NotReadable } from './der.ts'

/** Longest chain that is followed. */
const longest = 8

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    // A key that OpenSSL does not take signs nothing.
    return false
  }
}

/** Whether an authority may issue what stands below it: it is one, at this moment, for a chain of this length. */
function mayIssue(issuer: X509Certificate, below: number, at: Date): boolean {
  try {
    const { keyUsage, pathLength, unknownCritical } = useOf(issuer)
    return (
      issuer.ca &&
      dateProblem(issuer, at) === undefined &&
      (keyUsage === undefined || keyUsage.includes('keyCertSign')) &&
      (pathLength === undefined || pathLength >= below) &&
      unknownCritical.length === 0
    )
  } catch (error) {
    if (error instanceof NotReadable) return false
    throw error
  }
}

/**
 * The anchor to which a chain leads from a certificate, each link checked at the moment (RFC 5280 section 6, without policies and
 * name constraints: an authority that demands those is not followed). Revocation is not asked.
 * @param pool certificates that may stand between
 * @returns undefined where no chain leads to an anchor: the certificate is not known here
 */
export function findAnchor(
  certificate: X509Certificate,
  pool: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: Date,
): X509Certificate | undefined {
  const seen = new Set<string>()
  function climb(from: X509Certificate, below: number): X509Certificate | undefined {
    const anchor = anchors.find((one) => one.raw.equals(from.raw))
    if (anchor !== undefined) return anchor
    if (below >= longest) return undefined
    for (const issuer of [...anchors, ...pool]) {
      const step = `${below} ${issuer.fingerprint256}`
      if (seen.has(step) || issuer.raw.equals(from.raw)) continue
      if (!mayIssue(issuer, below, at) || !isIssuedBy(from, issuer)) continue
      seen.add(step)
      const found = climb(issuer, below + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  try {
    return useOf(certificate).unknownCritical.length > 0 ? undefined : climb(certificate, 0)
  } catch (error) {
    if (error instanceof NotReadable) return undefined
    throw error
  }
}
