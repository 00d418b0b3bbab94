import type { FileReference } from '@comity/domain/request/content'
import type { Request, RequestEvent } from '@comity/domain/request/request'
import type { Kysely } from 'kysely'
import type { Call } from '../platform/dispatch.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { commitEvents } from './commit.ts'
import { type RequestParts, viewOf } from './parts.ts'
import { addFiles, findRequest, findRequestForChange } from './store.ts'

type Reader = Kysely<Tables> | Transaction

/** What other slices are handed of the requests of one authority, each by the shape that it asks for. */
export function requestDesk(parts: RequestParts) {
  return {
    find: findRequest,
    /** Holds the request until the transaction ends. */
    hold: findRequestForChange,
    commit: async (trx: Transaction, before: Request | undefined, events: readonly RequestEvent[]) =>
      commitEvents(trx, before, events, parts),
    addTheirFiles: async (
      trx: Transaction,
      request: string,
      files: readonly FileReference[],
      by: { readonly id: string; readonly at: string },
    ) => addFiles(trx, request, files, { origin: 'theirs', at: by.at, by: by.id }),
    view: async (reader: Reader, request: Request, call: Call) => viewOf(parts, reader, request, call),
  }
}
