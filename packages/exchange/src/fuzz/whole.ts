import assert from 'node:assert/strict'
import type { ProblemCode } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import { verifyDirectory } from '../directory.ts'
import { openEnvelope, type Opener } from '../envelope.ts'
import { signJws } from '../jws.ts'
import type { SigningKey } from '../keys.ts'
import { readManifest } from '../manifest.ts'
import { pad } from '../padding.ts'
import { readReceipt } from '../receipt.ts'
import type { Chance } from '../simulation/chance.ts'
import { damage, mutateBytes } from './mutate.ts'
import type { Target } from './target.ts'

/** What is needed to seal, sign and open for oneself. */
export interface WholeCorpus {
  readonly envelope: Uint8Array
  readonly manifest: Uint8Array
  readonly receipt: Uint8Array
  readonly directory: Uint8Array
  readonly opener: Opener
  readonly key: SigningKey
  seal(padded: Uint8Array): Promise<Uint8Array>
}

/** What is refused is refused with one of these; what is accepted is the very bytes that were signed. */
function signed(
  name: string,
  valid: Uint8Array,
  codes: readonly ProblemCode[],
  read: (bytes: Uint8Array) => Promise<Result<unknown>>,
): Target {
  return {
    name,
    slowness: 10,
    async shoot(chance) {
      const bytes = damage(valid, chance)
      const result = await read(bytes)
      if (result.ok) assert.ok(Buffer.from(bytes).equals(valid), 'something else than was signed')
      else assert.ok(codes.includes(result.problem.code), result.problem.code)
      return result.ok
    },
  }
}

const formCodes = ['malformed', 'unsupported-profile', 'too-large'] as const
const envelopeCodes: readonly ProblemCode[] = [
  ...formCodes,
  'cannot-decrypt',
  'unknown-peer',
  'bad-signature',
  'not-addressed-to-us',
  'stale-directory',
  'bad-digest',
  'expired',
]

/** Damage to the seal; or to the manifest before it is signed and sealed, so that what is within is reached. */
function envelope({ envelope: valid, manifest, opener, key, seal }: WholeCorpus): Target {
  async function shot(chance: Chance): Promise<{ readonly bytes: Uint8Array; readonly says?: Uint8Array }> {
    if (chance.hits(0.7)) return { bytes: mutateBytes(valid, chance) }
    const says = damage(manifest, chance)
    const jws = await signJws('comity-manifest', says, [key])
    return jws.length > 100_000 ? { bytes: jws } : { bytes: await seal(pad(jws)), says }
  }
  return {
    name: 'envelope, seal and signature and all',
    // X25519 several times for each, in JavaScript.
    slowness: 50,
    async shoot(chance) {
      const { bytes, says } = await shot(chance)
      const result = await openEnvelope(bytes, opener)
      if (!result.ok) assert.ok(envelopeCodes.includes(result.problem.code), result.problem.code)
      else if (says === undefined) assert.ok(Buffer.from(bytes).equals(valid), 'another envelope than was sealed')
      else assert.ok(readManifest(says).ok, 'a manifest that is none')
      return result.ok
    },
  }
}

/** The parsers together with the cryptography around them. */
export function wholeTargets(corpus: WholeCorpus): readonly Target[] {
  const { receipt, directory, opener } = corpus
  return [
    envelope(corpus),
    signed('receipt with its signature', receipt, [...formCodes, 'unknown-peer', 'bad-signature'], (bytes) =>
      readReceipt(bytes, opener.findPeer),
    ),
    signed('directory document with its signatures', directory, [...formCodes, 'bad-signature'], (bytes) => verifyDirectory(bytes)),
  ]
}
