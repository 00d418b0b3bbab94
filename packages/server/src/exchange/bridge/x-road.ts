import { fail, ok } from '@comity/domain/result'
import { askService, expectWell, reachService, type Service } from './ask-service.ts'
import type { Bridge, Parcel } from './bridge.ts'
import { openFileDrop } from './file-drop.ts'
import { unreached } from './secure-host.ts'
import { type ListenerOptions, openListener } from './x-road-listener.ts'

/** A security server of the authority's own, and where it brings what others send. */
export interface XRoadOptions {
  readonly name: string
  readonly service: Service
  /** Who we are, as in `INSTANCE/CLASS/MEMBER/SUBSYSTEM`. */
  readonly client: string
  /** Each peer's service, as in `INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE`. */
  readonly to: ReadonlyMap<string, string>
  readonly listen: Pick<ListenerOptions, 'address' | 'port' | 'tls'>
  readonly in: string
  readonly done: string
  readonly failed: string
  /** Longest parcel, in bytes. */
  readonly limit: number
  readonly clock: () => Date
}

/** Each part for itself: a stroke stands between them (PR-REST 4.2). */
function encoded(identifier: string): string {
  return identifier.split('/').map(encodeURIComponent).join('/')
}

/**
 * The bridge over an X-Road security server (X-Road: Message Protocol for REST, PR-REST, `r1`): a parcel is the body of a POST to
 * the peer's service. It is a call that waits for its answer, so what arrives is brought to an endpoint of ours, which lays it in
 * a folder. Tested against that contract, not against a live one.
 */
export function openXRoad(options: XRoadOptions): Bridge {
  const { name, service, client, to, limit, clock } = options
  const drop = openFileDrop({ name, in: options.in, done: options.done, failed: options.failed, out: new Map(), settle: 0, clock })
  const clients = new Set([...to.values()].map((one) => one.slice(0, one.lastIndexOf('/'))))
  const listener = openListener({ ...options.listen, folder: options.in, limit, clients })

  async function call(path: string, { size, stream }: Parcel) {
    const answer = await askService(service, {
      method: 'POST',
      path,
      headers: { 'x-road-client': encoded(client), 'content-type': 'application/octet-stream' },
      body: { size, stream },
    })
    expectWell(answer)
    answer.destroy()
    // A fault of the way itself is flagged, whatever the status is.
    return answer.headers['x-road-error'] === undefined ? ok(undefined) : fail({ code: 'try-later', values: { reason: 'strange-answer' } })
  }

  return {
    name,
    kind: 'x-road',
    limit,
    async put(peer, parcel) {
      const identifier = to.get(peer)
      if (identifier === undefined) throw new Error('a parcel is put down for a peer of the bridge')
      try {
        return await call(`/r1/${encoded(identifier)}`, parcel)
      } catch (error) {
        // A part that is not on our own disk is no matter of the security server.
        if ((error as NodeJS.ErrnoException).syscall === 'open') throw error
        return unreached(error)
      }
    },
    async collect(take, cursor) {
      const deaf = await listener.open().then(() => undefined, unreached)
      // What lies there is taken, whoever listens.
      const collected = await drop.collect(take, cursor)
      return deaf ?? collected
    },
    async probe() {
      try {
        await reachService(service)
        return await drop.probe()
      } catch (error) {
        return unreached(error)
      }
    },
    close: () => listener.close(),
  }
}
