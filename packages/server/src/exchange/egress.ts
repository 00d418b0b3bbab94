import type { X509Certificate } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https'
import type { Duplex } from 'node:stream'
import { connect } from 'node:tls'
import { fail, ok, type Result } from '@comity/domain/result'
import { digestOf } from '@comity/exchange/digest'
import { DestinationRefused, type FindPlaces, type Places, placesBeside } from './destination.ts'
import type { GatewayCertificate } from './gateway-certificate.ts'

/** Where to connect, and the certificates one of which must be met there. */
export interface Destination {
  readonly url: string
  /** SHA-256 in hex, from the peer's directory document. */
  readonly certificates: readonly string[]
}

/** A stretch of a file, in bytes; `end` is not part of it. */
export interface Slice {
  readonly path: string
  readonly start: number
  readonly end: number
}

export interface Outbound {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST'
  /** As in `/x/v1/directory`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | Slice
  /** How long nothing may move on the line. In milliseconds. */
  readonly patience?: number
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

/** The one way out of this instance. */
export interface Egress {
  /** @returns the answer, or `try-later` with the reason: no connection, an address that is not public, another certificate, silence, too long an answer */
  send(destination: Destination, outbound: Outbound): Promise<Result<Answer>>
  /** Ends every connection, also those under way. */
  close(): void
}

const answerLimit = 1024 * 1024
/** How long an authority for time-stamps may take, and how much it may say. */
const outsidePatience = 10_000
const outsideLimit = 64 * 1024

class WayOutFailed extends Error {}

/** What the way out is opened with, beside our own certificate. */
export interface EgressOptions {
  /** How long nothing may move on a line unless a request says otherwise. In milliseconds. */
  readonly silenceLimit?: number
  /** Where a connection to a host goes; by default to public addresses only. */
  readonly findPlaces?: FindPlaces
}

/**
 * Hands out a connection only to a place that may be reached, and only once the certificate at its other end has been compared, so
 * that not a byte leaves before.
 */
class PinningAgent extends Agent {
  readonly #certificate: GatewayCertificate
  readonly #pins: ReadonlySet<string>
  readonly #silenceLimit: number
  readonly #findPlaces: FindPlaces

  constructor(certificate: GatewayCertificate, pins: readonly string[], { silenceLimit, findPlaces }: Required<EgressOptions>) {
    // No limit of sockets: a peer that answers us only once it has asked us something would wait behind itself for ever.
    super({ keepAlive: true, timeout: silenceLimit })
    this.#certificate = certificate
    this.#pins = new Set(pins)
    this.#silenceLimit = silenceLimit
    this.#findPlaces = findPlaces
  }

  override createConnection(options: RequestOptions, callback?: (error: Error | null, stream: Duplex) => void): Duplex | undefined {
    void this.#open(options, callback)
    return undefined
  }

  async #open({ host, port }: RequestOptions, callback?: (error: Error | null, stream: Duplex) => void): Promise<void> {
    try {
      this.#connectTo(await this.#findPlaces(host ?? ''), Number(port), callback)
    } catch (error) {
      // A request for which there is no line wants the error alone.
      callback?.(error as Error, undefined as unknown as Duplex)
    }
  }

  #connectTo(places: Places, port: number, callback?: (error: Error | null, stream: Duplex) => void): void {
    const socket = connect({
      host: 'peer.invalid',
      // Not the system's: these were looked at, and a name server's second answer is not asked for.
      lookup: (_host, { all }, answer) => (all === true ? answer(null, [...places]) : answer(null, places[0].address, places[0].family)),
      port,
      key: this.#certificate.key,
      cert: this.#certificate.certificate,
      minVersion: 'TLSv1.3',
      // Certificates are self-signed; the pin below is what is checked.
      rejectUnauthorized: false,
    })
    socket.setTimeout(this.#silenceLimit, () => socket.destroy(new WayOutFailed('silence')))
    const refuse = (error: Error): void => callback?.(error, socket)
    socket.once('error', refuse)
    socket.once('secureConnect', () => {
      const peer: X509Certificate | undefined = socket.getPeerX509Certificate()
      const known = peer !== undefined && this.#pins.has(digestOf(peer.raw))
      if (!known) {
        socket.destroy(new WayOutFailed('certificate'))
        return
      }
      socket.off('error', refuse)
      callback?.(null, socket)
    })
  }
}

function isSlice(body: Uint8Array | Slice): body is Slice {
  return !(body instanceof Uint8Array)
}

function lengthOf(body: Outbound['body']): Record<string, number> {
  if (body === undefined) return {}
  return { 'content-length': isSlice(body) ? body.end - body.start : body.length }
}

/**
 * Opens the way out. Connections are kept for each destination, and dropped when its certificates change.
 */
export function openEgress(certificate: GatewayCertificate, options: EgressOptions = {}): Egress {
  const { silenceLimit = 60_000, findPlaces = placesBeside([]) } = options
  const agents = new Map<string, PinningAgent>()
  const stopping = new AbortController()

  function agentFor({ url, certificates }: Destination): PinningAgent {
    const key = [url, ...certificates].join(' ')
    const agent = agents.get(key) ?? new PinningAgent(certificate, certificates, { silenceLimit, findPlaces })
    agents.set(key, agent)
    return agent
  }

  function exchange(destination: Destination, outbound: Outbound): Promise<Answer> {
    const { body } = outbound
    return new Promise((resolve, reject) => {
      const request = httpsRequest(`${destination.url}${outbound.path}`, {
        method: outbound.method,
        headers: { ...outbound.headers, ...lengthOf(body) },
        agent: agentFor(destination),
        signal: stopping.signal,
        timeout: outbound.patience ?? silenceLimit,
      })
      request.on('error', reject)
      request.on('timeout', () => request.destroy(new WayOutFailed('silence')))
      request.on('response', (response) => {
        const chunks: Buffer[] = []
        let length = 0
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > answerLimit) response.destroy(new WayOutFailed('too long an answer'))
          else chunks.push(chunk)
        })
        // No redirect is followed: an answer of that kind is one like any other, and means nothing to us.
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
      })
      if (body === undefined || !isSlice(body)) request.end(body)
      else {
        const source = createReadStream(body.path, { start: body.start, end: body.end - 1, highWaterMark: 262_144 })
        source.on('error', (error) => request.destroy(error))
        request.on('close', () => source.destroy())
        source.pipe(request)
      }
    })
  }

  return {
    async send(destination, outbound) {
      const isSecure = URL.canParse(destination.url) && new URL(destination.url).protocol === 'https:'
      if (!isSecure) return fail({ code: 'try-later', values: { reason: 'not https' } })
      try {
        return ok(await exchange(destination, outbound))
      } catch (error) {
        // A missing part on our own disk is our fault and no matter of the line.
        if ((error as NodeJS.ErrnoException).syscall === 'open') throw error
        const reason =
          error instanceof WayOutFailed || error instanceof DestinationRefused
            ? error.message
            : ((error as NodeJS.ErrnoException).code ?? 'line')
        return fail({ code: 'try-later', values: { reason } })
      }
    },
    close() {
      stopping.abort()
      for (const agent of agents.values()) agent.destroy()
    },
  }
}

/**
 * Asks a service that the operator named, which is no peer. Of an authority for time-stamps what it answers proves itself; so plain
 * HTTP is taken as well, as most of them speak, and whoever sends a secret looks at the address first. No redirect is followed.
 * @returns `try-later` with the reason: no connection, silence, another answer than a good one, too long a one
 */
export function askOutside(
  url: string,
  {
    type,
    body,
    headers: more = {},
  }: { readonly type: string; readonly body: Uint8Array; readonly headers?: Readonly<Record<string, string>> },
): Promise<Result<Uint8Array>> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const fails = (reason: string) => resolve(fail({ code: 'try-later', values: { reason } }))
    const headers = { ...more, 'content-type': type, 'content-length': body.length }
    const request = send(url, { method: 'POST', headers, agent: false, signal: AbortSignal.timeout(outsidePatience) })
    request.on('error', (error: NodeJS.ErrnoException) => fails(error.code ?? 'line'))
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('error', () => fails('line'))
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > outsideLimit) response.destroy(new WayOutFailed('too long an answer'))
        else chunks.push(chunk)
      })
      response.on('end', () => {
        if (response.statusCode === 200) resolve(ok(Buffer.concat(chunks)))
        else fails('status')
      })
    })
    request.end(body)
  })
}
