import { Id } from '@comity/domain/input'
import { problemCodes } from '@comity/domain/problem'
import { Digest } from '@comity/exchange/digest'
import { HeldMessage } from '@comity/exchange/reconciliation'
import * as z from 'zod'

/** Paths of the exchange over HTTPS. */
export const messagePath = (id: string): string => `/x/v1/messages/${id}`
export const partPath = (ct256: string): string => `/x/v1/parts/${ct256}`
export const directoryPath = (version?: number): string => (version === undefined ? '/x/v1/directory' : `/x/v1/directory/${version}`)
export const threadsPath = (since: string, after?: string): string =>
  `/x/v1/threads?since=${since}${after === undefined ? '' : `&after=${after}`}`
/** Where a log brings its checkpoint to be cosigned. C2SP tlog-witness. */
export const checkpointPath = '/x/v1/log/add-checkpoint'
export const threadPath = (thread: string, from = 0): string => `/x/v1/threads/${thread}${from === 0 ? '' : `?from=${from}`}`

/** Bytes of a part sent at once. */
export const sliceLength = 16 * 1024 * 1024

/**
 * What is answered to an announcement, whatever came of it. JSON; `code` only in a refusal, which is then
 * `application/problem+json` (RFC 9457).
 */
export const AnnouncementAnswer = z.looseObject({
  /** Signed receipts about this message, base64url. */
  receipts: z.array(z.base64url().max(32_768)).max(20).default([]),
  /** Names of the parts that have not arrived whole. */
  missing: z
    .array(z.string().regex(/^[0-9a-f]{64}$/u))
    .max(1000)
    .default([]),
  code: z.enum(problemCodes).optional(),
})
export type AnnouncementAnswer = z.infer<typeof AnnouncementAnswer>

/** Which threads have moved, each with the digest of what is held of it (docs/exchange.md, section 11). */
export const HeldThreads = z.looseObject({
  threads: z.array(z.looseObject({ thread: Id, digest: Digest })).max(1000),
  /** Where the next page begins. */
  next: Id.optional(),
})
export type HeldThreads = z.infer<typeof HeldThreads>

/** What is held of one thread, and the receipts that the recipients of its messages have signed, base64url. */
export const HeldThread = z.looseObject({
  messages: z.array(HeldMessage).max(1000),
  receipts: z.array(z.base64url().max(32_768)).max(5000),
  next: z.int().min(1).optional(),
})
export type HeldThread = z.infer<typeof HeldThread>
