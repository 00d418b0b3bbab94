import { invalid, type Problem } from '@comity/domain/problem'
import type { FastifyInstance } from 'fastify'

/** A refusal that arises where only an exception gets through; the error handler answers its problem. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return {}
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal(invalid('', 'not-unicode'))
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal({ code: 'malformed' })
  }
}

/** Takes JSON in and nothing else: a form of another site cannot send that without asking first. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    try {
      done(null, parse(bytes))
    } catch (error) {
      done(error as Error)
    }
  })
}

/** Hands the body on as a stream, whatever it is. */
export function acceptStream(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}
