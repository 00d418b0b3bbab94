import type { TranslationView } from '@comity/contract/translation'
import type { RequestContent } from '@comity/domain/request/content'
import { freeTexts } from '@comity/domain/translation/free-text'
import { type Segment, segmentsOf } from '@comity/domain/translation/segment'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { About, Call } from '../platform/dispatch.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { glossaryOf } from './glossary.ts'
import { suggestionsFor } from './memory.ts'
import { findTranslation, listSegments } from './store.ts'
import type { TranslationRecord } from './tables.ts'
import { translationView } from './view.ts'

type Reader = Kysely<Tables> | Transaction

/** What the slice needs of a request. */
export interface SourceRequest {
  readonly content: RequestContent
  readonly reference?: string
}

/** What the slice is given by the composition root. */
export interface TranslationParts {
  readonly db: Kysely<Tables>
  readonly self: string
  readonly findRequest: (db: Reader, id: string) => Promise<SourceRequest | undefined>
  /** Accounts of which translations can be asked. */
  readonly listTranslators: (db: Reader) => Promise<readonly { readonly account: string; readonly name: string }[]>
}

/** A translation with its request and its segments of now. */
export interface Whole {
  readonly record: TranslationRecord
  readonly content: RequestContent
  readonly segments: readonly Segment[]
}

/** Which segments are to be shown. */
export interface Window {
  readonly offset: number
  readonly segments: number
}

/** Lays a translation beside its request as it stands now. */
export async function wholeOf(parts: TranslationParts, reader: Reader, record: TranslationRecord): Promise<Whole> {
  const request = await parts.findRequest(reader, record.request)
  if (request === undefined) throw new Error('a translation has a request')
  return { record, content: request.content, segments: segmentsOf(await listSegments(reader, record.id), freeTexts(request.content)) }
}

/** A translation by its id, as far as permission depends on it. */
export async function aboutOf(parts: TranslationParts, { params }: { params: { translation: string } }): Promise<About | undefined> {
  const record = await findTranslation(parts.db, params.translation)
  return record === undefined ? undefined : { request: record.request, translator: record.translator }
}

/** A translation as the caller sees it: some of its segments, with what helps where there is still something to say. */
export async function viewOf(reader: Reader, whole: Whole, window: Window, call: Call): Promise<TranslationView> {
  const { record, content, segments } = whole
  const shown = segments.slice(window.offset, window.offset + window.segments)
  const pair = { source: record.source_language, target: record.language }
  const texts = shown.filter(({ state, stale }) => state !== 'done' || stale).map(({ text }) => text)
  const suggestions = await suggestionsFor(reader, pair, texts)
  const glossary = glossaryOf(content, pair.source, pair.target)
  return translationView(record, segments, { offset: window.offset, segments: shown, suggestions, glossary }, actorOf(call))
}
