import type { ActType } from '../request/act.ts'

/**
 * Where a letter stands in the register: its number is allotted and it waits for the second officer; it was issued; it was
 * declined or changed before it was issued; a later one stands in its place.
 */
export const letterStandings = ['pending', 'issued', 'void', 'replaced'] as const
export type LetterStanding = (typeof letterStandings)[number]

/** What is printed on a letter from the day on which its sending is asked for, and does not change after it. */
export interface PrintedMark {
  /** As in `OUT-2026-000123`. */
  readonly number: string
  /** Without its groups. */
  readonly code: string
  /** Address of the page that checks it. */
  readonly url: string
  /** Calendar date of the letter. */
  readonly date: string
}

/** A letter in the register of what goes out. */
export interface RegisteredLetter extends PrintedMark {
  /** The act that the letter says. */
  readonly act: ActType
  readonly language: string
  readonly standing: LetterStanding
  /** The moment at which it was issued or settled otherwise. */
  readonly settledAt?: string | undefined
  /** Moment at which its sending was asked for, RFC 3339. */
  readonly at: string
  /** SHA-256 of the PDF as it left, in hex, and its pages; of one that goes by paper, from its first printing on. */
  readonly sha256?: string | undefined
  readonly pages?: number | undefined
}

/** The number of a letter: gapless within a year of the authority, in the order in which numbers were allotted. */
export function registerNumber(year: number, serial: number): string {
  return `OUT-${year}-${String(serial).padStart(6, '0')}`
}

/** The mark that a letter in a language bears now: of the one that waits, else of the one that was issued last. */
export function markOf(letters: readonly RegisteredLetter[], act: ActType, language: string): RegisteredLetter | undefined {
  const own = letters.filter((letter) => letter.act === act && letter.language === language)
  return own.findLast(({ standing }) => standing === 'pending') ?? own.findLast(({ standing }) => standing === 'issued')
}
