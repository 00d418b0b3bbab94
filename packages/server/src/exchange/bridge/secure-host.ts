import { once } from 'node:events'
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectSecure, type TLSSocket } from 'node:tls'
import { fail, type Result } from '@comity/domain/result'
import { placesBeside, type Place } from '../destination.ts'

/** A host of the operator's own choice, and how it proves itself: always by a certificate, before a name or a password is told. */
export interface SecureHost {
  readonly host: string
  readonly port: number
  /** TLS from the first byte, or after a plain greeting. */
  readonly security: 'tls' | 'starttls'
  /** PEM of the certification authority, where it is none of the public ones. */
  readonly ca?: string
}

/** Why a bridge was not reached, in the closed list that `lineReasonOf` knows. */
export class BridgeFault extends Error {
  readonly reason: 'no-connection' | 'another-certificate' | 'silence' | 'strange-answer' | 'not-admitted'

  constructor(reason: BridgeFault['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** Looks a host up, once for each connection. What the operator has listed may have an address that is not public. */
export async function placeOf(host: string): Promise<Place> {
  try {
    const [place] = await placesBeside([host.toLowerCase()])(host.toLowerCase())
    return place
  } catch {
    throw new BridgeFault('no-connection')
  }
}

const certificateCodes = /CERT|ISSUER|SIGNATURE|ALTNAME|SELF_SIGNED|UNABLE_TO|TLS|SSL/u

/** Names what went wrong with a connection. Nothing that the other side wrote is kept. */
export function reasonFor(error: unknown): BridgeFault['reason'] {
  if (error instanceof BridgeFault) return error.reason
  if (!(error instanceof Error)) return 'no-connection'
  const { code = '', message }: NodeJS.ErrnoException = error
  if (code === 'ETIMEDOUT' || code === 'ETIMEOUT') return 'silence'
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'not-admitted'
  // The library for sending names every fault of a socket alike, and only its words tell them apart.
  if (certificateCodes.test(code) || (code === 'ESOCKET' && /certificate|altname/iu.test(message))) return 'another-certificate'
  if (code === 'EENVELOPE' || code === 'EMESSAGE' || code === 'EPROTOCOL') return 'strange-answer'
  return 'no-connection'
}

/** What a bridge answers that did not reach its host. */
export function unreached(error: unknown): Result<never> {
  return fail({ code: 'try-later', values: { reason: reasonFor(error) } })
}

/** Connects without TLS, for a protocol that begins it later. */
export async function openPlain({ host, port }: SecureHost, patience: number): Promise<Socket> {
  const { address, family } = await placeOf(host)
  const socket = connectPlain({ host: address, family, port })
  socket.setTimeout(patience, () => socket.destroy(new BridgeFault('silence')))
  await once(socket, 'connect')
  return socket
}

/** The name that a host is asked for in TLS: an address has none. */
export function serverNameOf({ host }: SecureHost): { readonly servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {}
}

/** Begins TLS; the certificate must be of this host and of an authority that is known. */
export async function secure(to: SecureHost, socket: Socket, patience: number): Promise<TLSSocket> {
  const { host, ca } = to
  const secured = connectSecure({ socket, host, ...serverNameOf(to), minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) })
  secured.setTimeout(patience, () => secured.destroy(new BridgeFault('silence')))
  await once(secured, 'secureConnect')
  return secured
}
