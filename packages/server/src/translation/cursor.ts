import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'

/** Where a page of translations ended: the day the last one is due, and its id. */
export interface DuePosition {
  readonly due: string
  readonly id: string
}

const shape = /^(\d{4}-\d{2}-\d{2})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u

/** Writes a position as an opaque cursor. */
export function writeTranslationCursor({ due, id }: DuePosition): string {
  return Buffer.from(`${due}~${id}`).toString('base64url')
}

/** Reads a cursor; anything that we did not write is `invalid-input`. */
export function readTranslationCursor(cursor: string): Result<DuePosition> {
  const [, due, id] = shape.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  return due === undefined || id === undefined ? fail(invalid('cursor', 'not-of-this-kind')) : ok({ due, id })
}
