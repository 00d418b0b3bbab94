/** What the CBOR of an authenticator is made of. */
export type Cbor = number | boolean | null | string | Uint8Array | readonly Cbor[] | ReadonlyMap<string | number, Cbor>

const deepest = 4
const mostItems = 64

/** Bytes that are not the CBOR that CTAP 2 writes. */
export class NotCbor extends Error {}

/**
 * Reads one item in the canonical form of CTAP 2 (FIDO CTAP 2.1, section 8): definite and shortest lengths, no tags, no floats,
 * keys that are numbers or text and come once, four levels at most.
 * @returns the item and where it ends
 * @throws NotCbor for anything else
 */
export function readCbor(bytes: Uint8Array, start = 0, depth = 0): { readonly item: Cbor; readonly end: number } {
  if (depth > deepest) throw new NotCbor('too deep')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { kind, value, end } = readHead(view, start)
  switch (kind) {
    case 0:
      return { item: value, end }
    case 1:
      return { item: -1 - value, end }
    case 2:
    case 3: {
      const stop = end + value
      if (stop > bytes.length) throw new NotCbor('cut off')
      const content = bytes.subarray(end, stop)
      return { item: kind === 2 ? content : readText(content), end: stop }
    }
    case 4:
      return readArray(bytes, { start: end, count: value, depth })
    case 5:
      return readMap(bytes, { start: end, count: value, depth })
    case 7:
      if (value === 20 || value === 21) return { item: value === 21, end }
      if (value === 22) return { item: null, end }
      throw new NotCbor('no such value')
    default:
      throw new NotCbor('tags')
  }
}

interface Series {
  readonly start: number
  readonly count: number
  readonly depth: number
}

function readHead(view: DataView, start: number): { readonly kind: number; readonly value: number; readonly end: number } {
  if (start >= view.byteLength) throw new NotCbor('cut off')
  const head = view.getUint8(start)
  const kind = head >> 5
  const short = head & 31
  if (short < 24) return { kind, value: short, end: start + 1 }
  const size = short === 24 ? 1 : short === 25 ? 2 : short === 26 ? 4 : 0
  // Simple values and floats of more than one byte, and lengths of eight: no authenticator's key needs them.
  if (size === 0 || kind === 7 || start + 1 + size > view.byteLength) throw new NotCbor('no such length')
  const value = size === 1 ? view.getUint8(start + 1) : size === 2 ? view.getUint16(start + 1) : view.getUint32(start + 1)
  if (value < (size === 1 ? 24 : size === 2 ? 256 : 65_536)) throw new NotCbor('not the shortest')
  return { kind, value, end: start + 1 + size }
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new NotCbor('text')
  }
}

function readArray(bytes: Uint8Array, { start, count, depth }: Series): { readonly item: Cbor; readonly end: number } {
  if (count > mostItems) throw new NotCbor('too many')
  const items: Cbor[] = []
  let end = start
  for (let n = 0; n < count; n += 1) {
    const read = readCbor(bytes, end, depth + 1)
    items.push(read.item)
    end = read.end
  }
  return { item: items, end }
}

function readMap(bytes: Uint8Array, { start, count, depth }: Series): { readonly item: Cbor; readonly end: number } {
  if (count > mostItems) throw new NotCbor('too many')
  const items = new Map<string | number, Cbor>()
  let end = start
  for (let n = 0; n < count; n += 1) {
    const key = readCbor(bytes, end, depth + 1)
    if (typeof key.item !== 'string' && typeof key.item !== 'number') throw new NotCbor('key')
    if (items.has(key.item)) throw new NotCbor('key twice')
    const value = readCbor(bytes, key.end, depth + 1)
    items.set(key.item, value.item)
    end = value.end
  }
  return { item: items, end }
}
