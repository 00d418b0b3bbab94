import { type IncomingMessage, type OutgoingHttpHeaders, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { BridgeFault, placeOf } from './secure-host.ts'

/** A service that the operator named: HTTPS, or plain HTTP on this machine. */
export interface Service {
  /** Without a path's last stroke. */
  readonly url: string
  /** PEM of the certification authority, where it is none of the public ones. */
  readonly ca?: string
  /** Who we are there, as PEM, where it asks. */
  readonly own?: { readonly cert: string; readonly key: string }
}

/** What a service is asked. */
export interface Question {
  readonly method: 'GET' | 'POST'
  /** From the service's address on. */
  readonly path: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: { readonly size: number; readonly stream: () => AsyncIterable<Uint8Array> }
}

/** Nothing may move for so long. In milliseconds. */
const patience = 120_000

/**
 * Asks a service, at the one address that was looked at. No redirect is followed, and a connection serves one question.
 * @returns the answer as it begins; whoever asked reads it or destroys it
 * @throws what `reasonFor` names, and what reading the body throws
 */
export async function askService({ url, ca, own }: Service, { method, path, headers, body }: Question): Promise<IncomingMessage> {
  const whole = new URL(`${url}${path}`)
  const { address, family } = await placeOf(whole.hostname.replace(/^\[|\]$/gu, ''))
  const send = whole.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = send(whole, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': body.size }) },
      agent: false,
      // Not the system's: a name server's second answer has no say.
      lookup: (_host, { all }, answer) => (all === true ? answer(null, [{ address, family }]) : answer(null, address, family)),
      timeout: patience,
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
      ...own,
    })
    request.on('timeout', () => request.destroy(new BridgeFault('silence')))
    request.on('error', reject)
    request.on('response', resolve)
    if (body === undefined) return void request.end()
    const source = Readable.from(body.stream())
    source.on('error', (error) => request.destroy(error))
    request.on('close', () => source.destroy())
    source.pipe(request)
  })
}

/** Refuses an answer that is none of the good ones. Nothing that it says is kept. @throws BridgeFault */
export function expectWell(answer: IncomingMessage): void {
  const { statusCode = 0 } = answer
  if (statusCode >= 200 && statusCode < 300) return
  answer.destroy()
  throw new BridgeFault(statusCode === 401 || statusCode === 403 ? 'not-admitted' : 'strange-answer')
}

/** Whether a service answers at all: what it says to a question about nothing is its own matter. @throws as `askService`; BridgeFault when it does not admit us */
export async function reachService(service: Service): Promise<void> {
  const answer = await askService(service, { method: 'GET', path: '/' })
  answer.destroy()
  if (answer.statusCode === 401 || answer.statusCode === 403) throw new BridgeFault('not-admitted')
}

/** The answer's bytes, as far as they are not too many. @throws BridgeFault of one that is too long or breaks off */
export async function* bytesOf(answer: IncomingMessage, limit: number): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limit) throw new BridgeFault('strange-answer')
    yield chunk
  }
}
