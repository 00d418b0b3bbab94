import { read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { fail, type Result } from '@comity/domain/result'
import type * as z from 'zod'

/** What the script of passkeys put into a form, as an operation takes it. */
export function readPasskey<T extends z.ZodType>(schema: T, text: string | null): Result<z.output<T>> {
  try {
    return read(schema, JSON.parse(text ?? ''), 'passkey')
  } catch {
    return fail(invalid('passkey', 'passkey-not-taken'))
  }
}
