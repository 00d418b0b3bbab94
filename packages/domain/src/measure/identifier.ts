import * as z from 'zod'
import { CalendarDate, Id, Line } from '../input.ts'
import { hasValidCheckDigits, looksLikeIban } from './iban.ts'

/** What an identifier is of. */
export const identifierKinds = [
  'e-mail',
  'url',
  'user-name',
  'phone',
  'imei',
  'imsi',
  'ip',
  'iban',
  'bank-account',
  'card',
  'wallet',
  'passport',
  'vessel',
  'aircraft',
  'vehicle',
  'container',
  'other',
] as const
export type IdentifierKind = (typeof identifierKinds)[number]

/** One identifier as it stands in the file; where it was seen at a moment, with the offset from UTC of the clock that wrote it. */
export const Identifier = z.strictObject({
  id: Id,
  kind: z.enum(identifierKinds).optional(),
  value: Line.optional(),
  /** Of an IP address: behind carrier-grade translation the address alone names thousands. RFC 6302. */
  port: z.int().min(0).max(65_535).optional(),
  on: CalendarDate.optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/u, { error: 'time' })
    .optional(),
  /** As `+03:00`. */
  offset: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/u, { error: 'utc-offset' })
    .optional(),
})
export type Identifier = z.infer<typeof Identifier>

function compact(value: string): string {
  return value.replaceAll(/[\s().-]/gu, '').toUpperCase()
}

/** ISO/IEC 7812-1, annex B: every second digit from the right is doubled. */
function isLuhn(digits: string): boolean {
  let sum = 0
  for (const [at, digit] of Array.from(digits).toReversed().entries()) {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** ISO 6346: letters count from 10 without the multiples of 11, each place doubles. */
function isContainer(code: string): boolean {
  if (!/^[A-Z]{3}[UJZ]\d{7}$/u.test(code)) return false
  const valueOf = (sign: string): number => {
    if (/\d/u.test(sign)) return Number(sign)
    const place = sign.charCodeAt(0) - 65
    return 10 + place + Math.floor((place + 9) / 10)
  }
  const sum = Array.from(code.slice(0, 10)).reduce((total, sign, at) => total + valueOf(sign) * 2 ** at, 0)
  return (sum % 11) % 10 === Number(code[10])
}

/** IMO ship number: seven digits, weights 7 to 2, the last is the check digit. Resolution A.1117(30). */
function isImoNumber(digits: string): boolean {
  const sum = Array.from(digits.slice(0, 6)).reduce((total, digit, at) => total + Number(digit) * (7 - at), 0)
  return sum % 10 === Number(digits[6])
}

function isIpv4(value: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/u.test(value) && value.split('.').every((part) => Number(part) <= 255)
}

function isIpv6(value: string): boolean {
  if (!/^[0-9a-f:]+$/iu.test(value) || value.includes(':::')) return false
  const halves = value.split('::')
  const groups = value.split(':').filter((group) => group !== '')
  if (halves.length > 2 || groups.some((group) => !/^[0-9a-f]{1,4}$/iu.test(group))) return false
  return halves.length === 2 ? groups.length < 8 : groups.length === 8
}

/** Whether an identifier has the form that its kind has; true where the kind has none that can be checked. */
const wellFormed: Readonly<Partial<Record<IdentifierKind, (value: string) => boolean>>> = {
  'e-mail': (value) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(value),
  url: (value) => /^[a-z][a-z0-9+.-]*:\/\/[^\s/]+/iu.test(value),
  // E.164: a plus, the code of the State, at most fifteen digits.
  phone: (value) => /^\+[1-9]\d{6,14}$/u.test(compact(value)),
  // 3GPP TS 23.003: fifteen digits with a check digit, or sixteen with a software version in its place.
  imei: (value) => (/^\d{15}$/u.test(compact(value)) ? isLuhn(compact(value)) : /^\d{16}$/u.test(compact(value))),
  imsi: (value) => /^\d{14,15}$/u.test(compact(value)),
  ip: (value) => isIpv4(value.trim()) || isIpv6(value.trim()),
  iban: (value) => looksLikeIban(value) && hasValidCheckDigits(value),
  card: (value) => /^\d{12,19}$/u.test(compact(value)) && isLuhn(compact(value)),
  wallet: (value) => /^[A-Za-z0-9:]{20,120}$/u.test(value.trim()),
  passport: (value) => /^[A-Z0-9]{5,15}$/u.test(compact(value)),
  // A ship by its IMO number or its MMSI.
  vessel: (value) => {
    const digits = compact(value).replace(/^IMO:?/u, '')
    return /^\d{7}$/u.test(digits) ? isImoNumber(digits) : /^\d{9}$/u.test(digits)
  },
  // ICAO Annex 7: a nationality mark of the State, then the registration.
  aircraft: (value) => /^[A-Z0-9]{1,2}-?[A-Z0-9]{2,5}$/u.test(value.trim().toUpperCase()),
  container: (value) => isContainer(compact(value)),
}

/** Whether a value can be what its kind says: form and check digits. */
export function isWellFormed(kind: IdentifierKind, value: string): boolean {
  return wellFormed[kind]?.(value) ?? true
}

/** Kinds that name somebody only together with the moment at which they were seen: a provider hands addresses on. */
const ofAMoment: readonly IdentifierKind[] = ['ip']

/** Whether an identifier needs a moment and has none, or has one without the offset of its clock. */
export function lacksMoment({ kind, on, time }: Identifier): boolean {
  return kind !== undefined && ofAMoment.includes(kind) && (on === undefined || time === undefined)
}

/** Whether a moment is given that may be a day early or late: its clock's offset from UTC is not said. */
export function lacksOffset({ time, offset }: Identifier): boolean {
  return time !== undefined && offset === undefined
}
