import { follows, readDirectory, type SignedDirectory, verifyDirectory } from './directory.ts'

/**
 * Whether a document in force, signed by the roots held and by its own, excludes what was taken in of its author: another one
 * of a version that was taken in, or a next one that names another before it.
 * @param taken documents of its own version that were kept and that the roots held have signed, contradictions among them: one
 *   that is kept already has been looked at, and shown again it says nothing new
 */
export function excludes(next: SignedDirectory, held: SignedDirectory, taken: readonly SignedDirectory[]): boolean {
  const place = follows(next, held)
  if (place.ok || taken.some(({ digest }) => digest === next.digest)) return false
  const { code } = place.problem
  return code === 'id-reuse' || code === 'bad-digest' || (code === 'stale-directory' && taken.length > 0)
}

/** Reads a document as one that the roots of another have signed with its own, whatever its place. */
async function signedUnder(bytes: Uint8Array, held: SignedDirectory): Promise<SignedDirectory | undefined> {
  const [alone, under] = [await verifyDirectory(bytes), await verifyDirectory(bytes, held)]
  return alone.ok && alone.value.authority === held.authority && (under.ok || under.problem.code !== 'bad-signature')
    ? alone.value
    : undefined
}

/**
 * A document that excludes what we took in of its author, by signatures that the author cannot deny, and in force at this
 * moment. Nobody else can make one, and nothing else of what may arrive suspends a peer.
 * @param now the moment of reading, UTC
 * @param listKept the documents of a version that were kept, by whomever they are
 * @returns the document as read; undefined where it contradicts nothing
 */
export async function findContradiction(
  bytes: Uint8Array,
  now: string,
  held: SignedDirectory,
  listKept: (version: number) => Promise<readonly Uint8Array[]>,
): Promise<SignedDirectory | undefined> {
  const read = await readDirectory(bytes, now)
  if (!read.ok || (await signedUnder(bytes, held)) === undefined) return undefined
  const kept = await listKept(read.value.document.version)
  const taken = await Promise.all(kept.map((one) => signedUnder(one, held)))
  const known = taken.filter((one) => one !== undefined)
  return excludes(read.value, held, known) ? read.value : undefined
}
