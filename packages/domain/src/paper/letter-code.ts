import { invalid } from '../problem.ts'
import { fail, ok, type Result } from '../result.ts'

/** Crockford's base 32: no I, L, O and U, which are taken for other signs or make words. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Signs that are drawn: 75 bits, so that nobody finds a letter by guessing. */
export const drawnSigns = 15

/** The remainder by 37, a prime: a wrong sign and two signs that changed places both alter it. */
function remainder(code: string): number {
  return Array.from(code).reduce((rest, sign) => (rest * 32 + signs.indexOf(sign)) % 37, 0)
}

/**
 * The short code of a letter from what was drawn for it, with its check sign at the end.
 * @param drawn fifteen numbers below 32, from a source that cannot be foreseen
 * @returns `undefined` where the check sign would be none of the 32: then others are drawn
 */
export function letterCode(drawn: readonly number[]): string | undefined {
  const code = drawn.map((number) => signs[number] ?? '').join('')
  if (code.length !== drawnSigns) throw new Error('a code is drawn of fifteen numbers below 32')
  const check = signs[remainder(code)]
  return check === undefined ? undefined : code + check
}

/** A code as it is printed, in groups of four. */
export function groupedCode(code: string): string {
  return code.match(/.{1,4}/gu)?.join('-') ?? ''
}

/**
 * Reads a code as somebody typed it: in small letters, with spaces or dashes, O for 0, I or L for 1.
 * @returns the code without its groups; or what is wrong with it: it is too short or too long, has a sign that no code has, or
 * its check sign says that it was mistyped
 */
export function readLetterCode(typed: string): Result<string> {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}\p{Cf}.]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/gu, '1')
  if (code === '') return fail(invalid('code', 'required'))
  const stranger = Array.from(code).find((sign) => !signs.includes(sign))
  if (stranger !== undefined) return fail(invalid('code', 'code-sign', { sign: stranger }))
  if (code.length !== drawnSigns + 1) return fail(invalid('code', 'code-length', { count: code.length, wanted: drawnSigns + 1 }))
  if (letterCode(Array.from(code.slice(0, -1), (sign) => signs.indexOf(sign))) !== code) return fail(invalid('code', 'code-check'))
  return ok(code)
}
