import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Handlers } from '../platform/dispatch.ts'
import type { Files } from '../platform/files.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import type { Tables } from '../platform/tables.ts'
import { checkLetter } from './check-letter.ts'
import { listTwins } from './incoming-store.ts'
import { enterCopy, enterRequest, takeScanIn } from './incoming.ts'
import { listLetterRows } from './letter-store.ts'
import { listOnTheirWay, noteStep, paperView } from './original.ts'
import { enterAct } from './paper-act.ts'
import type { RequestDesk } from './request-desk.ts'

/** What the slice of paper is given by the composition root. */
export interface PaperParts {
  readonly db: Kysely<Tables>
  /** Whether anybody may check a printed letter; else only who is signed in. */
  readonly publicCheck: boolean
  readonly files: Files
  readonly self: { readonly state: string; readonly name: string }
  readonly desk: RequestDesk
}

type Handled =
  | 'checkLetter'
  | 'listLetters'
  | 'addScan'
  | 'enterPaperRequest'
  | 'enterPaperCopy'
  | 'enterPaperAct'
  | 'listPaperTwins'
  | 'getPaper'
  | 'noteOriginal'
  | 'listOriginals'

/** Handlers of the operations on paper. */
export function paperHandlers(parts: PaperParts): Pick<Handlers, Handled> {
  const { db, publicCheck, self, desk } = parts
  return {
    async checkLetter({ query }, call) {
      if (!publicCheck && call.actor === undefined) return fail({ code: 'not-signed-in' })
      return onBehalfOf('nobody', () => checkLetter(db, query, call))
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
    addScan: async ({ query, body }, call) => takeScanIn(parts.files, query.name, body, call),
    enterPaperRequest: async ({ body }, call) => enterRequest(parts, body, call),
    enterPaperCopy: async ({ params, body }, call) => enterCopy(parts, params.request, body, call),
    enterPaperAct: async ({ params, body }, call) => enterAct(parts, params.request, body, call),
    async listPaperTwins({ query }) {
      const twins = await listTwins(db, query.from, query.reference)
      return ok({
        items: twins.map(({ id, reference, title, opened_at: openedAt }) => ({
          id,
          ...(reference === null ? {} : { reference }),
          ...(title === null ? {} : { title }),
          openedAt,
        })),
      })
    },
    async getPaper({ params }, call) {
      const request = await desk.find(db, params.request)
      return request === undefined ? fail({ code: 'not-found' }) : ok(await paperView(db, request, self.state, call.now))
    },
    noteOriginal: async ({ params, body }, call) => noteStep(parts, params.request, body, call),
    listOriginals: async (_, call) => ok({ items: await listOnTheirWay(db, self.state, call.now) }),
  }
}
