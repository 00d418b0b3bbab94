/** Length of a block, in bytes. */
export const block = 512
const record = 20 * block

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}

/**
 * The one header that an entry can have: a plain file of nobody, readable by its owner's group and the world, without a time.
 * `tar --format=ustar --numeric-owner --owner=0 --group=0 --mtime=@0 --mode=0644` writes the same.
 */
export function header(name: string, length: number): Uint8Array {
  const bytes = new Uint8Array(block)
  const write = (text: string, at: number): void => {
    for (let place = 0; place < text.length; place++) bytes[at + place] = text.charCodeAt(place)
  }
  write(name.slice(0, 100), 0)
  write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(length, 12) + octal(0, 12), 100)
  write('        0', 148)
  write('ustar\u000000', 257)
  write(octal(0, 8) + octal(0, 8), 329)
  let sum = 0
  for (const byte of bytes) sum += byte
  write(`${octal(sum, 7)} `, 148)
  return bytes
}

/** What a header says: a name and a length. Whether it is one of ours is seen by writing it again. */
export function readHeader(bytes: Uint8Array): { readonly name: string; readonly length: number } | undefined {
  // Not a plain file: not worth a header of ours.
  if (bytes[156] !== 0x30 || bytes[257] !== 0x75) return undefined
  const text = String.fromCharCode(...bytes.subarray(0, 136))
  const name = text.slice(0, text.indexOf('\0'))
  const length = Number.parseInt(text.slice(124, 135), 8)
  if (!Number.isSafeInteger(length)) return undefined
  const ours = header(name, length)
  if (ours.length !== bytes.length) return undefined
  for (let at = 0; at < block; at += 1) if (ours[at] !== bytes[at]) return undefined
  return { name, length }
}

/** Whether there is nothing but zeros. */
export function isZero(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0) return false
  return true
}

/** The zeros after a file of a length. */
export function filling(length: number): number {
  return (block - (length % block)) % block
}

/** The zeros at the end: two blocks, and as many as fill the last record. */
export function closing(written: number): number {
  return Math.ceil((written + 2 * block) / record) * record - written
}

/** Length of an archive of files of these lengths. In bytes. */
export function tarLength(lengths: readonly number[]): number {
  const written = lengths.reduce((sum, length) => sum + block + length + filling(length), 0)
  return written + closing(written)
}
