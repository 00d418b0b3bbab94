import { createHash, timingSafeEqual } from 'node:crypto'
import type { Actor } from '@comity/domain/account/role'

/** Someone who is signed in. */
export interface Session {
  /** Opaque, 256 random bits; kept only as a hash. */
  readonly token: string
  readonly actor: Actor
  /** The language of the person's choice. */
  readonly language: string
  /** When the session ends whatever happens; RFC 3339, UTC. */
  readonly expiresAt: string
  /** When its holder last proved who they are; RFC 3339, UTC. */
  readonly provenAt: string
}

const freshFor = 10 * 60 * 1000
/** Processes of one authority may differ by this much. In milliseconds. */
const tolerated = 60_000

/** Whether the holder of a session has proved lately who they are, as acts that commit the authority ask. */
export function isFresh({ provenAt }: Session, now: string): boolean {
  const age = Date.parse(now) - Date.parse(provenAt)
  // A proof of the future is no proof: the clock was set back.
  return age < freshFor && age >= -tolerated
}

/**
 * The cookie that carries a session's token. Cookies are shared by all ports of a host, so the name tells two
 * authorities on one machine apart.
 * @param state the authority's State, ISO 3166-1 alpha-3
 */
export function sessionCookie(state: string): string {
  return `__Host-comity-${state.toLowerCase()}`
}

/** What each form of a session carries to show that it came from our page: it follows from the token and does not give it away. */
export function formToken(session: Session): string {
  return createHash('sha256').update('comity form\0').update(session.token).digest('base64url')
}

/** What is kept of a session where something is remembered for as long as it lasts: it gives neither token away. */
export function sessionDigest(session: Session): Buffer {
  return createHash('sha256').update('comity session\0').update(session.token).digest()
}

/** Whether a form was made by our page for this session. */
export function isFormOf(session: Session, token: unknown): boolean {
  if (typeof token !== 'string') return false
  const expected = Buffer.from(formToken(session))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
