import { hash } from 'node:crypto'
import * as z from 'zod'

/** A value that stands outside the tree, with the salt that its digest in the tree is made with: without the salt the digest says nothing. */
export const Disclosed = z.tuple([z.string(), z.string()])
export type Disclosed = readonly [salt: string, value: string]

/**
 * An entry of the audit log, which is hashed as RFC 8785 JSON. From version 2 on `actor` and `subject` are digests of what
 * stands outside the tree, or empty, so that who acted can be forgotten without breaking the log.
 */
export const LogEntry = z.strictObject({
  action: z.string(),
  actor: z.string(),
  at: z.string(),
  /** SHA-256 in hex of what was committed. */
  digest: z.string().optional(),
  outcome: z.string(),
  /** From one on, without gaps. */
  seq: z.int().min(1),
  subject: z.string(),
  v: z.union([z.literal(1), z.literal(2)]),
})
export type LogEntry = z.infer<typeof LogEntry>

/** RFC 8785 JSON of a flat object of strings and whole numbers: sorted names are all it takes. */
export function canonical(entry: LogEntry): string {
  let last = ''
  let isSorted = true
  for (const name in entry) {
    if (name < last) isSorted = false
    last = name
  }
  // What was written by us is in order already.
  if (isSorted) return JSON.stringify(entry)
  return JSON.stringify(Object.fromEntries(Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1))))
}

/** The digest by which a value stands in the tree: SHA-256 in hex of salt and value, as UTF-8. What is empty stays so. */
export function saltedDigest([salt, value]: Disclosed): string {
  return value === '' ? '' : hash('sha256', salt + value, 'hex')
}
