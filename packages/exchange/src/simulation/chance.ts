/** Luck that a seed decides: the same seed, the same luck. */
export interface Chance {
  /** From 0 up to but not including 1. */
  next(): number
  /** A whole number from 0 up to but not including the limit. */
  below(limit: number): number
  /** Whether something happens whose probability is this. */
  hits(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** A UUID of the form that identifiers have. */
  uuid(): string
}

/** Luck from a seed (mulberry32: small, fast, and nothing depends on its quality). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const hex = (digits: number): string =>
    below(16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return {
    next,
    below,
    hits: (probability) => next() < probability,
    pick<T>(from: readonly T[]) {
      return from[below(from.length)] as T
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`,
  }
}
