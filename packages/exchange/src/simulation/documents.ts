import { fail, type Result } from '@comity/domain/result'
import { excludes } from '../contradiction.ts'
import { digestOf } from '../digest.ts'
import type { Directory } from '../directory-document.ts'
import { follows, isInForce, type SignedDirectory } from '../directory.ts'
import type { RootJwk, Roots } from '../keys.ts'

/**
 * Directory documents whose signatures are symbols: who signed what, nobody else can say. What follows from signatures is
 * decided by the same code as for real ones.
 */
export interface Documents {
  /** Signs a document with these roots, whoever holds them. */
  sign(document: Directory, by: readonly RootJwk[]): SignedDirectory
  /** As `verifyDirectory`: the thresholds of both documents, and then its place after the one that is held. */
  read(shown: SignedDirectory, held: SignedDirectory): Result<SignedDirectory>
  /** As `findContradiction`. @param kept every document of its author that was kept */
  contradicts(shown: SignedDirectory, held: SignedDirectory, kept: readonly SignedDirectory[], now: string): boolean
}

/** Begins with no document. */
export function openDocuments(): Documents {
  const signers = new Map<string, Set<RootJwk>>()

  function isSignedBy({ digest }: SignedDirectory, { threshold, keys }: Roots): boolean {
    const signed = signers.get(digest)
    return keys.filter((jwk) => signed?.has(jwk)).length >= threshold
  }

  function isSignedUnder(shown: SignedDirectory, held: SignedDirectory): boolean {
    return shown.authority === held.authority && [shown, held].every(({ document }) => isSignedBy(shown, document.roots))
  }

  return {
    sign(document, by) {
      const bytes = new TextEncoder().encode(JSON.stringify(document))
      const digest = digestOf(bytes)
      signers.set(digest, new Set([...(signers.get(digest) ?? []), ...by]))
      const { state, function: office } = document.authority
      return { document, digest, bytes, authority: `${state}/${office}`, fingerprint: '' }
    },
    read(shown, held) {
      return isSignedUnder(shown, held) ? follows(shown, held) : fail({ code: 'bad-signature' })
    },
    contradicts(shown, held, kept, now) {
      if (!isInForce(shown.document, now) || !isSignedUnder(shown, held)) return false
      const same = kept.filter(({ document }) => document.version === shown.document.version)
      return excludes(
        shown,
        held,
        same.filter((one) => isSignedUnder(one, held)),
      )
    },
  }
}
