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
const controlInLine = /[\u0000-\u001F\u007F-\u009F]/u
// oxlint-disable-next-line no-control-regex -- as above; prose may hold tabs and line ends
const controlInProse = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u

function plain(limit: number, control: RegExp): z.ZodString {
  return z
    .string()
    .max(limit, { error: `too-long:${limit}` })
    .refine((text) => text.isWellFormed(), { error: 'not-unicode' })
    .refine((text) => !control.test(text), { error: 'control-character' })
    .refine((text) => !bidiControl.test(text), { error: 'direction-override' })
}

/** One line of text: data, never markup; no control characters, no direction overrides. */
export const Line = plain(lineLimit, controlInLine).trim()
/** Prose in paragraphs, under the same rules, where a blank line separates paragraphs. */
export const Prose = plain(proseLimit, controlInProse).overwrite((text) => text.replaceAll('\r\n', '\n').trim())
/** A calendar date that exists, as `2026-09-09`. */
export const CalendarDate = z.iso.date({ error: 'date-impossible' })
/** A moment in UTC, RFC 3339. */
export const Instant = z.iso.datetime({ error: 'instant-impossible' })
/** A State by ISO 3166-1 alpha-3 code; whether it exists is asked of the reference data. */
export const StateCode = z.string().regex(/^[A-Z]{3}$/u, { error: 'state-code' })
export type StateCode = string
/** An amount as written by a court, never a float, with its ISO 4217 code. */
export const Money = z.object({
  amount: z.string().regex(/^\d{1,15}(\.\d{1,4})?$/u, { error: 'amount' }),
  currency: z.string().regex(/^[A-Z]{3}$/u, { error: 'currency' }),
})
export type Money = z.infer<typeof Money>
/** A random public identifier. */
export const Id = z.uuid({ error: 'id' })

function fieldProblem(issue: z.core.$ZodIssue, at: string): FieldProblem {
  const field = [...(at === '' ? [] : [at]), ...issue.path.map(String)].join('.')
  const own = /^([a-z-]+)(?::(\d+))?$/u.exec(issue.message)
  if (own?.[1] !== undefined) {
    return own[2] === undefined ? { field, rule: own[1] } : { field, rule: own[1], values: { limit: Number(own[2]) } }
  }
  if (issue.code === 'unrecognized_keys') return { field: [field, issue.keys[0]].filter(Boolean).join('.'), rule: 'unknown-field' }
  if (issue.code === 'too_big') return { field, rule: 'too-long', values: { limit: Number(issue.maximum) } }
  if (issue.code === 'too_small') return { field, rule: 'too-short', values: { limit: Number(issue.minimum) } }
  if (issue.code === 'invalid_type' && issue.input === undefined) return { field, rule: 'required' }
  return { field, rule: 'not-of-this-kind' }
}

/**
 * Reads an input by its schema.
 * @param at path of the input in a larger one, named in the problem
 * @returns the value, or `invalid-input` naming every field and its rule
 */
export function read<S extends z.ZodType>(schema: S, input: unknown, at = ''): Result<z.infer<S>> {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return ok(parsed.data)
  return fail({ code: 'invalid-input', fields: parsed.error.issues.map((issue) => fieldProblem(issue, at)) })
}
