import { joined } from './joined.ts'

const scale = 6
const quiet = 4

/** ISO 3309, as PNG asks. Written out, because letters are made in browsers too. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return ((b << 16) | a) >>> 0
}

function bigEndian(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** A zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4). */
function stored(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)]
  for (let at = 0; at < bytes.length; at += 0xffff) {
    const part = bytes.subarray(at, at + 0xffff)
    const last = at + part.length === bytes.length ? 1 : 0
    parts.push(Uint8Array.of(last, part.length, part.length >> 8, ~part.length, ~part.length >> 8), part)
  }
  return joined([...parts, bigEndian(adler32(bytes))])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(type, (sign) => sign.charCodeAt(0)), data])
  return joined([bigEndian(data.length), named, bigEndian(crc32(named))])
}

/** A QR code as PNG, for Word, which draws no other picture everywhere. Stored without compression, so that it is the same bytes on every machine. */
export function qrPng(modules: readonly string[]): Uint8Array {
  const side = (modules.length + 2 * quiet) * scale
  const bytesOfRow = Math.ceil(side / 8)
  const rows = Array.from({ length: side }, (_, y) => {
    const row = new Uint8Array(1 + bytesOfRow).fill(0xff)
    row[0] = 0
    const signs = modules[Math.floor(y / scale) - quiet] ?? ''
    for (let x = 0; x < side; x += 1) {
      if (signs[Math.floor(x / scale) - quiet] === '1') row[1 + (x >> 3)]! &= ~(0x80 >> (x & 7)) & 0xff
    }
    return row
  })
  // One bit for each point, grey, and nothing unusual.
  const head = joined([bigEndian(side), bigEndian(side), Uint8Array.of(1, 0, 0, 0, 0)])
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return joined([signature, chunk('IHDR', head), chunk('IDAT', stored(joined(rows))), chunk('IEND', new Uint8Array())])
}
