import type { FastifyRequest } from 'fastify'

const safe: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** Where the browser says that a request was made; `undefined` from a program that says nothing. */
function isFromOurPage(request: FastifyRequest): boolean | undefined {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  if (origin === undefined) return undefined
  return URL.canParse(origin) && new URL(origin).host === request.host
}

/** Whether a page of another site wants more of us than to lead its reader here: our answer inside itself, or in its script. */
function isTakenIn({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== 'cross-site' && site !== 'same-site') return false
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document'
}

/**
 * Whether a request may be another site's doing in a person's name. A change: the browser says so, or says nothing though the
 * session's cookie came along. A look: another site's page would show it as its own. A program with a token in its header,
 * or another authority, has no cookie and says nothing.
 */
export function mayBeForged(request: FastifyRequest, hasCookie: boolean): boolean {
  if (safe.includes(request.method)) return isTakenIn(request)
  return !(isFromOurPage(request) ?? !hasCookie)
}
