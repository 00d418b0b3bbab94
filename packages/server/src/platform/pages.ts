import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import multipart from '@fastify/multipart'
import type { View, Visit } from '@comity/web/page'
import { assets, fileLimitAt, visit } from '@comity/web/site'
import { type AvailableLanguage, isAvailable } from '@comity/language/languages'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Dispatcher } from './dispatch.ts'
import { sendFile } from './file-response.ts'
import { callerOf, clearSessionCookie, setSessionCookie } from './http.ts'
import { localClient } from './local-client.ts'
import { readPageForm } from './page-form.ts'
import { preferredLanguage } from './preferred-language.ts'
import { sendProblem } from './problem-response.ts'
import { formToken, isFormOf } from './session.ts'

/** What pages need of the instance they are pages of. */
export interface PageParts {
  readonly authority: { readonly state: string; readonly name: string }
  readonly timeZone: string
  readonly embeddedDatabase: boolean
  /** Whether the pages of the law are open to readers without an account. */
  readonly publicLaw: boolean
  /** Left out of choices, maps and lists. */
  readonly hiddenStates: readonly string[]
  /** The operator's provider of identities, as people know it; absent, none. */
  readonly provider?: string
  readonly dispatcher: Dispatcher
  readonly clock: () => Date
}

/** Largest form without files, in bytes: the longest prose, in any script, where each of its bytes is sent as three signs. */
const formLimit = 4 * 1024 * 1024

const languageCookie = '__Host-comity-language'

function serveAssets(app: FastifyInstance): void {
  for (const { path, mediaType, file } of assets) {
    const bytes = readFileSync(new URL(file, import.meta.resolve('@comity/web/site')))
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    app.get(path, async (request, reply) => {
      reply.header('etag', etag).header('cache-control', 'public, max-age=3600')
      return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type(mediaType).send(bytes)
    })
  }
}

/** Told apart as the session's is. */
function flowCookie(state: string): string {
  return `__Host-comity-way-${state.toLowerCase()}`
}

/**
 * What the browser holds while its person is at the provider, and the language in which they left. `Lax`, unlike the others: they come back by a
 * link of another site, and then no other cookie of ours comes along.
 */
function setFlowCookie(reply: FastifyReply, state: string, flow: string, language: string): void {
  const how = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const
  if (flow === '') void reply.clearCookie(flowCookie(state), how)
  else void reply.setCookie(flowCookie(state), `${flow}.${language}`, { ...how, maxAge: 600 })
}

function flowOf(request: FastifyRequest, state: string): { readonly flow?: string; readonly language?: string } {
  const [flow, language] = request.cookies[flowCookie(state)]?.split('.') ?? []
  return flow === undefined || language === undefined ? {} : { flow, language }
}

/** The language of this visit: just chosen, chosen before, of the account, or the one the browser likes best. */
function languageOf(request: FastifyRequest, reply: FastifyReply, query: URLSearchParams, leftIn: string | undefined): AvailableLanguage {
  const chosen = query.get('language')
  if (chosen !== null && isAvailable(chosen)) {
    void reply.setCookie(languageCookie, chosen, { path: '/', secure: true, httpOnly: true, sameSite: 'strict', maxAge: 31_536_000 })
    return chosen
  }
  for (const kept of [request.cookies[languageCookie], request.session?.language, leftIn])
    if (kept !== undefined && isAvailable(kept)) return kept
  return preferredLanguage(request.headers['accept-language'])
}

function show(view: View, reply: FastifyReply, state: string, language: string): FastifyReply {
  if (view.kind === 'file') return sendFile(reply, view.file)
  if (view.setSession !== undefined) setSessionCookie(reply, state, view.setSession)
  if (view.endSession === true) clearSessionCookie(reply, state)
  if (view.flow !== undefined) setFlowCookie(reply, state, view.flow, language)
  if (view.kind === 'page') return reply.code(view.status).type('text/html; charset=utf-8').send(view.html)
  return reply.redirect(view.to, 303)
}

/**
 * Serves the pages: each call becomes a visit, the page a function of it, and the operations run in the visitor's
 * name under the same rules as over the API.
 */
export async function servePages(app: FastifyInstance, parts: PageParts): Promise<void> {
  const { authority, dispatcher } = parts
  // What is too large is told by the form, not thrown.
  await app.register(multipart, { throwFileSizeLimit: false })
  serveAssets(app)

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const url = new URL(request.url, 'http://pages.invalid')
    const read = await readPageForm(request, fileLimitAt(url.pathname))
    if (!read.ok) return sendProblem(reply, read.problem)
    const { form, files, discard } = read.value
    try {
      const { session } = request
      // A form of a session carries what follows from it; signing in has no session yet, and `Sec-Fetch-Site` speaks for it.
      if (request.method === 'POST' && session !== undefined && !isFormOf(session, form.get('form-token')))
        return sendProblem(reply, { code: 'request-forged' })
      const { flow, language: leftIn } = flowOf(request, authority.state)
      const given: Visit = {
        method: request.method === 'POST' ? 'POST' : 'GET',
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        form,
        files,
        language: languageOf(request, reply, url.searchParams, leftIn),
        timeZone: parts.timeZone,
        now: parts.clock().toISOString(),
        formToken: session === undefined ? randomBytes(16).toString('base64url') : formToken(session),
        ...(session === undefined ? {} : { account: { ...session.actor, displayName: session.actor.name } }),
        authority,
        embeddedDatabase: parts.embeddedDatabase,
        publicLaw: parts.publicLaw,
        hiddenStates: parts.hiddenStates,
        ...(parts.provider === undefined ? {} : { provider: parts.provider }),
        ...(flow === undefined ? {} : { flow }),
      }
      return show(await visit(given, localClient(dispatcher, callerOf(request))), reply, authority.state, given.language)
    } finally {
      await discard()
    }
  }

  void app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    scope.route({ method: ['GET', 'POST'], url: '/*', bodyLimit: formLimit, handler: answer })
  })
}
