import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive as somebody writes it who means ill: what it says of itself need not be so. */
export interface ZipEntry {
  readonly name: string
  readonly data: Uint8Array
  /** What it says it will unpack to, in bytes. */
  readonly claimed?: number
  readonly method?: number
  readonly flags?: number
  readonly offset?: number
}

/** Writes a zip file by the letter of its entries (APPNOTE.TXT 6.3.10), without asking whether they make sense. */
export function zipOf(entries: readonly ZipEntry[], { count, comment = '' }: { count?: number; comment?: string } = {}): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, data, claimed = data.length, method = 8, flags = 0, offset } of entries) {
    const packed = method === 8 ? deflateRawSync(data, { level: 6 }) : Buffer.from(data)
    const title = Buffer.from(name)
    const sizes = Buffer.alloc(26)
    sizes.writeUInt16LE(20, 0)
    sizes.writeUInt16LE(flags, 2)
    sizes.writeUInt16LE(method, 4)
    sizes.writeUInt32LE(crc32(data), 10)
    sizes.writeUInt32LE(packed.length, 14)
    sizes.writeUInt32LE(claimed, 18)
    sizes.writeUInt16LE(title.length, 22)
    locals.push(Buffer.from('PK\u0003\u0004'), sizes, title, packed)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset ?? at, 10)
    central.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), sizes, tail, title)
    at += 30 + title.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(count ?? entries.length, 4)
  end.writeUInt16LE(count ?? entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  end.writeUInt16LE(comment.length, 16)
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end, Buffer.from(comment)])
}
