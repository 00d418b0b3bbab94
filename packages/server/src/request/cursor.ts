import { invalid } from '@comity/domain/problem'
import { ok, type Result, fail } from '@comity/domain/result'

/** Where a page of the register ended: the value it is sorted by, and the id that breaks ties. */
export interface Position {
  readonly key: string
  readonly id: string
}

const shape = /^(\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u

/** Writes a position as an opaque cursor. */
export function writeCursor({ key, id }: Position): string {
  return Buffer.from(`${key}~${id}`).toString('base64url')
}

/** Reads a cursor; anything that we did not write is `invalid-input`. */
export function readCursor(cursor: string): Result<Position> {
  const [, key, id] = shape.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (key === undefined || id === undefined) return fail(invalid('cursor', 'not-of-this-kind'))
  return ok({ key, id })
}
