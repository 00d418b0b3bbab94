import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TLSSocket } from 'node:tls'
import { problemStatus } from '@comity/contract/problem'
import { Instant } from '@comity/domain/input'
import type { ProblemCode } from '@comity/domain/problem'
import { toBase64url } from '@comity/exchange/base64url'
import { digestOf } from '@comity/exchange/digest'
import type { Announced, Inbox } from '@comity/exchange/inbox'
import { envelopeLimit } from '@comity/exchange/limits'
import { ok } from '@comity/domain/result'
import { contentDigest, contentDigestOf } from '@comity/exchange/signed-call'
import { lengthOf } from './body-length.ts'
import { openCallCheck } from './call-check.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import { faultOf } from './fault.ts'
import { tellThread, tellThreads } from './held.ts'
import { findExpectedPart } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import { findOwnDirectory } from './own-directory.ts'
import type { PartStore } from './part-store.ts'
import type { PeerLine } from './peer-line.ts'
import { listPeersWith } from './peer-store.ts'
import type { PeerRow } from './tables.ts'
import { checkpointPath, sliceLength } from './wire.ts'
import { witness } from './witness.ts'

/** The listener for other authorities' instances. It serves nothing else, and nothing else serves it. */
export interface Gateway {
  readonly port: number
  stop(): Promise<void>
}

/** How long nothing may move on a connection. In milliseconds. */
const patience = 120_000
/** How long a slice may take on the slowest line. In milliseconds. */
const requestLimit = 30 * 60_000
const connectionLimit = 500
/** Bytes of a checkpoint with its proof. */
const checkpointLimit = 16_384
/** How long connections may finish what they do when we stop. In milliseconds. */
const grace = 2000

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The peers that name the certificate of this connection as theirs, whatever we think of them. */
  readonly clients: readonly PeerRow[]
  /** What the body has to be, where the call is signed. */
  readonly digest?: string
}

function answer(response: ServerResponse, status: number, headers: Record<string, string | number> = {}, body?: string | Uint8Array): void {
  // A body that we do not want is not read to its end either.
  if (!response.req.complete) response.setHeader('connection', 'close')
  response.writeHead(status, { 'cache-control': 'no-store', ...headers })
  response.end(body)
}

function refuse(response: ServerResponse, code: ProblemCode, headers: Record<string, string | number> = {}, more: object = {}): void {
  const status = problemStatus[code]
  const body = JSON.stringify({ type: `urn:comity:problem:${code}`, status, code, ...more })
  const again = status === 503 || status === 429 ? { 'retry-after': 1 } : {}
  answer(response, status, { 'content-type': 'application/problem+json', ...again, ...headers }, body)
}

/** Says why a call is not taken, and what our clock shows: a caller whose own is wrong goes by that. */
function refuseCall(response: ServerResponse, reason: string, time: string): void {
  refuse(response, 'call-refused', { 'comity-reason': reason, 'comity-time': time }, { reason })
}

/** Hashes what goes through, and tells at its end. */
async function* hashed(body: AsyncIterable<Uint8Array>, onEnd: (sha256: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of body) {
    hash.update(chunk)
    yield chunk
  }
  onEnd(hash.digest())
}

function answerAnnounced(response: ServerResponse, { receipts, missing, problem, settled }: Announced): void {
  const body = { receipts: receipts.map((bytes) => toBase64url(bytes)), missing }
  if (problem !== undefined) return refuse(response, problem, {}, body)
  answer(response, settled ? 200 : 202, { 'content-type': 'application/json' }, JSON.stringify(body))
}

/** Starts listening. TLS 1.3 only; a client is known by the certificate that its directory document names. */
export async function startGateway(
  instance: Instance,
  inbox: Inbox,
  parts: PartStore,
  line: Pick<PeerLine, 'refresh'>,
  at: { readonly host: string; readonly port: number },
): Promise<Gateway> {
  const { db, log, certificate } = instance

  /** Requests that are being answered. */
  const visits = new Set<Promise<void>>()

  async function clientsOf(socket: TLSSocket): Promise<readonly PeerRow[]> {
    const presented = socket.getPeerX509Certificate()
    return presented === undefined ? [] : listPeersWith(db, digestOf(presented.raw))
  }

  const checkCall = openCallCheck(instance, (peer) => line.refresh(peer))

  /** Reads a body whole. @returns undefined when it is another than was signed, which is then answered */
  async function bodyOf({ request, response, digest }: Visit): Promise<Buffer | undefined> {
    const body = await buffer(request)
    if (digest === undefined || contentDigestOf(body) === digest) return body
    refuseCall(response, 'digest', now(instance))
    return undefined
  }

  async function announce(visit: Visit, id: string): Promise<void> {
    const { request, response, clients } = visit
    const length = lengthOf(request)
    if (length === undefined) return refuse(response, 'malformed')
    if (length > envelopeLimit) return refuse(response, 'too-large')
    // The length was stated, and the parser lets no more than that through.
    const envelope = await bodyOf(visit)
    if (envelope === undefined) return
    // Opening a large message takes longer than a line may be silent.
    request.socket.setTimeout(0)
    answerAnnounced(response, await inbox.announce({ id, envelope, clients: clients.map((peer) => peer.id) }))
  }

  async function part({ request, response, clients, digest }: Visit, ct256: string): Promise<void> {
    const verified = clients.filter((peer) => peer.standing === 'active').map((peer) => peer.id)
    if (verified.length === 0) return refuse(response, 'unknown-peer')
    const expected = await findExpectedPart(db, verified, ct256)
    if (expected === undefined) return refuse(response, 'not-found')
    const stand = (offset: number): Record<string, string> => ({
      'upload-offset': String(offset),
      'upload-complete': offset === expected.ctLen ? '?1' : '?0',
    })
    const arrived = await parts.arrived(expected.peer, expected)
    if (request.method === 'HEAD') return answer(response, 200, { ...stand(arrived), 'upload-limit': `max-append-size=${sliceLength}` })
    const length = lengthOf(request)
    const offset = /^\d{1,15}$/u.test(String(request.headers['upload-offset'])) ? Number(request.headers['upload-offset']) : undefined
    if (length === undefined || offset === undefined) return refuse(response, 'malformed')
    if (length > sliceLength || offset + length > expected.ctLen) return refuse(response, 'too-large', stand(arrived))
    let came: string | undefined
    const body = hashed(request as AsyncIterable<Uint8Array>, (sha256) => (came = contentDigest(sha256)))
    const taken = await parts.append(expected.peer, expected, offset, body)
    if (digest !== undefined && came !== undefined && came !== digest) {
      await parts.cutTo(expected.peer, expected, offset)
      return refuseCall(response, 'digest', now(instance))
    }
    if (!taken.ok) return refuse(response, taken.problem.code, stand(await parts.arrived(expected.peer, expected)))
    answer(response, 204, stand(taken.value))
  }

  async function directory({ response }: Visit, version?: string): Promise<void> {
    const found = await findOwnDirectory(db, version === undefined ? undefined : Number(version))
    if (found === undefined) return refuse(response, 'not-found')
    answer(response, 200, { 'content-type': 'application/jose+json' }, found.bytes)
  }

  async function held({ response, clients }: Visit, query: URLSearchParams, thread?: string): Promise<void> {
    const peer = clients.find(({ standing }) => standing === 'active')
    if (peer === undefined) return refuse(response, 'unknown-peer')
    const [since = '', after, from = '0'] = [
      query.get('since') ?? undefined,
      query.get('after') ?? undefined,
      query.get('from') ?? undefined,
    ]
    const readable =
      thread === undefined ? Instant.safeParse(since).success && (after === undefined || uuid.test(after)) : /^\d{1,6}$/u.test(from)
    if (!readable) return refuse(response, 'malformed')
    const told =
      thread === undefined
        ? await tellThreads(instance, peer.id, { since, after })
        : await tellThread(instance, peer.id, thread, Number(from))
    answer(response, 200, { 'content-type': 'application/json' }, JSON.stringify(told))
  }

  async function checkpoint(visit: Visit): Promise<void> {
    const { request, response, clients } = visit
    const peer = clients.find(({ standing }) => standing === 'active')
    if (peer === undefined) return refuse(response, 'unknown-peer')
    const length = lengthOf(request)
    if (length === undefined) return refuse(response, 'malformed')
    if (length > checkpointLimit) return refuse(response, 'too-large')
    const said = await bodyOf(visit)
    if (said === undefined) return
    const found = await witness(instance, peer, said.toString())
    if (found.status === 200) return answer(response, 200, { 'content-type': 'text/plain; charset=utf-8' }, found.line)
    if (found.status === 409) return answer(response, 409, { 'content-type': 'text/x.tlog.size' }, `${found.size}\n`)
    answer(response, found.status)
  }

  async function route(visitor: Visit): Promise<void> {
    const { method, url = '' } = visitor.request
    const [path = '', query] = url.split('?', 2)
    const [, kind, name] = /^\/x\/v1\/(messages|parts|directory|threads)(?:\/([0-9a-f-]{1,64}))?$/u.exec(path) ?? []
    // The document is for anybody, and tells a caller how to call.
    const admitted = kind === 'directory' ? ok(visitor) : await checkCall(visitor.request, visitor.clients)
    if (!admitted.ok) {
      const reason = String(admitted.problem.values?.['reason'])
      log.warn({ peer: visitor.clients[0]?.id, reason }, 'a call was not signed as it must be')
      return refuseCall(visitor.response, reason, now(instance))
    }
    const visit = { ...visitor, ...admitted.value }
    if (method === 'GET' && kind === 'threads' && (name === undefined || uuid.test(name)))
      return held(visit, new URLSearchParams(query), name)
    if (query !== undefined) return refuse(visit.response, 'not-found')
    if (method === 'POST' && path === checkpointPath) return checkpoint(visit)
    if (method === 'PUT' && kind === 'messages' && name !== undefined && uuid.test(name)) {
      return announce(visit, name)
    }
    if ((method === 'HEAD' || method === 'PATCH') && kind === 'parts' && name !== undefined && /^[0-9a-f]{64}$/u.test(name)) {
      return part(visit, name)
    }
    if (method === 'GET' && kind === 'directory' && (name === undefined || /^[1-9]\d{0,8}$/u.test(name))) return directory(visit, name)
    refuse(visit.response, 'not-found')
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await route({ request, response, clients: await clientsOf(request.socket as TLSSocket) })
    } catch (error) {
      // A line that broke in the middle of a slice is no fault; what arrived is kept.
      if (!request.destroyed || request.complete) log.error({ fault: faultOf(error) }, 'a peer could not be served')
      if (!response.headersSent && !response.destroyed) refuse(response, 'try-later')
      else response.destroy()
    }
  }

  const server = createServer(
    {
      key: certificate.key,
      cert: certificate.certificate,
      minVersion: 'TLSv1.3',
      requestCert: true,
      // Certificates are self-signed and pinned; whose they are is asked for each request, since trust can end at any time.
      rejectUnauthorized: false,
      maxHeaderSize: 8192,
      requestTimeout: requestLimit,
      headersTimeout: 20_000,
      keepAliveTimeout: 30_000,
    },
    (request, response) => {
      const visit = onBehalfOf('exchange', () => serve(request, response)).finally(() => visits.delete(visit))
      visits.add(visit)
    },
  )
  server.maxConnections = connectionLimit
  server.setTimeout(patience)
  server.listen(at.port, at.host)
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), grace)
      await closed
      clearTimeout(timer)
      // What is being opened may still commit, or is opened again at the next start.
      await Promise.race([Promise.all(visits), sleep(grace, undefined, { ref: false })])
    },
  }
}
