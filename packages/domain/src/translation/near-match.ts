/** A segment that the authority has translated before. */
export interface Remembered {
  readonly source: string
  readonly target: string
}

/** A remembered segment that resembles another, and how much: 1 is equal. */
export interface NearMatch extends Remembered {
  readonly likeness: number
}

/** Below this likeness a suggestion takes longer to read than it saves. */
const leastLikeness = 0.7

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim()
}

/**
 * The words under which a text is found again: without accents or case, and each two neighbouring Han signs as one, since Chinese does
 * not part its words.
 */
export function wordsToFind(text: string): readonly string[] {
  const words = folded(text).match(/\p{Script=Han}+|[\p{L}\p{Nd}]+/gu) ?? []
  const pairs = (run: string): string[] => Array.from(run).flatMap((sign, at, all) => (at === 0 ? [] : [(all[at - 1] ?? '') + sign]))
  return [...new Set(words.flatMap((run) => (/\p{Script=Han}/u.test(run) ? pairs(run) : [run])))]
}

function grams(text: string): ReadonlyMap<string, number> {
  const signs = Array.from(` ${folded(text)} `)
  const counts = new Map<string, number>()
  for (let at = 0; at + 2 < signs.length; at += 1) {
    const gram = signs.slice(at, at + 3).join('')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

/** How much two texts are alike, from 0 to 1: the share of their groups of three signs that both have (Dice's coefficient). */
export function likeness(a: string, b: string): number {
  const [first, second] = [grams(a), grams(b)]
  const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0)
  const all = sum(first) + sum(second)
  if (all === 0) return a === b ? 1 : 0
  const both = [...first].reduce((total, [gram, count]) => total + Math.min(count, second.get(gram) ?? 0), 0)
  return (2 * both) / all
}

const hidden = '…'

/**
 * A remembered text without what is another case's own: each word with a digit, and each word that stands in its source and its
 * target alike, as names do, unless the segment at hand has it too. A translator sees the text of no other request (DESIGN.md rule 2).
 */
export function withoutNames({ source, target }: Remembered, text: string): Remembered {
  const wordPattern = /[\p{L}\p{Nd}](?:[\p{L}\p{Nd}@._:/'’-]*[\p{L}\p{Nd}])?/gu
  const known = new Set(text.toLowerCase().match(wordPattern) ?? [])
  const inTarget = new Set(target.toLowerCase().match(wordPattern) ?? [])
  const inSource = new Set(source.toLowerCase().match(wordPattern) ?? [])
  const hide = (whole: string): string =>
    whole.replaceAll(wordPattern, (word) => {
      const plain = word.toLowerCase()
      if (known.has(plain)) return word
      return /\p{Nd}/u.test(word) || (/\p{Lu}/u.test(word) && inTarget.has(plain) && inSource.has(plain)) ? hidden : word
    })
  return { source: hide(source), target: hide(target) }
}

/** Of remembered segments, those most like a text, the most alike first, with nothing of another case in them. */
export function nearMatches(text: string, remembered: readonly Remembered[], most = 3): readonly NearMatch[] {
  return remembered
    .map((one) => ({ one, likeness: likeness(text, one.source) }))
    .filter((match) => match.likeness >= leastLikeness)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ one, likeness: like }) => ({ ...(one.source === text ? one : withoutNames(one, text)), likeness: like }))
}
