import { CalendarDate, Id, Prose, proseLimit } from '@comity/domain/input'
import { segmentStates } from '@comity/domain/translation/segment'
import { Certificate, translationStages } from '@comity/domain/translation/translation'
import * as z from 'zod'
import { fileBody, operation, pageOf, pageQuery } from './operation.ts'
import { requestParams } from './request.ts'

/** A language by its BCP 47 tag. */
const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u, { error: 'not-a-language' })

/** How many segments are in which state; stale ones are counted again. */
const Counts = z.strictObject({ all: z.int(), done: z.int(), draft: z.int(), untranslated: z.int(), stale: z.int() })

/** A translation in a list. */
export const TranslationRow = z.strictObject({
  id: Id,
  /** Reference of the request. */
  reference: z.string(),
  /** The request itself: its translator reads nothing of it, and can declare a conflict of interest on it. */
  request: Id,
  sourceLanguage: z.string(),
  language: z.string(),
  stage: z.enum(translationStages),
  due: CalendarDate,
  translator: z.strictObject({ account: Id, name: z.string() }),
  counts: Counts,
})
export type TranslationRow = z.infer<typeof TranslationRow>

const Suggestion = z.strictObject({ source: z.string(), target: z.string(), likeness: z.number() })

/** A line or a paragraph, with its translation and what helps to make it. */
export const SegmentView = z.strictObject({
  key: z.string(),
  /** The field of the request, as in `facts.summary` or `measures.<id>.link`. */
  path: z.string(),
  text: z.string(),
  line: z.boolean(),
  state: z.enum(segmentStates),
  target: z.string().optional(),
  stale: z.boolean(),
  /** Where stale: the source for which the target was made. */
  madeFor: z.string().optional(),
  /** SHA-256 of the source, in hex: says for which source a target was made. */
  digest: z.string(),
  /** Numbers, dates and identifiers that the target lacks: advice. */
  findings: z.array(z.strictObject({ code: z.enum(['number', 'identifier']), value: z.string() })).readonly(),
  /** What the authority said of the same or much the same before. */
  suggestions: z.array(Suggestion).readonly(),
  /** Words of the glossary that stand in the source. */
  terms: z.array(z.strictObject({ term: z.string(), same: z.string() })).readonly(),
})
export type SegmentView = z.infer<typeof SegmentView>

const Settled = z.strictObject({ by: z.string(), at: z.string() })

/** A translation with some of its segments. */
export const TranslationView = TranslationRow.extend({
  version: z.int(),
  asked: Settled,
  note: z.string().optional(),
  certificate: Certificate.optional(),
  returnedAt: z.string().optional(),
  accepted: Settled.optional(),
  sentBack: Settled.extend({ reason: z.string() }).optional(),
  /** What the reader can do with it now. */
  available: z.array(z.enum(['assign', 'translate', 'return', 'accept', 'send-back'])).readonly(),
  offset: z.int(),
  segments: z.array(SegmentView).readonly(),
  /** Keys of every segment that is open or stale, in order. */
  open: z.array(z.string()).readonly(),
})
export type TranslationView = z.infer<typeof TranslationView>

const params = z.strictObject({ translation: Id })
const segmentsQuery = z.strictObject({
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  segments: z.coerce.number().int().min(1).max(200).default(50),
})

export const listTranslators = operation({
  id: 'listTranslators',
  method: 'GET',
  path: '/translators',
  action: 'translation.ask',
  summary: 'The translators of whom a translation can be asked',
  response: z.strictObject({ translators: z.array(z.strictObject({ account: Id, name: z.string() })).readonly() }),
})
export const listTranslations = operation({
  id: 'listTranslations',
  method: 'GET',
  path: '/translations',
  action: 'translation.list',
  summary: 'Translations by deadline: every one for an officer, their own for a translator',
  query: z.strictObject({
    ...pageQuery,
    request: Id.optional(),
    open: z.literal('yes').optional().describe('only those that are not certified'),
  }),
  response: pageOf(TranslationRow),
})
export const askTranslation = operation({
  id: 'askTranslation',
  method: 'POST',
  path: '/requests/{request}/translations',
  action: 'translation.ask',
  summary: 'Ask a translator for a translation of a request by a day',
  params: requestParams,
  body: z.strictObject({ language: LanguageTag, translator: Id, due: CalendarDate, note: Prose.max(2000).optional() }),
  response: TranslationView,
  status: 201,
  problems: ['not-found'],
  idempotent: true,
})
export const getTranslation = operation({
  id: 'getTranslation',
  method: 'GET',
  path: '/translations/{translation}',
  action: 'translation.read',
  summary: 'A translation, some of its segments, and what helps with them',
  params,
  query: segmentsQuery,
  response: TranslationView,
  problems: ['not-found'],
})
export const translate = operation({
  id: 'translate',
  method: 'POST',
  path: '/translations/{translation}/segments',
  action: 'translation.translate',
  summary: 'Say some segments in the other language, each for the source that stands, by its digest',
  params,
  query: segmentsQuery,
  body: z.strictObject({
    segments: z
      .array(
        z.strictObject({
          key: z.string().min(1).max(300),
          digest: z.string().regex(/^[0-9a-f]{64}$/u, { error: 'hash' }),
          /** Prose; directional isolates in it are left out, since they are ours to add. */
          target: z.string().max(proseLimit),
          done: z.boolean(),
        }),
      )
      .min(1)
      .max(200),
  }),
  response: TranslationView,
  problems: ['not-found', 'act-not-available'],
  ifMatch: true,
})
export const returnTranslation = operation({
  id: 'returnTranslation',
  method: 'POST',
  path: '/translations/{translation}/return',
  action: 'translation.translate',
  summary: 'Give a translation back with the certificate of who made it',
  params,
  body: Certificate,
  response: TranslationView,
  problems: ['not-found', 'act-not-available'],
  ifMatch: true,
})
export const acceptTranslation = operation({
  id: 'acceptTranslation',
  method: 'POST',
  path: '/translations/{translation}/accept',
  action: 'translation.ask',
  summary: 'Accept a translation: the letter in its language says it from now on',
  params,
  response: TranslationView,
  problems: ['not-found', 'act-not-available'],
  ifMatch: true,
})
export const sendBackTranslation = operation({
  id: 'sendBackTranslation',
  method: 'POST',
  path: '/translations/{translation}/send-back',
  action: 'translation.ask',
  summary: 'Send a translation back to its translator, with the reason',
  params,
  body: z.strictObject({ reason: Prose.min(1).max(2000) }),
  response: TranslationView,
  problems: ['not-found', 'act-not-available'],
  ifMatch: true,
})
export const assignTranslation = operation({
  id: 'assignTranslation',
  method: 'POST',
  path: '/translations/{translation}/assign',
  action: 'translation.ask',
  summary: 'Give a translation to another translator, or another day to be done by',
  params,
  body: z.strictObject({ translator: Id, due: CalendarDate }),
  response: TranslationView,
  problems: ['not-found', 'act-not-available'],
  ifMatch: true,
})
export const exportTranslation = operation({
  id: 'exportTranslation',
  method: 'GET',
  path: '/translations/{translation}/file',
  action: 'translation.read',
  summary: 'A translation as XLIFF 2.1, or as a Word file in two columns',
  params,
  query: z.strictObject({ format: z.enum(['xliff', 'docx']).default('xliff') }),
  response: fileBody,
  problems: ['not-found'],
})
export const importTranslation = operation({
  id: 'importTranslation',
  method: 'POST',
  path: '/translations/{translation}/file',
  action: 'translation.translate',
  summary: 'Take in such a file when it has been filled in; what is wrong with it is told by segment, and then nothing is changed',
  params,
  body: fileBody,
  response: z.strictObject({
    translation: TranslationView,
    /** How many segments the file changed. */
    taken: z.int(),
    /** Segments that the file says for an older source. */
    stale: z.array(z.string()).readonly(),
    /** Segments of the file that the request no longer says. */
    gone: z.array(z.string()).readonly(),
  }),
  problems: ['not-found', 'act-not-available', 'too-large'],
})
export const getTranslatedTexts = operation({
  id: 'getTranslatedTexts',
  method: 'GET',
  path: '/requests/{request}/translated-texts',
  action: 'letter.read',
  summary: 'What the letters of a request say in other languages: the certified translations, without what is stale',
  params: requestParams,
  response: z.strictObject({
    translations: z
      .array(
        z.strictObject({
          language: z.string(),
          certificate: Certificate.optional(),
          texts: z.array(z.strictObject({ source: z.string(), target: z.string() })).readonly(),
        }),
      )
      .readonly(),
  }),
  problems: ['not-found'],
})

/** The operations of this file, as the API lists them. */
export const translationOperations = {
  listTranslators,
  listTranslations,
  askTranslation,
  getTranslation,
  translate,
  returnTranslation,
  acceptTranslation,
  sendBackTranslation,
  assignTranslation,
  exportTranslation,
  importTranslation,
  getTranslatedTexts,
}
