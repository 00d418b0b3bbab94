const romans = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const

/** A Roman numeral, from 1. */
export function roman(count: number): string {
  let rest = count
  let numeral = ''
  for (const [value, letters] of romans) {
    while (rest >= value) {
      numeral += letters
      rest -= value
    }
  }
  return numeral
}

/** A letter from `a`, then `aa`, as columns are counted; from 1. */
export function letter(count: number): string {
  const rest = count - 1
  const last = String.fromCodePoint(97 + (rest % 26))
  return rest < 26 ? last : letter(Math.floor(rest / 26)) + last
}
