import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Handlers } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { listEntries } from './store.ts'

/** Handlers of the operations on the audit log. */
export function auditHandlers({ db }: { readonly db: Kysely<Tables> }): Pick<Handlers, 'listAudit'> {
  return {
    async listAudit({ query }) {
      const { cursor, limit, subject } = query
      if (cursor !== undefined && !/^\d{1,15}$/u.test(cursor)) return fail(invalid('cursor', 'not-of-this-kind'))
      const rows = await listEntries(db, { before: cursor === undefined ? undefined : Number(cursor), subject, limit: limit + 1 })
      const items = rows.slice(0, limit).map(({ leaf, ...entry }) => ({ ...entry, hash: leaf.toString('hex') }))
      const last = items.at(-1)
      return ok(rows.length > limit && last !== undefined ? { items, next: String(last.seq) } : { items })
    },
  }
}
