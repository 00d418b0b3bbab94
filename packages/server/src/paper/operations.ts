import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Handlers } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { checkLetter } from './check-letter.ts'
import { listLetterRows } from './letter-store.ts'

/** What the slice of paper is given by the composition root. */
export interface PaperParts {
  readonly db: Kysely<Tables>
  /** Whether anybody may check a printed letter; else only who is signed in. */
  readonly publicCheck: boolean
}

/** Handlers of the operations on paper. */
export function paperHandlers({ db, publicCheck }: PaperParts): Pick<Handlers, 'checkLetter' | 'listLetters'> {
  return {
    async checkLetter({ query }, call) {
      if (!publicCheck && call.actor === undefined) return fail({ code: 'not-signed-in' })
      return checkLetter(db, query, call)
    },
    async listLetters({ query }) {
      const { cursor, limit, ...filter } = query
      const [year, serial] =
        /^(\d{4})-(\d{1,9})$/u
          .exec(cursor ?? '')
          ?.slice(1)
          .map(Number) ?? []
      if (cursor !== undefined && (year === undefined || serial === undefined)) return fail(invalid('cursor', 'not-of-this-kind'))
      const before = year === undefined || serial === undefined ? {} : { before: { year, serial } }
      const rows = await listLetterRows(db, { ...filter, ...before, limit: limit + 1 })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return ok({
        items: items.map((row) => ({
          number: row.number,
          date: row.date,
          to: row.counterpart,
          act: row.act,
          language: row.language,
          standing: row.standing,
          request: row.request,
          ...(row.reference === null ? {} : { reference: row.reference }),
          ...(row.replaced_by === null ? {} : { replacedBy: row.replaced_by }),
        })),
        ...(rows.length > limit && last !== undefined ? { next: `${last.year}-${last.serial}` } : {}),
      })
    },
  }
}
