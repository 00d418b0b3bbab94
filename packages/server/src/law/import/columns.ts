import type { StatusLine } from './status.ts'

const kinds: readonly (readonly [keyof StatusLine, RegExp])[] = [
  ['name', /^(?:participant|party|parties|state|states|country)\b/iu],
  ['inForce', /^(?:entry into force|in ?force)/iu],
  ['ended', /^(?:denunciation|renunciation|termination|withdrawal|ended)/iu],
  ['signed', /^(?:definitive )?(?:signature|signed)/iu],
  ['consent', /ratification|accession|acceptance|approval|consent|succession/iu],
]

/** What each column of a table is, by its heading; the first of a kind counts, so that a renunciation goes before a termination. */
export function columnsOf(headings: readonly string[]): ReadonlyMap<keyof StatusLine, number> {
  const columns = new Map<keyof StatusLine, number>()
  for (const [at, heading] of headings.entries()) {
    const kind = kinds.find(([, pattern]) => pattern.test(heading))?.[0]
    if (kind !== undefined && !columns.has(kind)) columns.set(kind, at)
  }
  return columns
}

/** One line of a table by its columns. */
export function lineOf(cells: readonly string[], columns: ReadonlyMap<keyof StatusLine, number>): StatusLine {
  const line = Object.fromEntries([...columns].map(([kind, at]) => [kind, cells[at] ?? '']))
  return { name: '', ...line }
}
