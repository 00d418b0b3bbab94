import type { RequestContent } from '@comity/domain/request/content'
import { freeTexts } from '@comity/domain/translation/free-text'
import { segmentsOf } from '@comity/domain/translation/segment'
import { translatedTexts } from '@comity/domain/translation/translation'
import type { TranslatedWords } from '@comity/letters/request-letter'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { listCertified, listSegments } from './store.ts'

/** What certified translations say of a request in other languages, by the first part of the language's tag. */
export async function translatedWordsOf(
  db: Kysely<Tables> | Transaction,
  request: { readonly id: string; readonly content: RequestContent },
): Promise<ReadonlyMap<string, TranslatedWords>> {
  const texts = freeTexts(request.content)
  const words = new Map<string, TranslatedWords>()
  for (const { id, language, certificate } of await listCertified(db, request.id)) {
    const said = translatedTexts(segmentsOf(await listSegments(db, id), texts))
    words.set(language.split('-')[0] ?? language, { texts: said, ...(certificate === null ? {} : { certificate }) })
  }
  return words
}
