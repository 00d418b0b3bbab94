import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { Unzlib } from 'fflate'
import { joined } from '../joined.ts'

/** A picture for the head of letters, as it is kept: its pixels and nothing else. */
export interface Emblem {
  readonly png: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** Largest emblem taken in, in bytes, and in pixels of a side. */
export const emblemLimit = 512 * 1024
const sideLimit = 2000
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** What makes the picture. Text, places, dates and profiles beside it are left out (ISO/IEC 15948, 11). */
const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
/** Samples of a pixel by the type of its colours (ISO/IEC 15948, table 11.1). */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

interface Chunk {
  readonly name: string
  readonly whole: Uint8Array
  readonly data: Uint8Array
}

/**
 * Reads an emblem. Only PNG: a drawing in SVG can run script, fetch, and look different in every program.
 * @returns the picture without anything that was written beside it; `emblem-not-png`, `emblem-damaged` or `emblem-too-wide`
 */
export function readEmblem(bytes: Uint8Array): Result<Emblem> {
  if (signature.some((byte, place) => bytes[place] !== byte)) return fail(invalid('emblem', 'emblem-not-png'))
  const chunks = chunksOf(bytes)
  const head = chunks?.[0]
  if (chunks === undefined || head?.name !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)?.name !== 'IEND')
    return fail(invalid('emblem', 'emblem-damaged'))
  const view = new DataView(head.data.buffer, head.data.byteOffset, 13)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  if (width === 0 || height === 0 || width > sideLimit || height > sideLimit)
    return fail(invalid('emblem', 'emblem-too-wide', { limit: sideLimit }))
  const bits = (samples[view.getUint8(9)] ?? 0) * view.getUint8(8)
  // Interlaced pictures come in seven small ones; no program that draws an emblem needs that.
  const length = bits === 0 || view.getUint8(12) !== 0 ? undefined : height * (Math.ceil((width * bits) / 8) + 1)
  const pixels = chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)
  if (length === undefined || !unpacksTo(pixels, length)) return fail(invalid('emblem', 'emblem-damaged'))
  const parts = [Uint8Array.from(signature), ...chunks.filter(({ name }) => kept.has(name)).map(({ whole }) => whole)]
  return ok({ png: joined(parts), width, height })
}

function chunksOf(bytes: Uint8Array): readonly Chunk[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = 8; at < bytes.length;) {
    const length = at + 12 <= bytes.length ? view.getUint32(at) : bytes.length
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const name = String.fromCodePoint(...bytes.subarray(at + 4, at + 8))
    // A critical chunk that nobody knows, as of an animation, may change what is seen (ISO/IEC 15948, 5.4).
    if (/^[A-Z]/u.test(name) && !kept.has(name)) return undefined
    chunks.push({ name, whole: bytes.subarray(at, end), data: bytes.subarray(at + 8, at + 8 + length) })
    at = end
    if (name === 'IEND') return chunks
  }
  return undefined
}

/** Whether the packed pixels are exactly as many as the head of the picture says. */
function unpacksTo(pixels: readonly Uint8Array[], length: number): boolean {
  const grown = { length: 0 }
  const packed = joined(pixels)
  try {
    const inflater = new Unzlib((chunk) => {
      grown.length += chunk.length
    })
    for (let from = 0; from < packed.length; from += 4096) {
      inflater.push(packed.subarray(from, from + 4096), from + 4096 >= packed.length)
      if (grown.length > length) return false
    }
  } catch {
    return false
  }
  return grown.length === length
}
