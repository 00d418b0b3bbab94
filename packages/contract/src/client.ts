import type { Problem } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { fileBody, type FileStream, type Operation } from './operation.ts'
import { type ComityClient, operations } from './operations.ts'

/** How to reach an authority's API. */
export interface ClientOptions {
  /** Up to and with `/api`. */
  readonly base: string
  /** Session token of an earlier `signIn`. */
  readonly token?: string
  readonly fetch?: typeof fetch
}

interface AnyCall {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly ifMatch?: number
  readonly idempotencyKey?: string
}

function addressOf(base: string, operation: Operation, call: AnyCall): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(call.params?.[name] ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(call.query ?? {})) if (value !== undefined) query.set(name, String(value))
  return query.size === 0 ? base + path : `${base}${path}?${query.toString()}`
}

function headersOf(operation: Operation, call: AnyCall, token: string | undefined): Headers {
  const headers = new Headers({ accept: 'application/json, application/problem+json' })
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  if (call.ifMatch !== undefined) headers.set('if-match', `"${call.ifMatch}"`)
  if (call.idempotencyKey !== undefined) headers.set('idempotency-key', call.idempotencyKey)
  if (operation.body === fileBody) headers.set('content-type', 'application/octet-stream')
  else if (operation.method !== 'GET' && call.body !== undefined) headers.set('content-type', 'application/json')
  return headers
}

/** `ReadableStream.from`, which not every browser has. */
function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

async function* nothing(): AsyncIterable<Uint8Array> {}

function bodyOf(operation: Operation, call: AnyCall): RequestInit {
  if (operation.method === 'GET' || call.body === undefined) return {}
  if (operation.body !== fileBody) return { body: JSON.stringify(call.body) }
  // `duplex` is needed for a streamed body and is missing from the DOM's types.
  return { body: streamOf((call.body as FileStream).stream), duplex: 'half' } as RequestInit
}

function fileOf(response: Response): FileStream {
  const disposition = response.headers.get('content-disposition') ?? ''
  const encoded = /filename\*=UTF-8''([^;]+)/iu.exec(disposition)?.[1]
  const length = response.headers.get('content-length')
  return {
    name: encoded === undefined ? 'file' : decodeURIComponent(encoded),
    mediaType: response.headers.get('content-type') ?? 'application/octet-stream',
    stream: (response.body as AsyncIterable<Uint8Array> | null) ?? nothing(),
    ...(length === null ? {} : { size: Number(length) }),
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('application/problem+json')) throw new Error(`the answer to a call was ${response.status} ${type}`)
  const { code, fields, values } = (await response.json()) as Problem
  return { code, ...(fields === undefined ? {} : { fields }), ...(values === undefined ? {} : { values }) }
}

async function perform(operation: Operation, call: AnyCall, options: ClientOptions): Promise<Result<unknown>> {
  const response = await (options.fetch ?? fetch)(addressOf(options.base, operation, call), {
    method: operation.method,
    headers: headersOf(operation, call, options.token),
    redirect: 'error',
    ...bodyOf(operation, call),
  })
  if (!response.ok) return fail(await problemOf(response))
  if (operation.response === fileBody) return ok(fileOf(response))
  return ok(response.status === 204 ? {} : await response.json())
}

/**
 * The operations as functions over HTTP. Expected refusals come back as problems.
 * @throws when the other end cannot be reached or does not speak this contract
 */
export function httpClient(options: ClientOptions): ComityClient {
  return Object.fromEntries(
    Object.values(operations).map((operation) => [operation.id, async (call: AnyCall) => perform(operation, call, options)]),
  ) as unknown as ComityClient
}
