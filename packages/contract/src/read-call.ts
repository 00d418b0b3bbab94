import { read } from '@comity/domain/input'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Input, Operation } from './operation.ts'

/** The parts of a call as they came, not yet read. */
export interface RawCall {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly ifMatch?: number
  readonly idempotencyKey?: string
}

/**
 * Reads a call by the schemas of its operation, wherever it is answered.
 * @returns `invalid-input` naming each field, or `version-required` where a change names none
 */
export function readCall(operation: Operation, raw: RawCall): Result<Input<Operation>> {
  const params = read(operation.params, raw.params ?? {})
  if (!params.ok) return params
  const query = read(operation.query, raw.query ?? {})
  if (!query.ok) return query
  const body = read(operation.body, raw.body ?? {})
  if (!body.ok) return body
  if (operation.ifMatch && raw.ifMatch === undefined) return fail({ code: 'version-required' })
  return ok({ params: params.value, query: query.value, body: body.value })
}
