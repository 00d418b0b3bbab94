import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Problem } from '@comity/domain/problem'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Caller } from './dispatch.ts'
import { Refusal } from './json-body.ts'
import { describeAnswer, logger, type LogOptions } from './log.ts'
import type { Metrics } from './metrics.ts'
import { mayBeForged } from './origin.ts'
import { sendFailure, sendProblem } from './problem-response.ts'
import { permissionsPolicy, securityHeaders } from './security-headers.ts'
import { type Session, sessionCookie } from './session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, looked up anew for each request. */
    session: Session | undefined
  }
}

/** What the web server needs of the rest of an instance. */
export interface HttpParts {
  /** The authority's State, ISO 3166-1 alpha-3. */
  readonly state: string
  readonly findSession: (token: string) => Promise<Session | undefined>
  /** Whether the database answers. */
  readonly isReady: () => Promise<boolean>
  /** Whether the process is about to end, so that a balancer should send it nothing more. */
  readonly isEnding?: () => boolean
  readonly log: LogOptions
  readonly metrics?: Metrics
  /** Requests from one address, and of one account, in a minute before it is asked to wait. */
  readonly requestsPerMinute?: number
  /** Addresses of the proxies in front, whose word on the client's address is taken. */
  readonly trustProxy?: string[]
}

/** Largest JSON body, in bytes. */
export const jsonLimit = 1024 * 1024
/** A connection on which nothing moves for this long is closed; a slow one may go on. In milliseconds. */
const stalled = 120_000

function problemOf(error: FastifyError | Refusal): Problem | undefined {
  if (error instanceof Refusal) return error.problem
  const status = error.statusCode ?? 500
  if (status === 413) return { code: 'too-large', values: { limit: jsonLimit } }
  if (status === 429) return { code: 'too-many-attempts' }
  return status < 500 ? { code: 'malformed' } : undefined
}

function answerError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  if (problem !== undefined) return sendProblem(reply, problem)
  request.log.error({ err: error }, 'failed')
  return sendFailure(reply)
}

function hasBadEscape(url: string): boolean {
  try {
    decodeURIComponent(url)
    return false
  } catch {
    return true
  }
}

function tokenOf(request: FastifyRequest, cookieName: string): { readonly token?: string | undefined; readonly byCookie: boolean } {
  const bearer = /^Bearer ([\w-]{1,200})$/u.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return { token: bearer, byCookie: false }
  const token = request.cookies[cookieName]
  return { token, byCookie: token !== undefined }
}

/** A caller who was answered while still sending has this long to see the answer; in milliseconds. */
const lingering = 1000

/** Ends the connection of a call that was answered before its body was read to the end: it would be held, and hold up the end of the server. */
function endUnread(message: IncomingMessage, answer: ServerResponse): void {
  const { socket } = message
  answer.once('finish', () => {
    if (message.complete) return
    // Closed at once, the answer could be lost on its way.
    message.resume()
    setTimeout(() => message.complete || socket.destroy(), lingering)
  })
}

/** Who calls, for the dispatcher. */
export function callerOf(request: FastifyRequest): Caller {
  const { session, ip, id } = request
  return { ...(session === undefined ? {} : { session }), address: ip, requestId: id }
}

/** Gives the browser the session's token. `__Host-`: by HTTPS only, for this host only, out of reach of script. */
export function setSessionCookie(reply: FastifyReply, state: string, token: string): void {
  void reply.setCookie(sessionCookie(state), token, { path: '/', secure: true, httpOnly: true, sameSite: 'strict' })
}

/** Takes the session's token from the browser, and with it whatever the browser keeps of the pages that were seen. */
export function clearSessionCookie(reply: FastifyReply, state: string): void {
  void reply.header('clear-site-data', '"cache", "storage"')
  void reply.clearCookie(sessionCookie(state), { path: '/', secure: true, httpOnly: true, sameSite: 'strict' })
}

/**
 * The web server of one instance without its routes: sessions, forgery and flood checks, headers, problems, log,
 * `/health`. Closing it lets what is under way finish.
 */
export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const cookieName = sessionCookie(parts.state)
  const app = fastify({
    logger: logger(parts.log),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: jsonLimit,
    connectionTimeout: stalled,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void answerError(error, request as FastifyRequest, reply as unknown as FastifyReply),
    ...(parts.trustProxy === undefined ? {} : { trustProxy: parts.trustProxy }),
  })
  app.server.on('request', endUnread)
  app.decorateRequest('session')
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'not-found' }))
  await app.register(helmet, securityHeaders)
  const often = { max: parts.requestsPerMinute ?? 1200, timeWindow: '1 minute' }
  await app.register(rateLimit, often)
  // An account that calls from many addresses is one account.
  const countCall = app.createRateLimit({ ...often, keyGenerator: ({ session }) => `account ${session?.actor.id}` })
  await app.register(cookie)

  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', permissionsPolicy)
    if (hasBadEscape(request.url)) return sendProblem(reply, { code: 'malformed' })
    const { token, byCookie } = tokenOf(request, cookieName)
    if (mayBeForged(request, byCookie)) return sendProblem(reply, { code: 'request-forged' })
    if (token !== undefined) request.session = await parts.findSession(token)
    if (request.session === undefined) return undefined
    const counted = await countCall(request)
    if (counted.isAllowed || !counted.isExceeded) return undefined
    return sendProblem(reply.header('retry-after', counted.ttlInSeconds), { code: 'too-many-attempts' })
  })
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    // Or the connection of an answer under way stays open, and holds up the end.
    if (closing) reply.header('connection', 'close')
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    const answer = describeAnswer(reply)
    request.log.info(answer, 'answered')
    parts.metrics?.observe(answer)
  })
  app.get('/health', async (_request, reply) => reply.code(parts.isEnding?.() !== true && (await parts.isReady()) ? 200 : 503).send())
  return app
}
