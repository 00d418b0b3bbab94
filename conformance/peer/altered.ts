/** The same bytes with one bit changed, so many bytes before the end. */
export function altered(bytes: Uint8Array, back = 1): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const place = copy.length - back
  copy[place] = (copy[place] ?? 0) ^ 1
  return copy
}
