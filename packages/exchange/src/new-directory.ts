import { directoryDays, type Directory } from './directory-document.ts'
import type { SignedDirectory } from './directory.ts'
import { sealSuites, type PublicKeys, type Roots } from './keys.ts'
import { envelopeLimit, partLimit, partsLimit } from './limits.ts'
import { paddingProfile } from './part-padding.ts'
import { callsProfile } from './signed-call.ts'
import { profile } from './signed-document.ts'

/** How long a key stays good if no later document says otherwise. In days. */
const keyDays = 400
/**
 * How long a key that is replaced is still believed: the document is signed with keys that lie in a safe and only then
 * published, and until that moment the old key goes on signing. In days.
 */
export const overlapDays = 30

interface NewDirectory {
  readonly authority: { readonly state: string; readonly function: string; readonly name: string }
  readonly keys: PublicKeys
  readonly endpoints: readonly { readonly url: string }[]
  readonly contacts?: Directory['contacts']
  /** Who speaks for the authority: as before when not given, and at first the roots of `keys`, any one of them. */
  readonly roots?: Roots
  /** Names of keys that verify nothing any more, whatever the date: they are in another's hands. */
  readonly revoked?: ReadonlySet<string>
  readonly issued: string
  /** The document in force, which this one follows. */
  readonly previous?: SignedDirectory
}

function daysAfter(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString()
}

function isActive({ status }: { readonly status: string }): boolean {
  return status === 'active'
}

function earlier(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? one : other
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
    .map((key) => ({ ...key, status: isActive(key) ? ('retired' as const) : key.status }))
  const replaced = new Map(before.filter(isActive).map((key) => [key.kid, earlier(daysAfter(issued, overlapDays), key.to)]))
  const revoked = new Set([...(input.revoked ?? []), ...before.flatMap((key) => (key.status === 'revoked' ? [key.kid] : []))])
  return [...sign, ...seal, ...gone].map((key) => {
    if (revoked.has(key.kid)) return { ...key, status: 'revoked' as const }
    const known = before.find((one) => one.kid === key.kid)
    // A key retires once: its end does not move with the documents that follow.
    return key.status === 'retired' && known !== undefined ? { ...key, to: replaced.get(key.kid) ?? known.to } : key
  })
}

function rootsOf({ roots, previous, keys }: NewDirectory): Directory['roots'] {
  const { threshold, keys: speaking } = roots ?? previous?.document.roots ?? { threshold: 1, keys: keys.root }
  return { threshold, keys: [...speaking] }
}

/**
 * Drafts the next directory document of an authority from its public keys, ready to be signed. Keys of the document
 * before that are no longer given stay in it as retired.
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
    profiles: [profile, callsProfile, paddingProfile],
    suites: sealSuites.filter((suite) => keys.seal.some((key) => key.suite === suite)),
    limits: { envelope: envelopeLimit, part: partLimit, parts: partsLimit },
    endpoints: input.endpoints.map(({ url }) => ({ url })),
    roots: rootsOf(input),
    keys: entries(input),
    contacts: input.contacts ?? previous?.document.contacts ?? [],
  }
}
