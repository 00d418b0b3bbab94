import * as z from 'zod'
import { CalendarDate, Id, Line, Money, Prose } from '../input.ts'
import { Identifier, type IdentifierKind } from './identifier.ts'

/**
 * One detail of a measure, as data: how it is read, which control asks for it, and how the letter prints it follow from
 * its kind. Its name, its hint and its options are in the catalogue `detail.*`, one name for one thing in all measures.
 */
export type Detail = { readonly schema: z.ZodType } & (
  | { readonly kind: 'line' | 'prose' | 'date' | 'time' | 'time-zone' | 'money' | 'flag' | 'person' }
  | { readonly kind: 'number'; readonly unit: NumberUnit }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly string[] }
  | { readonly kind: 'identifiers'; readonly of: readonly IdentifierKind[] }
)
export type NumberUnit = 'count' | 'days' | 'months' | 'years'

/** A local hour, as `10:00`; with its time zone it is a moment. */
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, { error: 'time' })

/** One line: a name, a number, a place. */
export const line = { kind: 'line', schema: Line } as const
/** Paragraphs, which the letter numbers. */
export const prose = { kind: 'prose', schema: Prose } as const
export const date = { kind: 'date', schema: CalendarDate } as const
/** A local hour. A measure that asks for one asks for a `timeZone` too. */
export const time = { kind: 'time', schema: Time } as const
/** A zone of the IANA database, as `Africa/Cairo`. */
export const timeZone = { kind: 'time-zone', schema: Line } as const
export const money = { kind: 'money', schema: Money } as const
/** Something that is so; not said where it is not. */
export const flag = { kind: 'flag', schema: z.boolean() } as const
/** One of the persons of the request, by id. */
export const person = { kind: 'person', schema: Id } as const

/** A whole number of something. */
export function number<const Unit extends NumberUnit>(unit: Unit) {
  return { kind: 'number', unit, schema: z.int().min(0).max(100_000) } as const
}

/** One of some options. */
export function choice<const Options extends readonly [string, ...string[]]>(...options: Options) {
  return { kind: 'choice', options, schema: z.enum(options) } as const
}

/** Any number of some options. */
export function choices<const Options extends readonly [string, ...string[]]>(...options: Options) {
  return { kind: 'choices', options, schema: z.array(z.enum(options)).max(options.length) } as const
}

/** Numbers and names by which a machine, an account, a vessel or a purse is found. */
export function identifiers(...of: readonly [IdentifierKind, ...IdentifierKind[]]) {
  return { kind: 'identifiers', of, schema: z.array(Identifier).max(200) } as const
}

/** The details of a measure, in the order in which they are asked and printed. */
export type Details = Readonly<Record<string, Detail>>

/** What a draft says in them: any may be absent. */
export type DetailValues<D extends Details> = { readonly [Name in keyof D]?: z.infer<D[Name]['schema']> | undefined }
