import { type FindProfile, findingsOf, profileOf } from '@comity/answers/request/request-law'
import { requestView } from '@comity/answers/request/request-view'
import type { RequestView } from '@comity/contract/request'
import type { StateCode } from '@comity/domain/input'
import type { Law } from '@comity/domain/legal-basis/law'
import type { RequestContent } from '@comity/domain/request/content'
import type { Request } from '@comity/domain/request/request'
import type { TranslatedWords } from '@comity/letters/request-letter'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Call } from '../platform/dispatch.ts'
import type { Files } from '../platform/files.ts'
import { localDate } from '../platform/local-date.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { Enqueue, LetterRegister } from './commit.ts'
import type { FinishLetter } from './kept-letter.ts'
import type { Letterheads } from './letter.ts'
import type { Screening } from './screened-files.ts'
import { screenedFiles } from './screened-files.ts'

type Reader = Kysely<Tables> | Transaction

/** Asks for what certified translations say of a request, by the first part of the language's tag. */
export type TranslatedWordsOf = (
  db: Reader,
  request: { readonly id: string; readonly content: RequestContent },
) => Promise<ReadonlyMap<string, TranslatedWords>>

/** What the slice is given by the composition root. */
export interface RequestParts {
  readonly db: Kysely<Tables>
  readonly files: Files
  readonly letterheads: Letterheads
  readonly self: StateCode
  /** The law as it stands now, with what officers approved. */
  readonly law: () => Law
  readonly findProfile: FindProfile
  readonly enqueue: Enqueue
  readonly letters: LetterRegister
  readonly finishLetter: FinishLetter
  /** Told after a commit that something waits in the outbox. */
  readonly wake: () => void
  /** What certified translations say of a request, by language. */
  readonly translatedWordsOf: TranslatedWordsOf
  /** Told that an official opens a request: what its messages brought is then handed over. */
  readonly handOver: (request: string) => Promise<void>
  readonly screening: Screening
  readonly receiptsOf: (db: Reader, messages: readonly string[]) => Promise<ReadonlyMap<string, RequestView['thread'][number]['receipts']>>
}

/** A request as the caller sees it, with its findings of today, its files and the receipts of its messages. */
export async function viewOf(parts: RequestParts, reader: Reader, request: Request, call: Call): Promise<RequestView> {
  const messages = request.acts.map((act) => act.id)
  const profile = profileOf(request, parts.findProfile)
  return requestView(request, {
    actor: actorOf(call),
    ...(call.standing === undefined ? {} : { standing: call.standing }),
    findings: findingsOf(request, localDate(call.now, parts.self), parts.findProfile),
    ...(profile !== undefined && { profile }),
    files: await screenedFiles(reader, request.id, parts.screening),
    scanning: parts.screening.standing(),
    letters: await parts.letters.list(reader, request.id),
    receipts: await parts.receiptsOf(reader, messages),
  })
}
