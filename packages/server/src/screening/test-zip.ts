import { crc32 } from 'node:zlib'

/** A zip file that packs nothing, and lies about itself where it is told to. */
export function zipOf(
  files: Readonly<Record<string, string | Buffer>>,
  { locked = false, size }: { readonly locked?: boolean; readonly size?: number } = {},
): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(locked ? 1 : 0, 2)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(bytes.length, 14)
    head.writeUInt32LE(size ?? bytes.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), bytes])
    const entry = Buffer.alloc(16)
    entry.writeUInt32LE(offset, 12)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), head, entry.subarray(2), Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(central.length, 4)
  end.writeUInt16LE(central.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end])
}
