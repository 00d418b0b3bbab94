import { fail, ok, type Result } from '@comity/domain/result'
import { findSealingKey, type Directory } from './directory-document.ts'
import { takesPadding } from './part-padding.ts'
import { sealSuites, type AuthorityKeys, type SealSuite } from './keys.ts'

/** To whom one message and all its parts are sealed. */
export interface Recipients {
  /** Their key, named in the manifest. */
  readonly sealKid: string
  readonly suite: SealSuite
  /** Theirs, then our own archive's. age keeps post-quantum and classic recipients apart, so both are of one suite. */
  readonly recipients: readonly string[]
  /** Whether parts are padded: their document says that they take it. */
  readonly padded: boolean
}

/**
 * Chooses the strongest suite that both sides have.
 * @param allowed the suites that our policy still allows for this peer
 * @returns `stale-directory` when their document has expired or none of its keys is in its time by our clock,
 *   `suite-below-floor` when it offers only what our policy no longer allows, `unsupported-profile` when no suite is common
 */
export function recipientsFor(
  keys: AuthorityKeys,
  peer: Directory,
  at: string,
  allowed: readonly SealSuite[] = sealSuites,
): Result<Recipients> {
  if (Date.parse(peer.expires) < Date.parse(at))
    return fail({ code: 'stale-directory', values: { version: peer.version, expires: peer.expires } })
  const common = sealSuites.filter((suite) => allowed.includes(suite) && peer.suites.includes(suite))
  for (const suite of common) {
    const theirs = findSealingKey(peer, suite, at)
    const ours = keys.archive.find((key) => key.suite === suite)
    if (theirs !== undefined && ours !== undefined)
      return ok({ sealKid: theirs.kid, suite, recipients: [theirs.recipient, ours.recipient], padded: takesPadding(peer) })
  }
  if (common.length > 0) return fail({ code: 'stale-directory', values: { version: peer.version, issued: peer.issued } })
  const suites = peer.suites.join(', ')
  const offers = sealSuites.some((suite) => peer.suites.includes(suite))
  return fail({ code: offers ? 'suite-below-floor' : 'unsupported-profile', values: { suites } })
}
