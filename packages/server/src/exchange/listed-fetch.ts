import { type OutgoingHttpHeaders, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { readWhole } from '../platform/read-whole.ts'
import { DestinationRefused, placesBeside, type Resolve } from './destination.ts'

/** How long an answer may take, in milliseconds, and how much it may say. */
const patience = 10_000
const limit = 256 * 1024

const thisMachine = /^(?:localhost|127\.0\.0\.1|\[::1\])$/u

/** What is asked: the part of `fetch` that libraries of protocols use. */
export interface ListedQuestion {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>> | Headers
  readonly body?: unknown
  readonly signal?: AbortSignal | null | undefined
}

/** Asks as `fetch` does, and only where it may. */
export type ListedFetch = (url: string, question?: ListedQuestion) => Promise<Response>

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(String(body))
  if (body instanceof Uint8Array) return Buffer.from(body)
  throw new TypeError('a body of another kind')
}

/**
 * A `fetch` for a service that the operator named. It asks only hosts of the list; a name is resolved once and the connection made to the
 * address that was looked at; what is not public is asked only where it is listed; HTTPS with a certificate that a public authority or the
 * operator's own vouches for, and plain HTTP on this machine only. No redirect is followed.
 * @param hosts that may be asked, by name
 * @param listed hosts, addresses and networks that may be reached although they are not public
 * @throws DestinationRefused, and what the connection throws
 */
export function fetchFrom(hosts: readonly string[], listed: readonly string[], resolve?: Resolve): ListedFetch {
  const findPlaces = placesBeside(listed, resolve)
  return async (address, { method = 'GET', headers = {}, body, signal } = {}) => {
    const url = new URL(address)
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && thisMachine.test(url.hostname))
    if (!isSafe || !hosts.includes(url.hostname) || url.username !== '') throw new DestinationRefused('address')
    const places = await findPlaces(url.hostname)
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const bytes = bytesOf(body)
    const given: OutgoingHttpHeaders = Object.fromEntries(new Headers(headers))
    if (bytes !== undefined) given['content-length'] = bytes.length
    return new Promise((answer, refuse) => {
      const asked = send(url, {
        method,
        headers: given,
        agent: false,
        minVersion: 'TLSv1.2',
        // Not the system's: these were looked at, and a name server's second answer is not asked for.
        lookup: (_host, { all }, found) => (all === true ? found(null, [...places]) : found(null, places[0].address, places[0].family)),
        signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
      })
      asked.on('error', refuse)
      asked.on('response', (response) => {
        const read = async (): Promise<Response> => {
          const whole = await readWhole(response as AsyncIterable<Uint8Array>, limit)
          if (!whole.ok) throw new DestinationRefused('too long an answer')
          const { statusCode: status = 502 } = response
          const type = response.headers['content-type']
          const isEmpty = status === 204 || status === 205 || status === 304
          return new Response(isEmpty ? null : new Uint8Array(whole.value), {
            status,
            headers: type === undefined ? {} : { 'content-type': type },
          })
        }
        read().then(answer, refuse)
      })
      asked.end(bytes)
    })
  }
}
