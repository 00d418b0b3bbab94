import * as z from 'zod'
import { read } from '../input.ts'
import { ok, type Result } from '../result.ts'
import { RequestContent } from './content.ts'

/** A request in a file: what it says, and the version of the format it is said in. */
const RequestFile = z.strictObject({ comity: z.literal('request/1'), content: RequestContent })

/**
 * The published JSON Schema (draft 2020-12) of a request file. It says what may be written; that a text has no
 * control characters and no direction overrides, and that a date exists, is checked on reading as well.
 */
export function requestFileSchema(): z.core.JSONSchema.BaseSchema {
  const { $schema, ...rest } = z.toJSONSchema(RequestFile, { target: 'draft-2020-12', io: 'input' })
  return { $schema: $schema ?? 'https://json-schema.org/draft/2020-12/schema', title: 'Comity request file, version 1', ...rest }
}

/**
 * Reads a request file.
 * @param json what the file holds, parsed
 * @returns what the request says, or `invalid-input` naming each field, as in `content.measures.0.to`
 */
export function readRequestFile(json: unknown): Result<RequestContent> {
  const file = read(RequestFile, json)
  return file.ok ? ok(file.value.content) : file
}

/** A request file, as `readRequestFile` reads it. The same content gives the same text. */
export function writeRequestFile(content: RequestContent): string {
  return `${JSON.stringify({ comity: 'request/1', content } satisfies z.input<typeof RequestFile>, undefined, 2)}\n`
}
