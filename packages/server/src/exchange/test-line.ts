import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to a port of this machine that counts what goes over it and can be cut. */
export interface TestLine {
  readonly url: string
  /** Where it leads. */
  target: number
  /** Connections made so far. */
  connections: number
  /** Bytes that went towards the target. */
  forward: number
  /** Cuts every connection once so many bytes in all have gone forward; undefined for never. */
  cutAt: number | undefined
  /** Cuts every connection now. */
  cut(): void
  close(): Promise<void>
}

/** Lays a line. */
export async function layLine(): Promise<TestLine> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    line.connections += 1
    const far = connect(line.target, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => {
      line.forward += chunk.length
      if (line.cutAt !== undefined && line.forward >= line.cutAt) {
        line.cutAt = undefined
        line.cut()
      } else if (!far.write(chunk)) {
        near.pause()
        far.once('drain', () => near.resume())
      }
    })
    far.pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const line: TestLine = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: 0,
    connections: 0,
    forward: 0,
    cutAt: undefined,
    cut() {
      for (const socket of open) socket.destroy()
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      line.cut()
      await closed
    },
  }
  return line
}
