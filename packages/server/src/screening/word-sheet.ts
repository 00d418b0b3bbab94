/** Where words stand on a page: in its units, from left to right. */
export interface WordPlace {
  readonly x: number
  readonly y: number
  readonly end: number
  readonly size: number
}

/** In parts of the size of the letters: how far words of one line stand apart, its lines, and its paragraphs. */
const gap = 0.15
const lineGap = 0.6
const paragraphGap = 1.9

interface Piece {
  readonly signs: readonly string[]
  readonly place: WordPlace
}

/** A letter from right to left, any other letter, a digit, or a sign of no direction. */
function kindOf(sign: string): 'R' | 'L' | 'D' | 'N' {
  if (/^[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u.test(sign)) return 'R'
  if (/^\p{L}/u.test(sign)) return 'L'
  return /^\p{N}/u.test(sign) ? 'D' : 'N'
}

/** Signs that were drawn from left to right, in the order in which they are read. */
function inReadingOrder(drawn: readonly string[]): string {
  const count = (kind: string) => drawn.filter((sign) => kindOf(sign) === kind).length
  const isFromRight = count('R') > count('L')
  const signs = isFromRight ? drawn.toReversed() : [...drawn]
  const against = isFromRight ? /[LD](?:[LDN]*[LD])?/gu : /R(?:[RN]*R)?/gu
  for (const { index, 0: run } of signs.map(kindOf).join('').matchAll(against))
    signs.splice(index, run.length, ...signs.slice(index, index + run.length).toReversed())
  return signs.join('')
}

/** Words as they come, with the spaces and line ends that their places tell. */
export class WordSheet {
  private done = ''
  private line: Piece[] = []
  private kept = 0
  private readonly limit: number

  /** @param limit most signs that are kept; the last line may go beyond */
  constructor(limit: number) {
    this.limit = limit
  }

  get isFull(): boolean {
    return this.kept > this.limit
  }

  put(signs: readonly string[], place: WordPlace): void {
    if (signs.length === 0) return
    const last = this.line.at(-1)
    const down = last === undefined ? 0 : Math.abs(place.y - last.place.y) / place.size
    if (down > lineGap) this.endLine(down > paragraphGap ? '\n\n' : '\n')
    this.line.push({ signs, place })
    this.kept += signs.length
  }

  /** A mark where something could not be read. */
  mark(): void {
    this.endLine('\uFFFD')
  }

  /** What follows is on another page. */
  turn(): void {
    this.endLine('\n\n')
  }

  /** All of it. */
  text(): string {
    this.endLine('')
    return this.done.replaceAll(/\n{3,}/gu, '\n\n').trim()
  }

  private endLine(end: string): void {
    const isTurned = this.line.some(({ signs }) => signs.some((sign) => kindOf(sign) === 'R'))
    // What controls direction is drawn as a space over other letters: here only places tell what stands apart.
    const spoken = this.line.filter(({ signs }) => !isTurned || signs.some((sign) => sign.trim() !== ''))
    const pieces = isTurned ? spoken.toSorted((a, b) => a.place.x - b.place.x) : spoken
    const signs = pieces.flatMap((piece, at) => [...this.between(pieces[at - 1], piece), ...piece.signs])
    this.done += (isTurned ? inReadingOrder(signs) : signs.join('')) + end
    this.line = []
  }

  private between(before: Piece | undefined, { signs, place: { x, size } }: Piece): readonly string[] {
    if (before === undefined || before.signs.at(-1) === ' ' || signs[0] === ' ') return []
    const { end } = before.place
    return x - end > gap * size || x < end - size ? [' '] : []
  }
}
