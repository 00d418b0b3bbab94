import { instruments } from './instrument.ts'
import { type NameLanguage, states, stateName } from './state.ts'

/** How many are offered where nothing fits. */
const offered = 3

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

/** Letters to add, take or change to make one of the other; a prefix costs little. */
function distance(given: string, wanted: string): number {
  if (given.length >= 3 && wanted.startsWith(given)) return 0.5
  let above = Array.from({ length: wanted.length + 1 }, (_, at) => at)
  for (const [row, letter] of Array.from(given).entries()) {
    const line = [row + 1]
    for (const [at, other] of Array.from(wanted).entries()) {
      const change = (above[at] ?? 0) + (letter === other ? 0 : 1)
      line.push(Math.min(change, (above[at + 1] ?? 0) + 1, (line[at] ?? 0) + 1))
    }
    above = line
  }
  return above.at(-1) ?? wanted.length
}

function nearest(given: string, all: readonly { readonly id: string; readonly words: readonly string[] }[]): readonly string[] {
  const asked = plain(given).slice(0, 80)
  return all
    .map(({ id, words }) => ({ id, far: Math.min(...words.map((word) => distance(asked, plain(word)) / Math.max(3, asked.length))) }))
    .filter(({ far }) => far <= 0.67)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, offered)
    .map(({ id }) => id)
}

/** The codes of the States whose code or name comes nearest to what was given. */
export function nearestStates(given: string, language: NameLanguage): readonly string[] {
  return nearest(
    given,
    states.map(({ code }) => ({ id: code, words: [code, stateName(code, language), stateName(code, 'en')] })),
  )
}

/** The ids of the instruments whose id or short title comes nearest to what was given. */
export function nearestInstruments(given: string): readonly string[] {
  return nearest(
    given,
    instruments.map(({ id, shortTitles }) => ({ id, words: [id, ...Object.values(shortTitles)] })),
  )
}
