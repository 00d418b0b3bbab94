import { problemCodes } from '@comity/domain/problem'
import * as z from 'zod'

/** Paths of the exchange over HTTPS. */
export const messagePath = (id: string): string => `/x/v1/messages/${id}`
export const partPath = (ct256: string): string => `/x/v1/parts/${ct256}`
export const directoryPath = (version?: number): string => (version === undefined ? '/x/v1/directory' : `/x/v1/directory/${version}`)

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
