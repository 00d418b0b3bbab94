import type { FreeText } from './free-text.ts'

/** How far the translator is with a segment. */
export const segmentStates = ['untranslated', 'draft', 'done'] as const
export type SegmentState = (typeof segmentStates)[number]

/** A segment as a translation keeps it. */
export interface KeptSegment {
  /** Stable within its translation, as in `facts.summary.3`: a paragraph keeps it when others come before it. */
  readonly key: string
  /** The source when the translation was last written. */
  readonly source: string
  readonly target?: string
  /** The source that the target was made for. */
  readonly madeFor?: string
  readonly done: boolean
}

/** A segment as it stands beside the request of today. */
export interface Segment extends FreeText {
  readonly key: string
  readonly state: SegmentState
  readonly target?: string
  readonly done: boolean
  readonly madeFor?: string
  /** Its source is no longer the one that its target was made for. */
  readonly stale: boolean
}

/** The field of a key: all but the number at its end. */
export function pathOfKey(key: string): string {
  return key.replace(/\.\d+$/u, '')
}

function numberOf(key: string): number {
  return Number(/\d+$/u.exec(key)?.[0] ?? 0)
}

type Pair = readonly [kept: number, now: number]

/** More pairs of places than this are not compared one by one. */
const fewPairs = 1_000_000

/** The longest run of texts that two lists have in common and in order. */
function longest(kept: readonly string[], now: readonly string[]): readonly Pair[] {
  const lengths = Array.from({ length: kept.length + 1 }, () => new Uint16Array(now.length + 1))
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0
  for (let row = kept.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const cells = lengths[row]
      if (cells === undefined) continue
      cells[column] = kept[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const pairs: Pair[] = []
  for (let row = 0, column = 0; row < kept.length && column < now.length;) {
    if (kept[row] === now[column]) pairs.push([row++, column++])
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return pairs
}

/** Some run that two long lists have in common and in order: each text with the next equal one. */
function some(kept: readonly string[], now: readonly string[]): readonly Pair[] {
  const places = new Map<string, number[]>()
  for (const [row, text] of kept.entries()) places.set(text, [...(places.get(text) ?? []), row])
  const pairs: Pair[] = []
  for (const [column, text] of now.entries()) {
    const after = pairs.at(-1)?.[0] ?? -1
    const row = places.get(text)?.find((place) => place > after)
    if (row !== undefined) pairs.push([row, column])
  }
  return pairs
}

/** What two lists of texts have in common and in order. */
function common(kept: readonly string[], now: readonly string[]): readonly Pair[] {
  const least = Math.min(kept.length, now.length)
  let head = 0
  while (head < least && kept[head] === now[head]) head += 1
  let tail = 0
  while (tail < least - head && kept.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  const [before, after] = [kept.slice(head, kept.length - tail), now.slice(head, now.length - tail)]
  const between = before.length * after.length <= fewPairs ? longest(before, after) : some(before, after)
  return [
    ...Array.from({ length: head }, (_, place): Pair => [place, place]),
    ...between.map(([row, column]): Pair => [row + head, column + head]),
    ...Array.from({ length: tail }, (_, place): Pair => [kept.length - tail + place, now.length - tail + place]),
  ]
}

/** Which kept segment each paragraph continues: the equal ones first, then, between two of those, one after the other. */
function continued(kept: readonly KeptSegment[], now: readonly FreeText[]): readonly (KeptSegment | undefined)[] {
  const pairs = common(
    kept.map(({ source }) => source),
    now.map(({ text }) => text),
  )
  const of: (KeptSegment | undefined)[] = now.map(() => undefined)
  let [row, column] = [0, 0]
  for (const [nextRow, nextColumn] of [...pairs, [kept.length, now.length] as const]) {
    for (; row < nextRow && column < nextColumn; row += 1, column += 1) of[column] = kept[row]
    of[nextColumn] = kept[nextRow]
    row = nextRow + 1
    column = nextColumn + 1
  }
  return of.slice(0, now.length)
}

function stateOf({ target, done }: { readonly target?: string; readonly done: boolean }): SegmentState {
  return target === undefined ? 'untranslated' : done ? 'done' : 'draft'
}

function segmentOf(text: FreeText, key: string, kept: KeptSegment | undefined): Segment {
  const { target, madeFor, done = false } = kept ?? {}
  const said = target === undefined ? { done: false } : { target, done, ...(madeFor === undefined ? {} : { madeFor }) }
  return { ...text, key, ...said, state: stateOf(said), stale: target !== undefined && madeFor !== undefined && madeFor !== text.text }
}

/**
 * Lays what a translation keeps beside what the request says now. A paragraph that is as it was keeps its translation wherever it
 * has moved to; one that was changed keeps it as stale; a new one has none. What the request no longer says is left out.
 */
export function segmentsOf(kept: readonly KeptSegment[], texts: readonly FreeText[]): readonly Segment[] {
  const paths = [...new Set(texts.map(({ path }) => path))]
  return paths.flatMap((path) => {
    const now = texts.filter((text) => text.path === path)
    const own = kept.filter(({ key }) => pathOfKey(key) === path)
    let last = Math.max(0, ...own.map(({ key }) => numberOf(key)))
    const of = continued(own, now)
    return now.map((text, place) => segmentOf(text, of[place]?.key ?? `${path}.${(last += 1)}`, of[place]))
  })
}

/** What is kept of segments when the translation is written. */
export function keptOf(segments: readonly Segment[]): readonly KeptSegment[] {
  return segments.map(({ key, text, target, madeFor, done }) => ({
    key,
    source: text,
    done,
    ...(target === undefined ? {} : { target }),
    ...(madeFor === undefined ? {} : { madeFor }),
  }))
}

/** What a translator says in one segment, for the source that stood before their eyes. */
export interface Said {
  readonly key: string
  /** Empty takes the translation of the segment back. */
  readonly target: string
  readonly done: boolean
  readonly source: string
}

/** A paragraph stays one paragraph, and a line one line, so that the letter has the same numbers in both languages. */
export function inOnePiece(target: string, line: boolean): string {
  return line ? target.replaceAll(/\s*\n\s*/gu, ' ').trim() : target.replaceAll(/\n[\t ]*\n\s*/gu, '\n').trim()
}

/** The segments after a translator has said something in some of them. */
export function withSaid(segments: readonly Segment[], said: readonly Said[]): readonly Segment[] {
  const by = new Map(said.map((one) => [one.key, one]))
  return segments.map((segment) => {
    const one = by.get(segment.key)
    if (one === undefined) return segment
    const { key, path, text, line } = segment
    const target = inOnePiece(one.target, line)
    if (target === '') return segmentOf({ path, text, line }, key, undefined)
    return segmentOf({ path, text, line }, key, { key, source: text, target, madeFor: one.source, done: one.done })
  })
}
