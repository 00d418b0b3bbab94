import type { Directory } from '../directory-document.ts'
import type { SignedDirectory } from '../directory.ts'
import { type AuthorityKeys, generateKeys, publicHalf, publicKeys, type RootJwk } from '../keys.ts'
import { newDirectory } from '../new-directory.ts'
import { generateRoot } from '../root-key.ts'
import { type Authority, clockOf, type World } from './authority.ts'

/** What an authority of that State has in its safes: two generations of online keys, and more roots than it needs. */
export interface Safe {
  readonly keys: readonly [AuthorityKeys, AuthorityKeys]
  readonly roots: readonly RootJwk[]
}

/** Fills a safe. What keys are does not matter, only whose they are. */
export async function fillSafe(): Promise<Safe> {
  const [first, second] = await Promise.all([generateKeys(['age-x25519']), generateKeys(['age-x25519'])])
  return { keys: [first, second], roots: Array.from({ length: 9 }, () => publicHalf(generateRoot())) }
}

function lastOf({ disk }: Authority): SignedDirectory {
  const last = disk.directories.at(-1)
  if (last === undefined) throw new Error('an authority has a directory document')
  return last
}

/** Two of the three roots that speak in a document, as luck has it. */
function quorum({ chance }: World, { document }: SignedDirectory): readonly RootJwk[] {
  const absent = chance.below(3)
  return document.roots.keys.filter((_, place) => place !== absent)
}

/** Publishes the next document of an authority; `roots` take the word under both thresholds, if given. */
export function publish(world: World, authority: Authority, issued: string, roots?: readonly RootJwk[]): void {
  const { disk, state } = authority
  const previous = disk.directories.at(-1)
  const document = newDirectory({
    authority: { state, function: 'central', name: state },
    keys: publicKeys(disk.keys),
    endpoints: [],
    issued,
    ...(roots === undefined ? {} : { roots: { threshold: 2, keys: roots } }),
    ...(previous === undefined ? {} : { previous }),
  })
  const own = quorum(world, { document } as SignedDirectory)
  const next = world.documents.sign(document, [...own, ...(previous === undefined ? [] : quorum(world, previous))])
  disk.directories.push(next)
  disk.published.push(next)
}

function now(world: World, authority: Authority): string {
  return new Date(clockOf(world, authority)).toISOString()
}

/** One root, or all of them, are replaced under both thresholds. @returns whether it could */
export function replaceRoots(world: World, authority: Authority, { roots }: Safe): boolean {
  const { keys } = lastOf(authority).document.roots
  const unused = roots.filter((jwk) => !authority.disk.published.some(({ document }) => document.roots.keys.includes(jwk)))
  const count = world.chance.hits(0.5) ? 1 : 3
  if (unused.length < count) return false
  publish(world, authority, now(world, authority), [...unused.slice(0, count), ...keys.slice(count)])
  return true
}

/** Too many roots are lost: the authority begins anew under others, which nobody can follow. @returns whether it could */
export function beginAnew(world: World, authority: Authority, { roots }: Safe): boolean {
  const { disk } = authority
  const unused = roots.filter((jwk) => !disk.published.some(({ document }) => document.roots.keys.includes(jwk)))
  if (unused.length < 3) return false
  const previous = lastOf(authority)
  const speaking = { threshold: 2, keys: unused.slice(0, 3) }
  const { authority: named, endpoints } = previous.document
  const keys = publicKeys(disk.keys)
  const document = newDirectory({ authority: named, keys, endpoints, issued: now(world, authority), roots: speaking, previous })
  const next = world.documents.sign(document, speaking.keys.slice(0, 2))
  disk.directories.push(next)
  disk.published.push(next)
  return true
}

/** Its roots sign another document in the place of the last: a mistake, or a lie. */
export function fork(world: World, authority: Authority): SignedDirectory {
  const { disk } = authority
  const [before, last] = [disk.directories.at(-2), lastOf(authority)]
  const document: Directory = { ...last.document, contacts: [{ name: world.chance.uuid() }] }
  const other = world.documents.sign(document, [...quorum(world, last), ...(before === undefined ? [] : quorum(world, before))])
  disk.directories.splice(-1, 1, other)
  disk.published.push(other)
  return other
}

/**
 * What somebody on the way shows in an author's name: an older document again, one of a version under other roots, one
 * that a single stolen root has signed, or one by roots that have since been replaced.
 */
export function falseDocument(world: World, author: Authority, held: SignedDirectory, thief: readonly RootJwk[]): SignedDirectory {
  const { chance, documents } = world
  const known = chance.pick(author.disk.published)
  if (chance.hits(0.25)) return known
  const version = known.document.version + chance.below(2)
  const prev = version === 1 ? null : chance.pick(author.disk.published).digest
  const changed: Directory = { ...known.document, version, prev, contacts: [{ name: chance.uuid() }] }
  const speaking = held.document.roots.keys
  // Whoever has not taken a change of roots in still believes the old ones, as it must.
  const gone = author.disk.published.flatMap(({ document }) => document.roots.keys.filter((jwk) => !speaking.includes(jwk)))
  if (chance.hits(0.3)) return documents.sign({ ...changed, roots: { threshold: 2, keys: [...thief] } }, thief)
  return documents.sign(changed, [...gone, ...(chance.hits(0.5) ? speaking.slice(0, 1) : []), ...thief])
}
