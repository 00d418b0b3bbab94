import { read } from '@comity/domain/input'
import { fail, ok, type Result } from '@comity/domain/result'
import * as z from 'zod'
import { readJson } from './strict-json.ts'

/** Name and version of the exchange profile of this package; `docs/exchange.md` says what it demands. */
export const profile = 'comity-exchange/1'

const Marks = z.looseObject({ v: z.unknown().optional(), profile: z.unknown().optional(), crit: z.array(z.string()).optional() })

/**
 * Reads the signed bytes of a directory document, a manifest or a receipt by its schema. Members unknown to us
 * are kept; a version or a `crit` member unknown to us means that the author forbids us to go on.
 * @param understood the critical members that we know, each with the one value that we know
 * @returns the document, `malformed` naming the fields, or `unsupported-profile`
 */
export function readDocument<S extends z.ZodType>(
  schema: S,
  bytes: Uint8Array,
  understood: ReadonlyMap<string, string> = new Map(),
): Result<z.infer<S>> {
  const json = readJson(bytes)
  if (!json.ok) return json
  const marks = read(Marks, json.value)
  if (!marks.ok) return fail({ ...marks.problem, code: 'malformed' })
  if (marks.value.v !== 1)
    return fail({ code: 'unsupported-profile', values: { version: JSON.stringify(marks.value.v ?? null).slice(0, 40) } })
  const { profile: other = profile } = marks.value
  if (other !== profile) return fail({ code: 'unsupported-profile', values: { profile: JSON.stringify(other).slice(0, 80) } })
  const critical = marks.value.crit?.find((name) => !understood.has(name) || understood.get(name) !== marks.value[name])
  if (critical !== undefined) return fail({ code: 'unsupported-profile', values: { crit: critical.slice(0, 40) } })
  const document = read(schema, json.value)
  return document.ok ? ok(document.value) : fail({ ...document.problem, code: 'malformed' })
}
