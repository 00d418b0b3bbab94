import { invalid } from '@comity/domain/problem'
import { fail, type Result } from '@comity/domain/result'

/**
 * What the script of passkeys put into a form, as an operation takes it.
 * @param reading how the operation reads its input
 */
export function readPasskey<T>(text: string | null, reading: (value: unknown) => Result<T>): Result<T> {
  try {
    return reading(JSON.parse(text ?? ''))
  } catch {
    return fail(invalid('passkey', 'passkey-not-taken'))
  }
}
