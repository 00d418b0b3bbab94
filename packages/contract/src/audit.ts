import { Line } from '@comity/domain/input'
import * as z from 'zod'
import { operation, pageOf, pageQuery } from './operation.ts'

/** One entry of the audit log: who did what to which subject, and how it ended. Never case content. */
export const AuditEntry = z.strictObject({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  outcome: z.string(),
  /** The entry's leaf in a Merkle log (RFC 6962), in hex: SHA-256 of a zero byte and the stored bytes. */
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const listAudit = operation({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  action: 'audit.read',
  summary: 'Entries of the audit log, newest first',
  query: z.strictObject({ ...pageQuery, subject: Line.optional() }),
  response: pageOf(AuditEntry),
})
