import type { TranslationRow, TranslationView } from '@comity/contract/translation'
import { may } from '@comity/domain/account/may'
import type { Actor } from '@comity/domain/account/role'
import type { NearMatch } from '@comity/domain/translation/near-match'
import { plainCheck } from '@comity/domain/translation/plain-check'
import type { Segment } from '@comity/domain/translation/segment'
import { actsOn, openIn, type TranslationAct } from '@comity/domain/translation/translation'
import { type Term, termsIn } from './glossary.ts'
import { digestOf } from './memory.ts'
import type { TranslationRecord } from './tables.ts'

function countsOf(segments: readonly Segment[]): TranslationRow['counts'] {
  const count = (is: (segment: Segment) => boolean): number => segments.filter(is).length
  return {
    all: segments.length,
    done: count(({ state }) => state === 'done'),
    draft: count(({ state }) => state === 'draft'),
    untranslated: count(({ state }) => state === 'untranslated'),
    stale: count(({ stale }) => stale),
  }
}

/** A translation in a list. */
export function translationRow(record: TranslationRecord, segments: readonly Segment[]): TranslationRow {
  return {
    id: record.id,
    reference: record.reference,
    request: record.request,
    sourceLanguage: record.source_language,
    language: record.language,
    stage: record.stage,
    due: record.due,
    translator: { account: record.translator, name: record.translator_name },
    counts: countsOf(segments),
  }
}

function segmentView(segment: Segment, suggestions: readonly NearMatch[], glossary: readonly Term[]): TranslationView['segments'][number] {
  const { key, path, text, line, state, target, stale, madeFor } = segment
  return {
    key,
    path,
    text,
    line,
    state,
    stale,
    ...(target === undefined ? {} : { target }),
    ...(stale && madeFor !== undefined ? { madeFor } : {}),
    digest: digestOf(text).toString('hex'),
    findings: target === undefined ? [] : plainCheck(text, target),
    suggestions: suggestions.filter((one) => one.target !== target),
    terms: termsIn(text, glossary),
  }
}

const actionOf = {
  assign: 'translation.ask',
  translate: 'translation.translate',
  return: 'translation.translate',
  accept: 'translation.ask',
  'send-back': 'translation.ask',
} as const satisfies Readonly<Record<TranslationAct, string>>

/** What a view shows of the segments: which ones, and what helps with them. */
export interface Shown {
  readonly offset: number
  readonly segments: readonly Segment[]
  readonly suggestions: ReadonlyMap<string, readonly NearMatch[]>
  readonly glossary: readonly Term[]
}

/** A translation as its reader sees it. */
export function translationView(record: TranslationRecord, all: readonly Segment[], shown: Shown, actor: Actor): TranslationView {
  const { certificate, returned_at, accepted_by, accepted_at, sent_back, note } = record
  const subject = { translator: record.translator }
  return {
    ...translationRow(record, all),
    version: record.version,
    asked: { by: record.asked_by, at: record.asked_at },
    ...(note === null ? {} : { note }),
    ...(certificate === null ? {} : { certificate }),
    ...(returned_at === null ? {} : { returnedAt: returned_at }),
    ...(accepted_by === null || accepted_at === null ? {} : { accepted: { by: accepted_by, at: accepted_at } }),
    ...(sent_back === null ? {} : { sentBack: sent_back }),
    available: actsOn(record.stage).filter((act) => may(actor, actionOf[act], subject).allow),
    offset: shown.offset,
    segments: shown.segments.map((segment) => segmentView(segment, shown.suggestions.get(segment.text) ?? [], shown.glossary)),
    open: openIn(all).map(({ key }) => key),
  }
}
