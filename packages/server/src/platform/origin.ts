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

/**
 * Whether a change may be another site's doing in a person's name: its browser says so, or says nothing though the
 * session's cookie came along. A program with a token in its header, or another authority, has no cookie.
 */
export function mayBeForged(request: FastifyRequest, hasCookie: boolean): boolean {
  if (safe.includes(request.method)) return false
  return !(isFromOurPage(request) ?? !hasCookie)
}
