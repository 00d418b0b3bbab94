import type { Readable } from 'node:stream'
import { fileBody, type FileStream, type Operation } from '@comity/contract/operation'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RawCall } from '@comity/contract/read-call'
import type { Dispatcher } from './dispatch.ts'
import { fileLimit } from './files.ts'
import { callerOf } from './http.ts'
import { acceptJson, acceptStream } from './json-body.ts'
import { sendProblem } from './problem-response.ts'
import { sendFile } from './file-response.ts'

/** Reads `If-Match: "7"` (RFC 9110 section 13.1.1) and `Idempotency-Key`. */
function readHeaders({ headers }: FastifyRequest): Result<Pick<RawCall, 'ifMatch' | 'idempotencyKey'>> {
  const match = headers['if-match']
  const version = /^"(\d{1,9})"$/u.exec(match ?? '')?.[1]
  if (match !== undefined && version === undefined) return fail(invalid('If-Match', 'not-of-this-kind'))
  const key = headers['idempotency-key']
  if (key !== undefined && (typeof key !== 'string' || !/^[\u0021-\u007E]{1,200}$/u.test(key)))
    return fail(invalid('Idempotency-Key', 'not-of-this-kind'))
  return ok({ ...(version === undefined ? {} : { ifMatch: Number(version) }), ...(key === undefined ? {} : { idempotencyKey: key }) })
}

function bodyOf(operation: Operation, request: FastifyRequest): unknown {
  if (operation.body !== fileBody) return request.body ?? {}
  const { name } = request.query as { name?: unknown }
  const length = request.headers['content-length']
  const file: FileStream = {
    name: typeof name === 'string' ? name : '',
    mediaType: request.headers['content-type'] ?? 'application/octet-stream',
    stream: (request.body ?? request.raw) as Readable,
    ...(length === undefined ? {} : { size: Number(length) }),
  }
  return file
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined
  return typeof value.version === 'number' ? value.version : undefined
}

async function answer(dispatcher: Dispatcher, operation: Operation, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const headers = readHeaders(request)
  if (!headers.ok) return sendProblem(reply, headers.problem)
  const raw = { params: request.params, query: request.query, body: bodyOf(operation, request), ...headers.value }
  const result = await dispatcher.call(operation.id, raw, callerOf(request))
  if (!result.ok) return sendProblem(reply, result.problem)
  if (operation.response === fileBody) return sendFile(reply, result.value as FileStream)
  const version = versionOf(result.value)
  if (version !== undefined) reply.header('etag', `"${version}"`)
  reply.code(operation.status)
  return operation.status === 204 ? reply.send() : reply.type('application/json').send(Buffer.from(JSON.stringify(result.value)))
}

/** Gives every operation its route under `/api`. */
export function bind(app: FastifyInstance, dispatcher: Dispatcher): void {
  const operations = Object.values(dispatcher.operations)
  const route = (scope: FastifyInstance, operation: Operation, bodyLimit?: number) =>
    scope.route({
      method: operation.method,
      url: `/api${operation.path.replaceAll(/\{(\w+)\}/gu, ':$1')}`,
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      handler: async (request, reply) => answer(dispatcher, operation, request, reply),
    })
  void app.register(async (scope) => {
    acceptJson(scope)
    for (const operation of operations) if (operation.body !== fileBody) route(scope, operation, operation.largest)
  })
  void app.register(async (scope) => {
    acceptStream(scope)
    for (const operation of operations) if (operation.body === fileBody) route(scope, operation, fileLimit)
  })
}
