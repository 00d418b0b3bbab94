import * as z from 'zod'
import { Id } from '../input.ts'
import type { CooperationKind } from '../legal-basis/cooperation-kind.ts'
import { type Requirement, requirementsOn, type Writing } from '../requirement/requirement.ts'
import type { Provision } from '../requirement/finding.ts'
import type { Topic } from '../requirement/topic.ts'
import { type Detail, type Details, type DetailValues, prose } from './detail.ts'

/** Under which heading a measure is offered. */
export const measureGroups = ['person', 'document', 'search', 'money', 'data', 'technique', 'property', 'record', 'transfer'] as const
export type MeasureGroup = (typeof measureGroups)[number]

/** A paper that goes with a measure. Its name is in the catalogue `attachment.*`. */
export interface Enclosure {
  readonly what: EnclosureKind
  /** `missing` only where an article asks for the paper. */
  readonly severity: 'missing' | 'advice'
  readonly provisions: readonly Provision[] | Topic
}

/** The papers that measures want. */
export const enclosureKinds = [
  'questions',
  'document-to-serve',
  'search-order',
  'restraint-order',
  'confiscation-order',
  'judgment',
  'arrest-warrant',
  'applicable-law',
  'surveillance-order',
  'consent',
  'identification',
  'agreement',
  'photographs',
  'case-file',
  'certificate-of-service',
] as const
export type EnclosureKind = (typeof enclosureKinds)[number]

/** Where a measure intrudes: why it is in proportion, what less would not do, and how those whom it meets are heard. */
const proportionality = { seriousness: prose, lessIntrusive: prose, safeguards: prose } as const
type Proportionality = typeof proportionality

interface Definition<Type extends string, D extends Details> {
  readonly type: Type
  readonly group: MeasureGroup
  /** The kinds of request in which it may be asked. */
  readonly kinds: readonly CooperationKind[]
  readonly details: D
  /** A case that meets all that is asked of it: the measure's complete example. */
  readonly complete: DetailValues<D>
  readonly requirements: (on: Writing<DetailValues<D>>) => readonly Requirement<DetailValues<D>>[]
  readonly enclosures?: readonly Enclosure[]
}

type Shape<Type extends string, D extends Details> = { readonly id: typeof Id; readonly type: z.ZodLiteral<Type> } & {
  readonly [Name in keyof D]: z.ZodOptional<D[Name]['schema']>
}

/** One form of assistance: what it asks, what the law asks of it, what goes with it. Form, check and letter are made from this alone. */
export interface MeasureForm<Type extends string = string, D extends Details = Details> {
  readonly type: Type
  readonly group: MeasureGroup
  readonly kinds: readonly CooperationKind[]
  readonly details: Readonly<Record<string, Detail>>
  readonly requirements: readonly Requirement<Readonly<Record<string, unknown>>>[]
  readonly enclosures: readonly Enclosure[]
  readonly complete: Readonly<Record<string, unknown>>
  readonly schema: z.ZodObject<Shape<Type, D>, z.core.$strict>
}

/** Defines a measure. */
export function defineMeasure<const Type extends string, const D extends Details>(definition: Definition<Type, D>): MeasureForm<Type, D> {
  const { type, group, kinds, details, complete, requirements, enclosures = [] } = definition
  const shape = Object.fromEntries(Object.entries(details).map(([name, { schema }]) => [name, schema.optional()]))
  return {
    type,
    group,
    kinds,
    details,
    complete,
    enclosures,
    // A list is read by the names of the details, whatever their types are.
    requirements: requirements(requirementsOn(complete)) as readonly Requirement<Readonly<Record<string, unknown>>>[],
    schema: z.strictObject({ id: Id, type: z.literal(type), ...shape }) as unknown as z.ZodObject<Shape<Type, D>, z.core.$strict>,
  }
}

/**
 * Defines a measure that intrudes on somebody's home, words, data or property: it asks three things more, as advice, because
 * a State that asks for them refuses in their absence and no universal treaty does.
 */
export function defineIntrusiveMeasure<const Type extends string, const D extends Details>(
  definition: Definition<Type, D>,
): MeasureForm<Type, D & Proportionality> {
  const complete = {
    ...definition.complete,
    seriousness: 'The offence carries a maximum of ten years and many victims were harmed.',
    lessIntrusive: 'Public registers and the statements of witnesses were used first and do not show it.',
    safeguards: 'A judge ordered it, and whoever it meets can ask a court to look at it.',
  } as unknown as DetailValues<D & Proportionality>
  return defineMeasure<Type, D & Proportionality>({
    ...definition,
    details: { ...definition.details, ...proportionality },
    complete,
    requirements: (on) => [
      ...(definition.requirements(on) as readonly Requirement<DetailValues<D & Proportionality>>[]),
      ...(Object.keys(proportionality) as (keyof DetailValues<D & Proportionality> & string)[]).map((name) => on.wanted(name, [])),
    ],
  })
}
