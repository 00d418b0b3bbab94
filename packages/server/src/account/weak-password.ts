import { readFileSync } from 'node:fs'
import { invalid, type Problem } from '@comity/domain/problem'

const listed: ReadonlySet<string> = new Set(
  readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
)
const longestListed = 24
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', '1234567890']
const bothWays = rows.flatMap((row) => [row, row.split('').toReversed().join('')])
const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** A run that a hand finds without thinking: one sign again and again, neighbours on the keyboard or in the alphabet, either way. */
function isRun(text: string): boolean {
  if (text.length < 3) return false
  if (bothWays.some((row) => row.includes(text))) return true
  const step = text.charCodeAt(1) - text.charCodeAt(0)
  if (Math.abs(step) > 1) return false
  for (let at = 2; at < text.length; at += 1) if (text.charCodeAt(at) - text.charCodeAt(at - 1) !== step) return false
  return true
}

/** What a stretch adds to the words of a password: nothing for padding, one for a common password, undefined where it is something of its own. */
function weightOf(stretch: string): 0 | 1 | undefined {
  if (/^(?:[\s\p{P}\p{S}]+|\d{1,4})$/u.test(stretch) || isRun(stretch)) return 0
  return stretch.length >= 3 && listed.has(stretch) ? 1 : undefined
}

/** The fewest common passwords of which a text can be put together; undefined where something in it is none. */
function wordsIn(text: string): number | undefined {
  const fewest: (number | undefined)[] = [0]
  for (let end = 1; end <= text.length; end += 1) {
    for (let start = Math.max(0, end - longestListed); start < end; start += 1) {
      const before = fewest[start]
      const weight = before === undefined ? undefined : weightOf(text.slice(start, end))
      if (before === undefined || weight === undefined) continue
      fewest[end] = Math.min(fewest[end] ?? Number.POSITIVE_INFINITY, before + weight)
    }
  }
  return fewest[text.length]
}

/** A password that many have: one of the list, or no more than two of them with digits, signs, runs, and letters disguised as digits. */
function isCommon(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  // A short block again and again is the block.
  if (/^(.{1,6}?)\1{2,}$/u.test(plain)) return true
  const undisguised = plain.replaceAll(/[^a-z]/gu, (sign) => disguises[sign] ?? sign)
  return [plain, undisguised].some((text) => listed.has(text) || (wordsIn(text) ?? 3) <= 2)
}

/**
 * Why a password is too easy to guess: many have it (ASVS 6.2.4, 6.2.12), or it says little more than who has it and where (6.2.11).
 * @param own the person's names and those of the authority
 */
export function weaknessOf(password: string, own: readonly string[], field = 'password'): Problem | undefined {
  if (isCommon(password)) return invalid(field, 'password-common')
  const words = own.flatMap((name) => [name, ...name.split(/[\s\p{P}]+/u)]).filter((word) => word.length >= 3)
  let rest = password.normalize('NFKC').toLowerCase()
  for (const word of words.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(word.normalize('NFKC').toLowerCase(), '')
  // What is left without them is what an outsider has to guess.
  return rest.length < 8 ? invalid(field, 'password-own-words') : undefined
}
