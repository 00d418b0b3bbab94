import type { FastifyInstance } from 'fastify'
import type { ProviderParts } from './begin.ts'
import { endByProvider } from './operations.ts'

/** A logout token and its name; more is none. */
const bodyLimit = 16 * 1024

/**
 * Takes what the provider says of sessions that have ended there (OpenID Connect Back-Channel Logout 1.0, section 2.5). It is no operation of
 * ours: whoever calls proves it with the token, in the form that the standard sets.
 */
export function serveBackChannel(app: FastifyInstance, parts: Pick<ProviderParts, 'db' | 'provider'>, clock: () => Date): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    scope.post('/sign-in/provider/logout', { bodyLimit }, async (request, reply) => {
      const token = new URLSearchParams(typeof request.body === 'string' ? request.body : '').get('logout_token') ?? ''
      const ended = await endByProvider(parts, token, clock().toISOString())
      return reply.code(ended ? 200 : 400).send()
    })
  })
}
