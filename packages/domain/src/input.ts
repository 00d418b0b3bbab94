import * as z from 'zod'
import type { FieldProblem } from './problem.ts'
import { fail, ok, type Result } from './result.ts'

/** Longest single line: a name, a title, a reference. In UTF-16 code units. */
export const lineLimit = 300
/** Longest prose field, about forty pages. In UTF-16 code units. */
export const proseLimit = 200_000

// Overrides and embeddings turn a name around on screen; isolates are ours to add (DESIGN.md rule 6).
const bidiControl = /[\u202A-\u202E\u2066-\u2069]/u
// oxlint-disable-next-line no-control-regex -- control characters are what this refuses
const controlInLine = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/u
// oxlint-disable-next-line no-control-regex -- as above; prose may hold tabs and line ends
const controlInProse = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u

function plain(limit: number, control: RegExp): z.ZodString {
  return z
    .string()
    .max(limit)
    .refine((text) => text.isWellFormed(), { error: 'not-unicode' })
    .refine((text) => !control.test(text), { error: 'control-character' })
    .refine((text) => !bidiControl.test(text), { error: 'direction-override' })
}

/** One line of text: data, never markup; no control characters, no direction overrides. */
export const Line = plain(lineLimit, controlInLine).trim()
/** Prose in paragraphs, under the same rules, where a blank line separates paragraphs. */
export const Prose = plain(proseLimit, controlInProse).overwrite((text) => text.replaceAll(/\r\n?/gu, '\n').trim())
/** A calendar date that exists, as `2026-09-09`. */
export const CalendarDate = z.iso.date({ error: 'date-impossible' })
/** A moment in UTC, RFC 3339. */
export const Instant = z.iso.datetime({ error: 'instant-impossible' }).max(40)
/** A State by ISO 3166-1 alpha-3 code; whether it exists is asked of the reference data. */
export const StateCode = z.string().regex(/^[A-Z]{3}$/u, { error: 'state-code' })
export type StateCode = string
/** An amount as written by a court, never a float, with its ISO 4217 code. */
export const Money = z.strictObject({
  amount: z.string().regex(/^\d{1,15}(\.\d{1,4})?$/u, { error: 'amount' }),
  currency: z.string().regex(/^[A-Z]{3}$/u, { error: 'currency' }),
})
export type Money = z.infer<typeof Money>
/** A random public identifier. */
export const Id = z.uuid({ error: 'id' })

/** The rules of this file that reading can find broken; a schema may name its own beside them. Each has its sentence in the catalogue `problem.field.*`. */
export const fieldRules = [
  'required',
  'unknown-field',
  'not-of-this-kind',
  'too-long',
  'too-short',
  'too-many',
  'too-few',
  'too-large',
  'too-small',
  'not-unicode',
  'control-character',
  'direction-override',
  'date-impossible',
  'instant-impossible',
  'state-code',
  'amount',
  'currency',
  'id',
  'hash',
  'time',
  'utc-offset',
] as const
export type FieldRule = (typeof fieldRules)[number]

/** A million wrong entries are told as well by the first hundred. */
const fieldLimit = 100

/** A schema names its rule in place of a message; where it names none, there is Zod's own code. */
function isRule(issue: z.core.$ZodIssue): boolean {
  return issue.message !== issue.code && /^[a-z]+(?:-[a-z]+)*$/u.test(issue.message)
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value === null || value === undefined ? undefined : (value as Record<PropertyKey, unknown>)[key]),
    input,
  )
}

function tooBig(origin: string): FieldRule {
  return origin === 'string' ? 'too-long' : origin === 'array' ? 'too-many' : 'too-large'
}

function tooSmall(origin: string): FieldRule {
  return origin === 'string' ? 'too-short' : origin === 'array' ? 'too-few' : 'too-small'
}

type Values = NonNullable<FieldProblem['values']>

/** The first sign for which a text is refused, by its number; of what a line may not hold, first what prose may not hold either. */
function signIn(value: unknown, rule: string): Values | undefined {
  const refused = rule === 'direction-override' ? [bidiControl] : rule === 'control-character' ? [controlInProse, controlInLine] : []
  const text = typeof value === 'string' ? value : ''
  const at = refused.map((signs) => text.search(signs)).find((place) => place >= 0)
  if (at === undefined) return undefined
  return { sign: `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`, place: at + 1 }
}

function ruleOf(issue: z.core.$ZodIssue, input: unknown): { readonly rule: string; readonly values?: Values } {
  const value = valueAt(input, issue.path)
  if (value === undefined) return { rule: 'required' }
  if (issue.code === 'too_big') return { rule: tooBig(issue.origin), values: { limit: Number(issue.maximum) } }
  if (issue.code === 'too_small') {
    const leftEmpty = issue.origin !== 'number' && issue.origin !== 'int' && Number(issue.minimum) === 1
    return leftEmpty ? { rule: 'required' } : { rule: tooSmall(issue.origin), values: { limit: Number(issue.minimum) } }
  }
  const rule = issue.code !== 'invalid_type' && isRule(issue) ? issue.message : 'not-of-this-kind'
  const sign = signIn(value, rule)
  return sign === undefined ? { rule } : { rule, values: sign }
}

/** The name of a field that no schema knows comes from outside, and may itself be unfit to show. */
function nameable(key: string): string {
  return key.length <= 60 && Line.safeParse(key).success ? key : '?'
}

function fieldProblems(issue: z.core.$ZodIssue, input: unknown, at: string): readonly FieldProblem[] {
  const path = [...(at === '' ? [] : [at]), ...issue.path.map(String)]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...path, nameable(key)].join('.'), rule: 'unknown-field' }))
  return [{ field: path.join('.'), ...ruleOf(issue, input) }]
}

/**
 * Zod asks an input for its `length` and, for its own sentences, for its `constructor.name` before it knows what
 * it has; an object made for the purpose lets both throw. No sentence of Zod's is used, and what throws is refused.
 */
function parse<S extends z.ZodType>(schema: S, input: unknown): z.ZodSafeParseResult<z.infer<S>> | undefined {
  try {
    return schema.safeParse(input, { error: (issue) => issue.code ?? '' })
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/**
 * Reads an input by its schema. Whatever comes from outside is read here and nowhere else.
 * @param at path of the input in a larger one, named in the problem
 * @returns the value, or `invalid-input` naming each field and its rule, up to a hundred
 */
export function read<S extends z.ZodType>(schema: S, input: unknown, at = ''): Result<z.infer<S>> {
  const parsed = parse(schema, input)
  if (parsed === undefined) return fail({ code: 'invalid-input', fields: [{ field: at, rule: 'not-of-this-kind' }] })
  if (parsed.success) return ok(parsed.data)
  const fields = parsed.error.issues.slice(0, fieldLimit).flatMap((issue) => fieldProblems(issue, input, at))
  return fail({ code: 'invalid-input', fields: fields.slice(0, fieldLimit) })
}
