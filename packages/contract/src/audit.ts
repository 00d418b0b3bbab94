import { CalendarDate, Line } from '@comity/domain/input'
import * as z from 'zod'
import { fileBody, operation, pageOf, pageQuery } from './operation.ts'

/** One entry of the audit log: who did what to which subject, and how it ended. Never case content. */
export const AuditEntry = z.strictObject({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  outcome: z.string(),
  /** What the actor gave as the reason. */
  reason: z.string().optional(),
  /** Accounts in whose place the actor did it. */
  standsInFor: z.array(z.string()).optional(),
  /** The entry's leaf in the Merkle log (RFC 6962), in hex: SHA-256 of a zero byte and the stored bytes. */
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Which entries: by who acted, what they did, what it was about, and the days in UTC, both included. */
export const auditFilter = {
  actor: Line.optional(),
  action: Line.optional(),
  subject: Line.optional(),
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
}

export const listAudit = operation({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  action: 'audit.read',
  summary: 'Entries of the audit log, newest first',
  query: z.strictObject({ ...pageQuery, ...auditFilter }),
  response: pageOf(AuditEntry),
})

/** The head of the audit log, and what its last reading from end to end has found. */
export const AuditHead = z.strictObject({
  /** The log's key, as one line of C2SP signed-note: what a verifier compares. */
  key: z.string(),
  /** Absent before the first checkpoint, which comes within a minute of the first entry. */
  checkpoint: z
    .strictObject({
      size: z.int(),
      /** In hex. */
      root: z.string(),
      at: z.string(),
      /** The signed note (C2SP tlog-checkpoint), to be kept somewhere else. */
      note: z.string(),
    })
    .optional(),
  /** Absent before the first verification. */
  verification: z
    .strictObject({
      at: z.string(),
      size: z.int(),
      root: z.string(),
      fault: z.enum(['order', 'hash', 'columns', 'root', 'size', 'signature']).optional(),
      /** The number of the entry at fault, where it is one. */
      entry: z.int().optional(),
    })
    .optional(),
})
export type AuditHead = z.infer<typeof AuditHead>

export const getAuditHead = operation({
  id: 'getAuditHead',
  method: 'GET',
  path: '/audit/head',
  action: 'audit.read',
  summary: 'The newest signed checkpoint of the audit log and its last verification',
  response: AuditHead,
})
export const getAuditProof = operation({
  id: 'getAuditProof',
  method: 'GET',
  path: '/audit/entries/{seq}/proof',
  action: 'audit.read',
  summary: 'An entry as it was hashed, with the proof that it is in the log (C2SP tlog-proof)',
  params: z.strictObject({ seq: z.coerce.number().int().min(1) }),
  response: z.strictObject({ entry: z.string(), proof: z.string() }),
  problems: ['not-found'],
})
export const getAuditConsistency = operation({
  id: 'getAuditConsistency',
  method: 'GET',
  path: '/audit/consistency',
  action: 'audit.read',
  summary: 'The proof that the log goes on from an earlier checkpoint of this size (RFC 6962 section 2.1.2)',
  query: z.strictObject({ size: z.coerce.number().int().min(1) }),
  response: z.strictObject({ size: z.int(), note: z.string(), proof: z.array(z.string()) }),
  problems: ['not-found'],
})
export const exportAudit = operation({
  id: 'exportAudit',
  method: 'GET',
  path: '/audit/export',
  action: 'audit.export',
  summary: 'The whole log, or a selection with a proof for each entry, as JSON lines that anyone can verify; the export is on record',
  query: z.strictObject(auditFilter),
  response: fileBody,
})
