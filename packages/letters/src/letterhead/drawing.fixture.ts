import { zlibSync } from 'fflate'

const table = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

/** A chunk of a PNG (ISO/IEC 15948, 5.3) with its checksum. */
export function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  chunk.set(new TextEncoder().encode(name), 4)
  chunk.set(data, 8)
  let sum = 0xffffffff
  for (const byte of chunk.subarray(4, data.length + 8)) sum = (table[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)
  view.setUint32(data.length + 8, (sum ^ 0xffffffff) >>> 0)
  return chunk
}

/** Puts the chunks of a PNG behind its signature. */
export function pngOf(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...chunks.flatMap((chunk) => [...chunk])])
}

/** The head of a PNG in eight-bit colour with transparency. */
export function pngHead(width: number, height: number): Uint8Array {
  const head = new Uint8Array(13)
  new DataView(head.buffer).setUint32(0, width)
  new DataView(head.buffer).setUint32(4, height)
  head.set([8, 6, 0, 0, 0], 8)
  return pngChunk('IHDR', head)
}

/** An emblem of no State: a ring with a star of so many points, as PNG with a transparent ground. */
export function emblemPng(points: number, [red, green, blue]: readonly [number, number, number], size = 240): Uint8Array {
  const rows = new Uint8Array(size * (size * 4 + 1))
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [across, down] = [(x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5]
      const far = Math.hypot(across, down) * 2
      const turn = ((Math.atan2(across, -down) / (2 * Math.PI)) * points + points) % 1
      const star = 0.28 + 0.42 * Math.abs(1 - 2 * turn)
      if (!(far < 0.98 && far > 0.86) && far > star) continue
      rows.set([red, green, blue, 255], y * (size * 4 + 1) + 1 + x * 4)
    }
  }
  return pngOf([pngHead(size, size), pngChunk('IDAT', zlibSync(rows)), pngChunk('IEND', new Uint8Array())])
}
