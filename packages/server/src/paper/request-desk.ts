import type { RequestView } from '@comity/contract/request'
import type { FileReference } from '@comity/domain/request/content'
import type { Request, RequestEvent } from '@comity/domain/request/request'
import type { Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Call } from '../platform/dispatch.ts'
import type { Tables, Transaction } from '../platform/tables.ts'

type Reader = Kysely<Tables> | Transaction

/** What this slice is handed of the requests. */
export interface RequestDesk {
  find(reader: Reader, id: string): Promise<Request | undefined>
  /** Holds the request until the transaction ends. */
  hold(trx: Transaction, id: string): Promise<Request | undefined>
  /** Commits events that were decided on a request, or that open one. */
  commit(trx: Transaction, before: Request | undefined, events: readonly RequestEvent[]): Promise<Result<Request>>
  /** Adds files that came from the other State by another way than the exchange. */
  addTheirFiles(
    trx: Transaction,
    request: string,
    files: readonly FileReference[],
    by: { readonly id: string; readonly at: string },
  ): Promise<void>
  view(reader: Reader, request: Request, call: Call): Promise<RequestView>
}
