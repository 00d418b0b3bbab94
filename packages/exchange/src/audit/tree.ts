import { hash } from 'node:crypto'

/** A SHA-256 of the tree, in lower-case hex: Node makes text from a digest three times as fast as a buffer. */
export type Hash = string

/** The root of a tree without leaves. RFC 6962 section 2.1. */
export const emptyRoot: Hash = hash('sha256', '', 'hex')

/** The hash of an entry: SHA-256 of a zero byte and its UTF-8. RFC 6962 section 2.1. */
export function leafHash(entry: string): Hash {
  return hash('sha256', `\0${entry}`, 'hex')
}

const pair = Buffer.alloc(65, 1)

/** The hash of a node over its two halves: SHA-256 of a byte of one and both hashes. RFC 6962 section 2.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.write(left, 1, 'hex')
  pair.write(right, 33, 'hex')
  return hash('sha256', pair, 'hex')
}

/** A complete subtree: of `2 ** height` leaves, the `index`th of that height from the left. */
export interface Subtree {
  readonly height: number
  readonly index: number
  readonly hash: Hash
}

/** A tree to which leaves are added, of which no more is kept than that takes. */
export interface GrowingTree {
  readonly size: number
  /** The roots of the complete subtrees that the size is made of, the largest first. */
  readonly peaks: readonly Hash[]
  add(leaf: Hash): void
  root(): Hash
}

/** The root over complete subtrees, the largest first. */
export function rootOver(peaks: readonly Hash[]): Hash {
  return peaks.length === 0 ? emptyRoot : peaks.reduceRight((right, left) => nodeHash(left, right))
}

/**
 * A tree that begins empty, or where another was left.
 * @param complete is told of every subtree that a leaf completes, from the second level up
 */
export function growTree(
  from: { readonly size: number; readonly peaks: readonly Hash[] } = { size: 0, peaks: [] },
  complete?: (subtree: Subtree) => void,
): GrowingTree {
  const peaks = [...from.peaks]
  let { size } = from
  return {
    get size() {
      return size
    },
    get peaks() {
      return peaks
    },
    add(leaf) {
      let grown = leaf
      size += 1
      // As many subtrees become one as the new size has zeros at its end.
      for (let height = 1; size % 2 ** height === 0; height += 1) {
        grown = nodeHash(peaks.pop() ?? '', grown)
        complete?.({ height, index: size / 2 ** height - 1, hash: grown })
      }
      peaks.push(grown)
    },
    root: () => rootOver(peaks),
  }
}
