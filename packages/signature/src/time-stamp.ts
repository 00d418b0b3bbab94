import { createHash, randomBytes, type X509Certificate } from 'node:crypto'
import { fail, ok, type Result } from '@comity/domain/result'
import { digestIdentifier, readDigest } from './algorithm.ts'
import { useOf } from './certificate.ts'
import { readSignedData, signedBy } from './cms-reading.ts'
import { cmsOids } from './cms-signature.ts'
import { childOf, childrenOf, demand, der, integer, NotReadable, octetString, octetsOf, readDer, sequence, smallOf, timeOf } from './der.ts'

/** How a time-stamp authority is asked: the request goes there, the answer comes back as it is. */
export type AskTimeStamp = (request: Uint8Array) => Promise<Result<Uint8Array>>

/** How far the authority's clock and ours may be apart, in milliseconds. */
const clockTolerance = 10 * 60 * 1000
const timeStamping = '1.3.6.1.5.5.7.3.8'

/** What a token says (RFC 3161 section 2.4.2), with the certificate that signed it. */
export interface TimeStamp {
  readonly time: Date
  readonly signer: X509Certificate
  /** Every certificate that the token carries. */
  readonly certificates: readonly X509Certificate[]
}

function request(imprint: Buffer, nonce: Buffer): Buffer {
  return sequence(
    integer(Buffer.of(1)),
    sequence(digestIdentifier('sha256'), octetString(imprint)),
    integer(nonce),
    der(0x01, Buffer.of(0xff)),
  )
}

/**
 * Reads a token and checks that it is whole, is signed by a certificate for time-stamping, and stamps these bytes. Whether
 * that certificate is trusted is another question.
 * @param nonce that the token must give back, where it was asked with one
 * @throws NotReadable with the reason
 */
export function readTimeStamp(token: Uint8Array, stamped: Uint8Array, nonce?: Buffer): TimeStamp {
  const data = readSignedData(token)
  if (data.contentType !== cmsOids.timeStampInfo || data.content === undefined) throw new NotReadable('no time-stamp')
  const signed = signedBy(data, (digest) =>
    createHash(digest)
      .update(data.content ?? '')
      .digest(),
  )
  if (signed.problem !== undefined) throw new NotReadable(signed.problem)
  const { extended, extendedIsCritical } = useOf(signed.certificate)
  if (extended?.length !== 1 || extended[0] !== timeStamping || !extendedIsCritical) throw new NotReadable('a certificate for other things')
  const [version, , imprint, , time, ...rest] = childrenOf(readDer(data.content))
  if (smallOf(demand(version)) !== 1) throw new NotReadable('another version')
  const digest = readDigest(childOf(demand(imprint), 0))
  if (!octetsOf(childOf(demand(imprint), 1, 0x04)).equals(createHash(digest).update(stamped).digest()))
    throw new NotReadable('a stamp on something else')
  const given = rest.find(({ tag }) => tag === 0x02)
  if (nonce !== undefined && given?.bytes.equals(integer(nonce)) !== true) throw new NotReadable('another nonce')
  return { time: timeOf(demand(time, 0x18)), signer: signed.certificate, certificates: data.certificates }
}

function readResponse(response: Uint8Array): Buffer {
  const [status, token] = childrenOf(readDer(response))
  const code = smallOf(childOf(demand(status), 0))
  if (code !== 0 && code !== 1) throw new NotReadable(`refused with status ${code}`)
  return demand(token, 0x30).bytes
}

/**
 * Asks an authority to stamp bytes, and takes only an answer that stamps them, was made for this question, and bears a time
 * near ours.
 * @returns the token, or `no-time-stamp`
 */
export async function stamp(bytes: Uint8Array, ask: AskTimeStamp, now: Date): Promise<Result<Buffer>> {
  const nonce = randomBytes(16)
  const response = await ask(request(createHash('sha256').update(bytes).digest(), nonce))
  if (!response.ok) return fail({ code: 'no-time-stamp', values: { reason: 'silent' } })
  try {
    const token = readResponse(response.value)
    const { time } = readTimeStamp(token, bytes, nonce)
    if (Math.abs(time.getTime() - now.getTime()) > clockTolerance) return fail({ code: 'no-time-stamp', values: { reason: 'clock' } })
    return ok(token)
  } catch (error) {
    if (error instanceof NotReadable) return fail({ code: 'no-time-stamp', values: { reason: 'nonsense' } })
    throw error
  }
}
