import type { IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:tls'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Identity } from './identity.ts'

/** One request, honest or not. */
export interface Question {
  /** Whose certificate the connection bears; nobody's when undefined. */
  readonly as: (Pick<Identity, 'certificate'> & Partial<Identity>) | undefined
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** What is done to the fields once the call is signed; with it, also those of an unsigned one. */
  readonly tamper?: (signed: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
  /** Without a stated length. */
  readonly chunked?: boolean
  /** The line is cut after so many bytes of the body. */
  readonly cutAfter?: number
  /** The body comes in so many pieces, with a pause between, in milliseconds. */
  readonly drip?: { readonly pieces: number; readonly pause: number }
}

/** What came back; a status of 0 when nothing did. */
export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Why there is no answer. */
  readonly broken?: string
}

/** How long one answer may take. In milliseconds. */
const patience = 30_000

async function write(send: (bytes: Uint8Array) => void, body: Uint8Array, { pieces, pause }: NonNullable<Question['drip']>): Promise<void> {
  const step = Math.ceil(body.length / pieces)
  for (let place = 0; place < body.length; place += step) {
    send(body.subarray(place, place + step))
    await sleep(pause)
  }
}

/** Asks an address over TLS 1.3 and gives back whatever comes. Whose certificate stands there is a trial of its own. */
export function ask(url: string, question: Question): Promise<Reply> {
  const { as, method, path, headers = {}, body, chunked = false, cutAfter, drip } = question
  return new Promise((resolve) => {
    const breaks = (reason: string): void => resolve({ status: 0, headers: {}, body: Buffer.alloc(0), broken: reason })
    const request = httpsRequest(`${url}${path}`, {
      method,
      headers: {
        ...headers,
        ...(chunked ? { 'transfer-encoding': 'chunked' } : {}),
        ...(body === undefined || chunked ? {} : { 'content-length': headers['content-length'] ?? body.length }),
      },
      agent: false,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: false,
      signal: AbortSignal.timeout(patience),
      ...(as === undefined ? {} : { key: as.certificate.key, cert: as.certificate.certificate }),
    })
    request.on('error', (error: NodeJS.ErrnoException) => breaks(error.code ?? 'line'))
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => breaks('line'))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
    })
    if (body === undefined) request.end()
    else if (cutAfter !== undefined) request.write(body.subarray(0, cutAfter), () => setTimeout(() => request.destroy(), 100))
    else if (drip !== undefined) void write((bytes) => void request.write(bytes), body, drip).then(() => request.end())
    else request.end(body)
  })
}

/** Tries a handshake. @returns the digest of the certificate that was shown, or undefined when it was refused */
export function handshake(
  url: string,
  options: { minVersion?: 'TLSv1.2' | 'TLSv1.3'; maxVersion?: 'TLSv1.2' },
): Promise<string | undefined> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port === '' ? 443 : port),
      rejectUnauthorized: false,
      timeout: 10_000,
      ...options,
    })
    socket.on('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase())
      socket.destroy()
    })
    socket.on('timeout', () => socket.destroy())
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
  })
}

/** Connections on which a request was begun and is not ended. */
export interface Held {
  /** Resolves when the other side has ended them all. */
  readonly ended: Promise<unknown>
  release(): void
}

/** Begins a request on so many connections and ends none of them. */
export function hold(url: string, count: number): Held {
  const { hostname, port } = new URL(url)
  const sockets = Array.from({ length: count }, () => {
    const socket = connect({ host: hostname, port: Number(port === '' ? 443 : port), rejectUnauthorized: false })
    socket.on('error', () => undefined)
    socket.on('secureConnect', () => socket.write('PUT /x/v1/messages/'))
    return socket
  })
  return {
    ended: Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)))),
    release() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
