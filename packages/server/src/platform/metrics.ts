import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { describeAnswer } from './log.ts'

/** Figures of one instance for Prometheus. Labels are bounded: route patterns, never addresses. */
export interface Metrics {
  readonly registry: Registry
  observe(answer: ReturnType<typeof describeAnswer>): void
}

/** The figures of one instance, and those of its process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'comity_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30],
    registers: [registry],
  })
  return {
    registry,
    observe: ({ method, route, status, ms }) =>
      seconds.observe({ method: route === 'none' ? 'any' : method, route, status: `${Math.floor(status / 100)}xx` }, ms / 1000),
  }
}

/** The private port of an instance. */
export interface PrivatePort {
  readonly port: number
  close(): Promise<void>
}

/** Serves `/metrics` and `/health` to this machine only. Port 0 takes any. */
export async function startPrivatePort(parts: {
  readonly port: number
  readonly metrics: Metrics
  readonly isReady: () => Promise<boolean>
}): Promise<PrivatePort> {
  const server: Server = createServer((request, response) => {
    const answer = async () => {
      if (request.url === '/metrics')
        return response.setHeader('content-type', parts.metrics.registry.contentType).end(await parts.metrics.registry.metrics())
      if (request.url === '/health') return response.writeHead((await parts.isReady()) ? 200 : 503).end()
      return response.writeHead(404).end()
    }
    answer().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(parts.port, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
