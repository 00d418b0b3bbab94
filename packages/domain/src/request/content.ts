import * as z from 'zod'
import { CalendarDate, Id, Line, Prose, StateCode } from '../input.ts'
import { cooperationKinds } from '../legal-basis/cooperation-kind.ts'
import { Measure } from '../measure/measure.ts'
import { enclosureKinds } from '../measure/measure-form.ts'

export const Person = z.strictObject({
  id: Id,
  name: Line,
  role: z.enum(['suspect', 'accused', 'convicted', 'witness', 'victim', 'expert', 'holder', 'other']).optional(),
  legal: z.boolean().optional().describe('true for a company or other legal person'),
  birthDate: CalendarDate.optional(),
  birthPlace: Line.optional(),
  nationality: StateCode.optional(),
  document: Line.optional().describe('kind and number, as in "passport 116204417"'),
  location: Line.optional(),
})
export type Person = z.infer<typeof Person>

export const Offence = z.strictObject({
  id: Id,
  name: Line,
  /** The domestic statute and its articles, as cited at home. */
  statute: Line.optional(),
  text: Prose.optional(),
  /** Deprivation of liberty, in years. */
  minimumPenalty: z.number().min(0).max(200).optional(),
  maximumPenalty: z.number().min(0).max(200).optional(),
  lifePenalty: z.boolean().optional(),
  /** The convention offence that the conduct matches, as in `uncac.art23`. */
  convention: z.array(Line).max(20).optional(),
})
export type Offence = z.infer<typeof Offence>

/** A file of a request or an act. The hash is of the plain bytes. */
export const FileReference = z.strictObject({
  id: Id,
  name: Line,
  mediaType: Line,
  /** Bytes. */
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, { error: 'hash' }),
  describes: Line.optional(),
  /** Which of the papers that a measure wants it is. */
  enclosure: z.enum(enclosureKinds).optional(),
})
export type FileReference = z.infer<typeof FileReference>

export const LegalBasis = z.strictObject({ instrument: Line, provision: Line })

/**
 * What a request says. Every field but the first three may be absent while it is a draft; what must be
 * there before it leaves is said by the findings (UNTOC art. 18(15), UNCAC art. 46(15)), not by this shape.
 */
const contentSchema = z.strictObject({
  kind: z.enum(cooperationKinds),
  requesting: StateCode,
  requested: StateCode,
  title: Line.optional(),
  /** The central authority that makes the request. UNTOC art. 18(15)(a). */
  requestingAuthority: z.strictObject({ name: Line, address: Prose.optional(), contact: Line.optional() }).optional(),
  requestedAuthority: z.strictObject({ name: Line, address: Prose.optional() }).optional(),
  /** The domestic matter and who conducts it. UNTOC art. 18(15)(b). */
  matter: z
    .strictObject({
      reference: Line.optional(),
      stage: z.enum(['investigation', 'prosecution', 'trial', 'enforcement']).optional(),
      subject: Prose.optional(),
      authority: Line.optional(),
      function: Line.optional(),
      related: Prose.optional(),
    })
    .optional(),
  persons: z.array(Person).max(500).optional(),
  /** UNTOC art. 18(15)(c). */
  facts: z.strictObject({ summary: Prose, from: CalendarDate.optional(), to: CalendarDate.optional() }).optional(),
  offences: z.array(Offence).max(100).optional(),
  /** Scope of UNTOC art. 3 and 18(1). */
  links: z.strictObject({ transnational: Prose.optional(), organizedGroup: Prose.optional() }).optional(),
  limitation: CalendarDate.optional(),
  measures: z.array(Measure).max(100).optional(),
  /** Any particular procedure that is to be followed. UNTOC art. 18(15)(d), 18(17). */
  procedure: Prose.optional(),
  /** UNTOC art. 18(15)(f). */
  purpose: Prose.optional(),
  urgency: z
    .strictObject({ level: z.enum(['routine', 'urgent', 'emergency']), by: CalendarDate.optional(), reason: Prose.optional() })
    .optional(),
  /** UNTOC art. 18(20). */
  confidentiality: z.strictObject({ level: z.enum(['ordinary', 'do-not-notify', 'sealed']), reason: Prose.optional() }).optional(),
  /** The provisions on which the officer rests the request, in order. */
  bases: z.array(LegalBasis).max(20).optional(),
  /** What the requesting State undertakes: use limits, reciprocity. UNTOC art. 18(19). */
  undertakings: z
    .strictObject({ useLimit: z.boolean().optional(), reciprocity: z.boolean().optional(), other: Prose.optional() })
    .optional(),
  /** Language of the letter, and of the translation that goes with it. BCP 47. UNTOC art. 18(14). */
  languages: z.strictObject({ letter: Line, translation: Line.optional() }).optional(),
  attachments: z.array(FileReference).max(200).optional(),
  /** Whether paper follows. */
  originalMode: z.enum(['electronic-original', 'advance-copy']).optional(),
})
// An interface keeps its name in what is built on it; an alias would be spelled out again.
export interface RequestContent extends z.infer<typeof contentSchema> {}
export const RequestContent: z.ZodType<RequestContent> = contentSchema

const revisable = contentSchema.omit({ kind: true, requesting: true, requested: true }).shape
/** The parts of a request that a draft fills in, by name. @public the tests hold the steps of a draft against them */
export const revisableParts: readonly string[] = Object.keys(revisable)
type Revisable = { readonly [Field in keyof typeof revisable]: z.ZodNullable<(typeof revisable)[Field]> }

/** What may be changed in a draft, where `null` takes a field out; the two States and the kind are fixed when it is opened. */
const revisionSchema = z.strictObject(
  Object.fromEntries(Object.entries(revisable).map(([field, schema]) => [field, schema.nullable()])) as Revisable,
)
export interface RequestRevision extends z.infer<typeof revisionSchema> {}
export const RequestRevision: z.ZodType<RequestRevision> = revisionSchema

/** What a draft says once it is revised; a field that the revision does not name stays. */
export function revisedContent(content: RequestContent, revision: RequestRevision): RequestContent {
  // A log on disk does not know `undefined`, so it must not mean anything here either.
  const named = Object.entries(revision).filter(([, value]) => value !== undefined)
  const fields = Object.entries({ ...content, ...Object.fromEntries(named) }).filter(([, value]) => value !== null)
  return Object.fromEntries(fields) as RequestContent
}
