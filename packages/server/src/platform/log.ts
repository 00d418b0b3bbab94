import type { FastifyReply, FastifyServerOptions } from 'fastify'
import { diskSentence } from './disk-fault.ts'

/** Where an instance writes its log; `level` is pino's. */
export interface LogOptions {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly stream?: { write(line: string): void }
}

/** An error without its message, which may hold a text of a case: its kind, its code, where it arose, and what to do where the disk is at fault. */
function describeError(error: Error & { readonly code?: unknown }) {
  return {
    type: error.name,
    message: diskSentence(error) ?? '',
    ...(typeof error.code === 'string' ? { code: error.code } : {}),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .join('\n'),
  }
}

/** pino as JSON lines in UTC, with nothing of a request or an answer but what `describeAnswer` lets through. */
export function logger({ level, stream }: LogOptions): Exclude<FastifyServerOptions['logger'], boolean | undefined> {
  return {
    level,
    ...(stream === undefined ? {} : { stream }),
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { req: () => ({}), res: () => ({}), err: describeError },
  }
}

/** All that the log says of an answer: no address with its query, no header, no body. */
export function describeAnswer(reply: FastifyReply) {
  const { method, routeOptions } = reply.request
  return { method, route: routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
}
