import { randomInt } from 'node:crypto'

/** Without signs that are taken for one another when they are told by telephone. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A code that one person tells another: eight signs, about forty bits, as in `K7QM-2F9D`. */
export function newConfirmationCode(): string {
  const code = Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** A code as it is compared, however it was typed. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^0-9A-Z]/gu, '')
}
