import type { Directory } from './directory-document.ts'
import type { AuthorityKeys, PublicKeys } from './keys.ts'

/**
 * Our keys in the order of our directory document: those that it calls active first. A key that was made for a document
 * not yet published comes after them, so that nothing is signed with what nobody knows.
 */
export function keysInForce(keys: AuthorityKeys, document: Directory): AuthorityKeys {
  const active = new Set(document.keys.flatMap(({ kid, status }) => (status === 'active' ? [kid] : [])))
  const order = <K extends { readonly kid: string }>(all: readonly K[]): K[] => [
    ...all.filter(({ kid }) => active.has(kid)),
    ...all.filter(({ kid }) => !active.has(kid)),
  ]
  return { ...keys, sign: order(keys.sign), seal: order(keys.seal) }
}

/** Whether we still hold what our document says others may rely on: a key that signs, and those to which they seal. */
export function holdsActive(keys: AuthorityKeys, document: Directory): boolean {
  const held = new Set([...keys.sign, ...keys.seal].map(({ kid }) => kid))
  return document.keys.every(({ use, kid, status }) => status !== 'active' || (use !== 'sign' && use !== 'seal') || held.has(kid))
}

/** Of our public keys those that a document names, and those that are chosen now, which come first. */
export function keysToName(keys: PublicKeys, named: Directory | undefined, chosen: ReadonlySet<string> = new Set()): PublicKeys {
  if (named === undefined) return keys
  const known = new Set(named.keys.map(({ kid }) => kid))
  const order = <K extends { readonly kid: string }>(all: readonly K[]): K[] => [
    ...all.filter(({ kid }) => chosen.has(kid)),
    ...all.filter(({ kid }) => known.has(kid) && !chosen.has(kid)),
  ]
  return { ...keys, sign: order(keys.sign), seal: order(keys.seal) }
}
