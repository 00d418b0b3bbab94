import { crc32, deflateSync } from 'node:zlib'

const scale = 6
const quiet = 4

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** A QR code as PNG, for Word, which draws no other picture everywhere. Stored without compression, so that it is the same bytes on every machine. */
export function qrPng(modules: readonly string[]): Uint8Array {
  const side = (modules.length + 2 * quiet) * scale
  const bytesOfRow = Math.ceil(side / 8)
  const rows = Array.from({ length: side }, (_, y) => {
    const row = Buffer.alloc(1 + bytesOfRow, 0xff)
    row[0] = 0
    const signs = modules[Math.floor(y / scale) - quiet] ?? ''
    for (let x = 0; x < side; x += 1) {
      if (signs[Math.floor(x / scale) - quiet] === '1') row[1 + (x >> 3)]! &= ~(0x80 >> (x & 7)) & 0xff
    }
    return row
  })
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  // One bit for each point, grey, and nothing unusual.
  head[8] = 1
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.concat(rows), { level: 0 })
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}
