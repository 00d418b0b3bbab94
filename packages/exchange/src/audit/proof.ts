import { type Hash, nodeHash, rootOver } from './tree.ts'

/** The leaves from the first to before the last. */
interface Range {
  readonly from: number
  readonly to: number
}

/**
 * Gives hashes of complete subtrees from left to right: at height 0 the leaves, and at each height that is a multiple of
 * `storedEvery` the roots over `2 ** height` of them.
 */
export type ReadHashes = (height: number, from: number, count: number) => Promise<readonly Hash[]>

/** Of how many levels one is kept: a tile of tlog-tiles has 256 hashes. */
export const storedEvery = 8

/** The largest power of two smaller than n. */
function halfOf(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1))
}

/** The root over a complete subtree, from the nearest level below that is kept. */
async function subtreeHash(height: number, index: number, read: ReadHashes): Promise<Hash> {
  const kept = height - (height % storedEvery)
  const count = 2 ** (height - kept)
  let level = await read(kept, index * count, count)
  if (level.length !== count) throw new Error(`the tree has no ${count} hashes at height ${kept}`)
  while (level.length > 1)
    level = Array.from({ length: level.length / 2 }, (_, at) => nodeHash(level[2 * at] ?? '', level[2 * at + 1] ?? ''))
  return level[0] ?? ''
}

/** The root over a range as RFC 6962 cuts them: it begins at a multiple of a power of two no smaller than its length. */
export async function rangeHash({ from, to }: Range, read: ReadHashes): Promise<Hash> {
  const peaks: Hash[] = []
  let at = from
  while (at < to) {
    const height = Math.floor(Math.log2(to - at))
    peaks.push(await subtreeHash(height, at / 2 ** height, read))
    at += 2 ** height
  }
  return rootOver(peaks)
}

function inclusionRanges(index: number, { from, to }: Range): readonly Range[] {
  if (to - from === 1) return []
  const middle = from + halfOf(to - from)
  return index < middle
    ? [...inclusionRanges(index, { from, to: middle }), { from: middle, to }]
    : [...inclusionRanges(index, { from: middle, to }), { from, to: middle }]
}

function consistencyRanges(old: number, { from, to }: Range, whole: boolean): readonly Range[] {
  if (old === to) return whole ? [] : [{ from, to }]
  const middle = from + halfOf(to - from)
  return old <= middle
    ? [...consistencyRanges(old, { from, to: middle }, whole), { from: middle, to }]
    : [...consistencyRanges(old, { from: middle, to }, false), { from, to: middle }]
}

/** The proof that the leaf of an index is in the tree of a size, from the leaf up. RFC 6962 section 2.1.1. */
export async function proveInclusion(index: number, size: number, read: ReadHashes): Promise<readonly Hash[]> {
  return Promise.all(inclusionRanges(index, { from: 0, to: size }).map((range) => rangeHash(range, read)))
}

/** The proof that the tree of a size begins with the tree of a smaller one, which is not empty. RFC 6962 section 2.1.2. */
export async function proveConsistency(old: number, size: number, read: ReadHashes): Promise<readonly Hash[]> {
  return Promise.all(consistencyRanges(old, { from: 0, to: size }, true).map((range) => rangeHash(range, read)))
}

/** Whether a proof shows that the leaf is at the index of the tree with this root. RFC 9162 section 2.1.3.2. */
export function isIncluded(
  leaf: Hash,
  place: { readonly index: number; readonly size: number },
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (place.index >= place.size) return false
  let index = place.index
  let last = place.size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sibling, hash)
      while (index % 2 === 0 && index !== 0) {
        index = Math.floor(index / 2)
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(hash, sibling)
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && hash === root
}

/** Whether a proof shows that the new tree begins with all of the old one. RFC 9162 section 2.1.4.2. */
export function isConsistent(
  old: { readonly size: number; readonly root: Hash },
  now: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (old.size === 0 || old.size > now.size) return false
  if (old.size === now.size) return proof.length === 0 && old.root === now.root
  const [first, ...rest] = Number.isInteger(Math.log2(old.size)) ? [old.root, ...proof] : proof
  if (first === undefined) return false
  let index = old.size - 1
  let last = now.size - 1
  while (index % 2 === 1) {
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  let before = first
  let after = first
  for (const sibling of rest) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      before = nodeHash(sibling, before)
      after = nodeHash(sibling, after)
      while (index % 2 === 0 && index !== 0) {
        index = Math.floor(index / 2)
        last = Math.floor(last / 2)
      }
    } else after = nodeHash(after, sibling)
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && before === old.root && after === now.root
}
