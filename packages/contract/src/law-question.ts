import { CalendarDate, Line, StateCode } from '@comity/domain/input'
import type { Binding } from '@comity/domain/legal-basis/bound'
import type { Territorial as DomainTerritorial } from '@comity/domain/legal-basis/territory'
import { RequestContent } from '@comity/domain/request/content'
import * as z from 'zod'
import { InstrumentId, Kind, on, stateParams, Verified } from './law-terms.ts'
import { operation } from './operation.ts'
import { Evidence, LegalBases } from './request-law.ts'
import { Finding } from './request.ts'

/** What is recorded of an instrument and a territory: extended to it, or left out, and by which State. */
const Territorial = z.looseObject({
  instrument: z.string(),
  territory: StateCode,
  state: StateCode,
  effect: z.enum(['extended', 'excluded']),
  /** Whether the instrument's own text says so; otherwise a declaration does. */
  byText: z.literal(true).optional(),
  article: z.string(),
  since: z.string().optional(),
  source: z.string(),
  asOf: z.string(),
  verified: Verified,
}) as unknown as z.ZodType<DomainTerritorial>

/** Bound since, not bound because, or unknown because, with what the answer rests on. */
export const BindingAnswer = z.looseObject({
  answer: z.enum(['bound', 'not-bound', 'unknown']),
  since: z.string().optional(),
  sinceAtLatest: z.string().optional(),
  verified: Verified.optional(),
  reason: z.string().optional(),
  state: z.string().optional(),
  evidence: z.array(Evidence).readonly(),
  /** What is recorded of the territories that were asked about; nothing recorded is unknown, never no. */
  territories: z.array(Territorial).readonly().optional(),
}) as unknown as z.ZodType<Binding>

/** How two States stand to each other for a kind of cooperation: by the nearest instrument that binds both. */
export const relations = ['bilateral', 'regional', 'universal', 'none', 'unknown'] as const
export const Relation = z.strictObject({
  state: StateCode,
  relation: z.enum(relations),
  /** The instrument of the relation; absent where there is none or nobody can tell. */
  basis: z
    .strictObject({
      instrument: z.string(),
      /** As cited; empty where no text was read. */
      article: z.string(),
      articleVerified: z.boolean(),
      since: z.string().optional(),
      sinceAtLatest: z.string().optional(),
      verified: Verified,
    })
    .optional(),
  /** Instruments of which nobody can tell whether they bind both. */
  undecided: z.int(),
  /** Where there is no basis: whether a treaty between the two would be known. `none` is said only where it would. */
  listing: z.enum(['complete', 'older', 'missing']).optional(),
})
export type Relation = z.infer<typeof Relation>

export const findRelations = operation({
  id: 'findRelations',
  method: 'GET',
  path: '/law/states/{state}/relations',
  action: 'reference.read',
  summary: 'How a State stands to every other for a kind of cooperation on a date',
  params: stateParams,
  query: z.strictObject({ kind: Kind.default('mutual-legal-assistance'), on }),
  response: z.strictObject({ state: StateCode, kind: Kind, on: CalendarDate, items: z.array(Relation).readonly() }),
  problems: ['unknown-state'],
})

export const findBinding = operation({
  id: 'findBinding',
  method: 'GET',
  path: '/law/bindings',
  action: 'reference.read',
  summary: 'Whether two States, or territories through their States, are bound to each other by an instrument on a date',
  query: z.strictObject({ a: StateCode, b: StateCode, instrument: InstrumentId, on }),
  response: z.strictObject({ a: StateCode, b: StateCode, instrument: z.string(), on: CalendarDate, binding: BindingAnswer }),
  problems: ['unknown-state', 'same-state'],
})

/** A question of the law: who asks whom for what, on account of which offences, and when. */
export const LegalQuestion = z.strictObject({
  requesting: StateCode,
  requested: StateCode,
  kind: Kind.default('mutual-legal-assistance'),
  on,
  measures: z.array(Line.min(1)).max(50).default([]),
  offences: z
    .array(
      z.strictObject({
        /** Convention offences that the conduct matches, as in `uncac.art23`. */
        convention: z.array(Line.min(1)).max(50).default([]),
        /** Years. */
        maximumPenalty: z.number().min(0).max(200).optional(),
        lifePenalty: z.boolean().optional(),
      }),
    )
    .max(50)
    .default([]),
  transnational: z.boolean().optional(),
  organizedGroup: z.boolean().optional(),
})

export const findLegalBases = operation({
  id: 'findLegalBases',
  method: 'POST',
  path: '/law/legal-bases',
  action: 'reference.read',
  summary:
    'The legal bases between two States for a kind of cooperation, ranked, each with its reasons; what fell out; what nobody can tell',
  body: LegalQuestion,
  response: LegalBases,
  problems: ['unknown-state', 'same-state'],
})

export const checkContent = operation({
  id: 'checkContent',
  method: 'POST',
  path: '/law/checks',
  action: 'reference.read',
  summary: 'What a request lacks, with the article that asks for it; nothing is kept',
  body: z.strictObject({ content: RequestContent, on }),
  response: z.strictObject({ findings: z.array(Finding).readonly(), blocking: z.int() }),
  problems: ['unknown-state'],
})
