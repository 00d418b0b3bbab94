import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { toBase64url } from '@comity/exchange/base64url'
import { digestOf } from '@comity/exchange/digest'
import type { SignedDirectory } from '@comity/exchange/directory'
import { openEnvelope } from '@comity/exchange/envelope'
import { type Receipt, type ReceiptEvent, signReceipt } from '@comity/exchange/receipt'
import { checkCall, contentDigestOf, isCallSigned } from '@comity/exchange/signed-call'
import type { Identity } from './identity.ts'
import { peerOf } from '@comity/exchange/peer'

/** A directory document as it is served, true or not. */
type Served = Pick<SignedDirectory, 'bytes'> & { readonly document: { readonly version: number } }

/** One request at our address. */
export interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

/** A message that came to us, and how it went. */
export interface Guest {
  readonly id: string
  /** Digests of the envelopes that came under its id, in their order. */
  readonly announced: string[]
  readonly parts: Map<string, { readonly length: number; bytes: Buffer }>
  /** Places at which slices began. */
  readonly offsets: number[]
  readonly receipts: Uint8Array[]
  settled: boolean
}

/** Our own address: where our documents stand, and where messages arrive. */
export interface House {
  readonly port: number
  /** Where our identity is kept between runs. */
  readonly home: string | undefined
  readonly guests: ReadonlyMap<string, Guest>
  /** Handshakes begun, requests read, requests for what nobody was sent to, and calls that should have been signed and were not. */
  readonly count: { connections: number; requests: number; strays: number; unsigned: number }
  /** Until then every message is asked to come later. */
  receiving: boolean
  /** Asked first about each announcement (`part` undefined) and each slice. @returns true when it has answered */
  lie: (visit: Visit, guest: Guest, part: string | undefined) => boolean | Promise<boolean>
  /** Shows other documents from now on. */
  serve(documents: readonly Served[]): void
  /** Sees us open what the other authority sends. */
  know(us: Identity, them: SignedDirectory): void
  /** Opens the address anew, in another's certificate or with an old protocol. */
  disguise(as?: { readonly certificate?: Identity['certificate']; readonly old?: boolean }): Promise<void>
  sign(event: ReceiptEvent, messageId: string, envelopeDigest: string, by?: Identity): Promise<Uint8Array>
  stop(): Promise<void>
}

function newGuest(id: string): Guest {
  return { id, announced: [], parts: new Map(), offsets: [], receipts: [], settled: false }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Whether a call is signed as both documents ask, if they do. */
function isSigned(us: Identity, them: SignedDirectory, { method = '', url = '', headers }: IncomingMessage, body: Buffer): boolean {
  if (!isCallSigned(us.directory.document, them.document)) return true
  const fields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  const call = { method, target: url, fields, hasBody: body.length > 0 }
  const checked = checkCall(call, { self: us.id, caller: them.document, now: Date.now() })
  return checked.ok && (body.length === 0 || checked.value.digest === contentDigestOf(body))
}

/** Answers with what was signed, and with the names of what is missing. */
export function answer(response: ServerResponse, status: number, receipts: readonly Uint8Array[], missing: readonly string[] = []): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ receipts: receipts.map((bytes) => toBase64url(bytes)), missing }))
}

/** Opens our address. @param at where to listen, and what our identity will be made of */
export async function openHouse(host: string, port: number, certificate: Identity['certificate'], home?: string): Promise<House> {
  let documents: readonly Served[] = []
  let known: { us: Identity; them: SignedDirectory } | undefined
  let previous: string | null = null
  const guests = new Map<string, Guest>()
  const count = { connections: 0, requests: 0, strays: 0, unsigned: 0 }

  async function sign(event: ReceiptEvent, messageId: string, envelopeDigest: string, by?: Identity): Promise<Uint8Array> {
    const author = by ?? known?.us
    const [key] = author?.keys.sign ?? []
    if (author === undefined || key === undefined) throw new Error('nobody is at home')
    const receipt: Receipt = {
      v: 1,
      event,
      messageId,
      envelopeDigest,
      at: new Date().toISOString(),
      by: known?.us.id ?? author.id,
      previous,
    }
    const bytes = await signReceipt(receipt, key)
    if (by === undefined) previous = digestOf(bytes)
    return bytes
  }

  async function admit(guest: Guest, envelope: Buffer): Promise<void> {
    if (known === undefined) return
    const { us, them } = known
    const findPeer = (id: string) => (id === them.authority ? peerOf(them, 'verified') : undefined)
    const opened = await openEnvelope(envelope, { self: us.id, keys: us.keys, findPeer, now: new Date().toISOString() })
    if (!opened.ok) return
    for (const { ct256, ctLen } of opened.value.manifest.parts) guest.parts.set(ct256, { length: ctLen, bytes: Buffer.alloc(0) })
    guest.receipts.push(await sign('RelayAcceptance', guest.id, digestOf(envelope)))
  }

  async function announced(visit: Visit, id: string): Promise<void> {
    const guest = guests.get(id) ?? newGuest(id)
    guests.set(id, guest)
    guest.announced.push(digestOf(visit.body))
    if (await house.lie(visit, guest, undefined)) return
    if (guest.receipts.length === 0) await admit(guest, visit.body)
    const missing = [...guest.parts].filter(([, part]) => part.bytes.length < part.length).map(([name]) => name)
    if (missing.length === 0 && guest.parts.size > 0 && !guest.settled) {
      guest.receipts.push(await sign('ContentConsignment', id, digestOf(visit.body)))
      guest.settled = true
    }
    answer(visit.response, guest.settled ? 200 : 202, guest.receipts, missing)
  }

  async function uploaded(visit: Visit, name: string): Promise<void> {
    const guest = [...guests.values()].find(({ parts }) => parts.has(name))
    const part = guest?.parts.get(name)
    if (guest === undefined || part === undefined) {
      count.strays += 1
      visit.response.writeHead(404).end()
      return
    }
    const { request, response, body } = visit
    if (request.method === 'PATCH') {
      guest.offsets.push(Number(request.headers['upload-offset']))
      if (await house.lie(visit, guest, name)) return
      if (Number(request.headers['upload-offset']) === part.bytes.length) part.bytes = Buffer.concat([part.bytes, body])
    }
    const headers = { 'upload-offset': part.bytes.length, 'upload-complete': part.bytes.length === part.length ? '?1' : '?0' }
    response.writeHead(request.method === 'HEAD' ? 200 : 204, headers).end()
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    count.requests += 1
    const body = await read(request)
    const [, kind, name = ''] = /^\/x\/v1\/(messages|parts|directory)(?:\/([0-9a-f-]+))?$/u.exec(request.url ?? '') ?? []
    if (kind !== 'directory' && known !== undefined && !isSigned(known.us, known.them, request, body)) count.unsigned += 1
    if (kind === 'messages' && !house.receiving) return void response.writeHead(503).end()
    if (kind === 'messages') return announced({ request, response, body }, name)
    if (kind === 'parts') return uploaded({ request, response, body }, name)
    const document =
      name === ''
        ? documents.at(-1)
        : (documents.find((one) => one.document.version === Number(name)) ?? documents.find((_, place) => place + 1 === Number(name)))
    if (kind !== 'directory') count.strays += 1
    if (kind !== 'directory' || document === undefined) response.writeHead(404).end()
    else response.end(document.bytes)
  }

  async function listen(at: number, { key, certificate: cert }: Identity['certificate'], old: boolean): Promise<Server> {
    const versions = old ? { minVersion: 'TLSv1.2' as const, maxVersion: 'TLSv1.2' as const } : { minVersion: 'TLSv1.3' as const }
    const opened = createServer({ key, cert, requestCert: true, rejectUnauthorized: false, ...versions }, (request, response) => {
      serve(request, response).catch(() => response.destroy())
    })
    opened.on('connection', () => (count.connections += 1))
    opened.on('tlsClientError', () => undefined)
    opened.listen(at, host)
    await once(opened, 'listening')
    return opened
  }

  async function close(open: Server): Promise<void> {
    const closed = once(open, 'close')
    open.close()
    open.closeAllConnections()
    await closed
  }

  let server = await listen(port, certificate, false)
  const house: House = {
    port: (server.address() as AddressInfo).port,
    home,
    guests,
    count,
    receiving: false,
    lie: () => false,
    serve: (shown) => void (documents = shown),
    know: (us, them) => void (known = { us, them }),
    async disguise({ certificate: other = certificate, old = false } = {}) {
      await close(server)
      server = await listen(house.port, other, old)
    },
    sign,
    stop: () => close(server),
  }
  return house
}
