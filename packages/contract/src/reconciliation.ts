import { Id, Instant } from '@comity/domain/input'
import { problemCodes } from '@comity/domain/problem'
import * as z from 'zod'
import { peerParams } from './exchange.ts'
import { operation } from './operation.ts'

export const gapKinds = ['lost-here', 'lost-there', 'not-arrived', 'two-versions', 'hole'] as const

/** What one side has of a thread and the other has not. */
export const GapEntry = z.strictObject({
  /** As in `CHE/central`. */
  peer: z.string(),
  thread: Id,
  /** Who wrote the message. */
  author: z.string(),
  /** Its place among its author's messages in the thread. */
  seq: z.int(),
  kind: z.enum(gapKinds),
  /** Unknown of a number that neither side has. */
  message: Id.optional(),
  /** Whether a receipt of the side that lacks it proves that it once had it. */
  proved: z.boolean(),
  foundAt: Instant,
})
export type GapEntry = z.infer<typeof GapEntry>

/** The last comparison with a peer. */
export const Comparison = z.strictObject({
  peer: z.string(),
  at: Instant,
  threads: z.int(),
  /** Why it came to nothing. */
  problem: z.enum(problemCodes).optional(),
})
export type Comparison = z.infer<typeof Comparison>

export const listGaps = operation({
  id: 'listGaps',
  method: 'GET',
  path: '/gaps',
  action: 'exchange.list',
  summary: 'Messages that one side has and the other has not, as the last comparison with each peer found them',
  response: z.strictObject({ comparisons: z.array(Comparison), items: z.array(GapEntry) }),
})
export const reconcilePeer = operation({
  id: 'reconcilePeer',
  method: 'POST',
  path: '/peers/{peer}/reconcile',
  action: 'exchange.reconcile',
  summary: 'Compare with a peer what each holds of the threads between us; done once a day by itself',
  params: peerParams,
  response: z.strictObject({
    /** How many threads were compared, and how many of them differed before what had not reached us was taken in. */
    threads: z.int(),
    differed: z.int(),
    /** What is still missing with this peer. */
    gaps: z.array(GapEntry),
  }),
  problems: ['unknown-peer', 'peer-not-verified', 'peer-suspended', 'not-found', 'malformed', 'too-many', 'try-later'],
})
