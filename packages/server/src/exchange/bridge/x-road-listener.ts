import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeWhole } from '@comity/exchange/write-whole'
import { bytesOf } from './ask-service.ts'
import { BridgeFault } from './secure-host.ts'

/** Where our own security server brings what others send, and how it is received there. */
export interface ListenerOptions {
  readonly address: string
  readonly port: number
  /** PEM: who we are, and who may connect. Without, plain HTTP on this machine. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string }
  /** Where a parcel appears, whole, by one renaming. */
  readonly folder: string
  /** Longest parcel, in bytes. */
  readonly limit: number
  /** Who may send, as in `INSTANCE/CLASS/MEMBER/SUBSYSTEM`. */
  readonly clients: ReadonlySet<string>
}

/** An endpoint that opens once it is needed. */
export interface Listener {
  /** Listens, if it does not already and was not closed. @returns the port; `undefined` once closed */
  open(): Promise<number | undefined>
  close(): Promise<void>
}

/** Most parcels that may wait to be taken; more are refused until they were. */
const waiting = 1000

/** A client as its security server writes it: parts by strokes, each encoded for itself. */
function clientOf(written: string): string {
  try {
    return written.split('/').map(decodeURIComponent).join('/')
  } catch {
    return ''
  }
}

/** Opens the provider's side of a service (X-Road: Message Protocol for REST): a sealed file by POST, answered 202 when it is on the disk. */
export function openListener({ address, port, tls, folder, limit, clients }: ListenerOptions): Listener {
  /** @returns the status to answer */
  async function receive(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405
    // Who sends is proven by the seal. What says that it is somebody else is not worth the disk.
    const client = request.headers['x-road-client']
    if (client !== undefined && !clients.has(clientOf(String(client)))) return 403
    if (Number(request.headers['content-length'] ?? 0) > limit) return 413
    try {
      if ((await readdir(folder)).length >= waiting) return 503
      const path = join(folder, randomUUID())
      await writeWhole(join(folder, `.${randomUUID()}.part`), bytesOf(request, limit), () => path)
      return 202
    } catch (error) {
      return error instanceof BridgeFault ? 413 : 500
    }
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    request.on('error', () => undefined)
    void receive(request).then((status) => response.writeHead(status, { 'content-length': 0, connection: 'close' }).end())
  }

  let opened: Promise<number> | undefined
  let closed = false
  const server =
    tls === undefined
      ? createServer(answer)
      : createSecureServer(
          { ...tls, minVersion: 'TLSv1.2', requestCert: tls.ca !== undefined, rejectUnauthorized: tls.ca !== undefined },
          answer,
        )
  server.maxConnections = 20
  server.requestTimeout = 600_000

  async function listen(): Promise<number> {
    server.listen(port, address)
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  return {
    async open() {
      if (closed) return undefined
      opened ??= listen()
      try {
        return await opened
      } catch (error) {
        opened = undefined
        throw error
      }
    },
    async close() {
      closed = true
      await opened?.catch(() => undefined)
      if (!server.listening) return
      const ended = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await ended
    },
  }
}
