import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
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

/** What is read of the exchange each time that the figures are asked for. Labels are bounded: kinds of alarm, never peers. */
interface Watched {
  readonly alarms: Readonly<Record<string, number>>
  readonly waiting: number
  /** In seconds. */
  readonly oldestWaiting: number
}

/** Shows what waits in the exchange and what is wrong in it; nothing while there is nothing to read. */
export function watchExchange({ registry }: Metrics, read: () => Promise<Watched | undefined>): void {
  let reading: Promise<Watched | undefined> | undefined
  // The three are asked for at the same time and read once.
  const seen = async (): Promise<Watched | undefined> => {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }
  const watched = [
    new Gauge({
      name: 'comity_exchange_waiting_messages',
      help: 'Messages on their way out',
      registers: [],
      async collect() {
        this.set((await seen())?.waiting ?? 0)
      },
    }),
    new Gauge({
      name: 'comity_exchange_oldest_waiting_seconds',
      help: 'How long the oldest message on its way out has waited',
      registers: [],
      async collect() {
        this.set((await seen())?.oldestWaiting ?? 0)
      },
    }),
    new Gauge({
      name: 'comity_exchange_alarms',
      help: 'Alarms of the exchange, by kind; each stands on Today for those who may do something about it',
      labelNames: ['kind'],
      registers: [],
      async collect() {
        for (const [kind, count] of Object.entries((await seen())?.alarms ?? {})) this.set({ kind }, count)
      },
    }),
  ]
  for (const one of watched) registry.registerMetric(one)
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
