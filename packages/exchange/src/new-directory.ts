import { directoryDays, type Directory } from './directory-document.ts'
import type { SignedDirectory } from './directory.ts'
import { sealSuites, type PublicKeys } from './keys.ts'
import { envelopeLimit, partLimit, partsLimit } from './limits.ts'
import { profile } from './signed-document.ts'

/** How long a key stays good if no later document says otherwise. In days. */
const keyDays = 400

interface NewDirectory {
  readonly authority: { readonly state: string; readonly function: string; readonly name: string }
  readonly keys: PublicKeys
  readonly endpoints: readonly { readonly url: string }[]
  readonly contacts?: Directory['contacts']
  /** How many root keys must sign; 1 when not given. */
  readonly threshold?: number
  readonly issued: string
  /** The document in force, which this one follows. */
  readonly previous?: SignedDirectory
}

function daysAfter(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString()
}

function entries(input: NewDirectory): Directory['keys'] {
  const { issued, keys, previous } = input
  const before = previous?.document.keys ?? []
  const since = (kid: string): string => before.find((key) => key.kid === kid)?.from ?? issued
  const to = daysAfter(issued, keyDays)
  const sign = keys.sign.map((key, place) => ({
    ...key,
    use: 'sign' as const,
    from: since(key.kid),
    to,
    status: place === 0 ? ('active' as const) : ('retired' as const),
  }))
  const seal = keys.seal.map((key) => ({
    ...key,
    use: 'seal' as const,
    from: since(key.kid),
    to,
    status: keys.seal.find(({ suite }) => suite === key.suite) === key ? ('active' as const) : ('retired' as const),
  }))
  const now = new Set([...sign, ...seal].map((key) => key.kid))
  // What was sealed or signed with a key that is gone must still be readable by others.
  const gone = before
    .filter((key) => !now.has(key.kid))
    .map((key) => (key.status === 'active' ? { ...key, status: 'retired' as const, to: issued } : key))
  return [...sign, ...seal, ...gone]
}

/**
 * Drafts the next directory document of an authority from its public keys, ready to be signed. Keys of the document
 * before that are no longer given stay in it as retired; to revoke one, set its status in the draft.
 */
export function newDirectory(input: NewDirectory): Directory {
  const { authority, keys, issued, previous } = input
  return {
    v: 1,
    authority,
    version: (previous?.document.version ?? 0) + 1,
    prev: previous?.digest ?? null,
    issued,
    expires: daysAfter(issued, directoryDays),
    profiles: [profile],
    suites: sealSuites.filter((suite) => keys.seal.some((key) => key.suite === suite)),
    limits: { envelope: envelopeLimit, part: partLimit, parts: partsLimit },
    endpoints: input.endpoints.map(({ url }) => ({ url })),
    roots: { threshold: input.threshold ?? 1, keys: [...keys.root] },
    keys: entries(input),
    contacts: input.contacts ?? [],
  }
}
