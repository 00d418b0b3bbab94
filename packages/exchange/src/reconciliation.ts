import * as z from 'zod'
import { Id } from '@comity/domain/input'
import { AuthorityId } from './authority-id.ts'
import { Digest, digestOf } from './digest.ts'

/** How a message stands with the side that tells of it. */
export const heldStandings = ['under-way', 'consigned', 'failed'] as const

/** A message of a thread as one side holds it: sealed, or taken in. */
export const HeldMessage = z.looseObject({
  id: Id,
  /** Who wrote it. */
  from: AuthorityId,
  seq: z.int().min(1).max(100_000),
  /** Of its envelope. */
  digest: Digest,
  standing: z.enum(heldStandings),
  /** Digests of the receipts that its recipient has signed about it. */
  receipts: z.array(Digest).max(20),
})
export type HeldMessage = z.infer<typeof HeldMessage>

/** What one side has and the other has not. */
export type GapKind =
  /** Consigned, and no longer with us: as after an old backup was put back. */
  | 'lost-here'
  /** The same over there. */
  | 'lost-there'
  /** Their message, of which they say that it could not be handed over. */
  | 'not-arrived'
  /** Two messages at one place of the thread. */
  | 'two-versions'
  /** A number that neither side has. */
  | 'hole'

/** A gap, with the message that it concerns where that is known. */
export interface Gap {
  readonly kind: GapKind
  readonly from: string
  readonly seq: number
  readonly id: string | undefined
}

/**
 * One digest for what a side holds of a thread: equal on both sides when both hold the same messages and the same receipts about
 * them. Only what was consigned counts, since what is under way differs from moment to moment.
 */
export function threadDigest(messages: readonly HeldMessage[]): string {
  const lines = messages
    .filter(({ standing }) => standing === 'consigned')
    .map(({ from, seq, id, digest, receipts }) => `${from} ${seq} ${id} ${digest} ${receipts.toSorted().join(',')}\n`)
  return digestOf(Buffer.from(lines.toSorted().join('')))
}

function placeOf({ from, seq }: Pick<HeldMessage, 'from' | 'seq'>): string {
  return `${from} ${seq}`
}

function compareOne(self: string, ours: HeldMessage | undefined, theirs: HeldMessage | undefined): GapKind | undefined {
  if (ours !== undefined && theirs !== undefined) return ours.digest === theirs.digest ? undefined : 'two-versions'
  if (ours !== undefined) return ours.standing === 'consigned' ? 'lost-there' : undefined
  if (theirs === undefined || theirs.standing === 'under-way') return undefined
  return theirs.standing === 'failed' && theirs.from !== self ? 'not-arrived' : 'lost-here'
}

function holesIn(messages: readonly HeldMessage[]): Gap[] {
  const numbers = new Map<string, Set<number>>()
  for (const { from, seq } of messages) numbers.set(from, (numbers.get(from) ?? new Set()).add(seq))
  return [...numbers].flatMap(([from, known]) => {
    const last = Math.max(...known)
    // A number that is far off proves no thousand holes.
    const missing = last > known.size + 100 ? [] : Array.from({ length: last }, (_, place) => place + 1).filter((seq) => !known.has(seq))
    return missing.map((seq) => ({ kind: 'hole' as const, from, seq, id: undefined }))
  })
}

/** Compares what two sides hold of one thread. A message that is still under way is no gap. */
export function findGaps(self: string, ours: readonly HeldMessage[], theirs: readonly HeldMessage[]): readonly Gap[] {
  const there = new Map(theirs.map((message) => [placeOf(message), message]))
  const here = new Map(ours.map((message) => [placeOf(message), message]))
  const gaps = [...new Set([...here.keys(), ...there.keys()])].flatMap((place): Gap[] => {
    const [mine, other] = [here.get(place), there.get(place)]
    const kind = compareOne(self, mine, other)
    const message = other ?? mine
    return kind === undefined || message === undefined ? [] : [{ kind, from: message.from, seq: message.seq, id: message.id }]
  })
  return [...gaps, ...holesIn([...ours, ...theirs])]
}
