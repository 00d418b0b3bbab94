/**
 * Just as much of DER (ITU-T X.690) as signatures take: X.509 itself is read by `node:crypto`. What was signed is
 * compared byte for byte, so a node keeps the bytes it was read from and nothing is ever encoded anew to be checked.
 */

/** Bytes that are not what their kind demands. Caught where a file is read; never leaves this package. */
export class NotReadable extends Error {}

/** One value as it was read. */
export interface DerNode {
  /** The identifier octet: 0x30 a sequence, 0xa0 the first of an implicit choice. */
  readonly tag: number
  /** The whole value, header included. */
  readonly bytes: Buffer
  readonly content: Buffer
}

const indefinite = 0x80

function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly next: number } {
  const first = bytes[at]
  if (first === undefined) throw new NotReadable('a value ends before its length')
  if (first < indefinite) return { length: first, next: at + 1 }
  const octets = first & 0x7f
  if (octets === 0 || octets > 4 || at + 1 + octets > bytes.length) throw new NotReadable('a length that DER does not have')
  return { length: bytes.readUIntBE(at + 1, octets), next: at + 1 + octets }
}

/** A value of indefinite length ends with two zero octets; key files of some programs are written so. */
function readIndefinite(bytes: Buffer, at: number, depth: number): { readonly content: Buffer; readonly end: number } {
  if (depth > 20) throw new NotReadable('too deep')
  const start = at + 2
  let next = start
  while (next + 2 <= bytes.length) {
    if (bytes[next] === 0 && bytes[next + 1] === 0) return { content: bytes.subarray(start, next), end: next + 2 }
    next += readAt(bytes, next, true, depth + 1).bytes.length
  }
  throw new NotReadable(`the value at ${at} does not end`)
}

function readAt(bytes: Buffer, at: number, ber: boolean, depth = 0): DerNode {
  const tag = bytes[at]
  if (tag === undefined || (tag & 0x1f) === 0x1f) throw new NotReadable('no tag that we know')
  if (ber && (tag & 0x20) !== 0 && bytes[at + 1] === indefinite) {
    const { content, end } = readIndefinite(bytes, at, depth)
    return { tag, bytes: bytes.subarray(at, end), content }
  }
  const { length, next } = lengthAt(bytes, at + 1)
  if (next + length > bytes.length) throw new NotReadable('a value that is longer than what holds it')
  return { tag, bytes: bytes.subarray(at, next + length), content: bytes.subarray(next, next + length) }
}

/** The first value of the bytes; what follows is left alone, as the zeros after a signature in a PDF. */
export function readDer(bytes: Uint8Array, { ber = false } = {}): DerNode {
  return readAt(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, ber)
}

/** The values within a value. */
export function childrenOf(node: DerNode, { ber = false } = {}): readonly DerNode[] {
  const children: DerNode[] = []
  for (let at = 0; at < node.content.length;) {
    const child = readAt(node.content, at, ber)
    children.push(child)
    at += child.bytes.length
    if (children.length > 10_000) throw new NotReadable('too many values')
  }
  return children
}

/** The child at a place, which must be there and, where a tag is named, bear it. */
export function childOf(node: DerNode, index: number, tag?: number, options?: { readonly ber: boolean }): DerNode {
  return demand(childrenOf(node, options)[index], tag)
}

/** The node, where it is there and bears the tag. */
export function demand(node: DerNode | undefined, tag?: number): DerNode {
  if (node === undefined || (tag !== undefined && node.tag !== tag)) throw new NotReadable('a value is missing or of another kind')
  return node
}

/** An object identifier in dots. */
export function oidOf(node: DerNode): string {
  const arcs: number[] = []
  let arc = 0
  for (const octet of demand(node, 0x06).content) {
    arc = arc * 128 + (octet & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw new NotReadable('an identifier too large')
    if (octet < 0x80) {
      arcs.push(arc)
      arc = 0
    }
  }
  const [first = 0, ...rest] = arcs
  const top = Math.min(Math.floor(first / 40), 2)
  return [top, first - top * 40, ...rest].join('.')
}

/** A whole number that is small: a version, a count. */
export function smallOf(node: DerNode): number {
  const { content } = demand(node, 0x02)
  if (content.length === 0 || content.length > 6) throw new NotReadable('a number too large')
  return content.readIntBE(0, content.length)
}

/** The octets of a string, joined where BER cut it in pieces. */
export function octetsOf(node: DerNode): Buffer {
  if (node.tag === 0x04 || node.tag === 0x80) return node.content
  if (node.tag === 0x24 || node.tag === 0xa0)
    return Buffer.concat(childrenOf(node, { ber: true }).map((piece) => demand(piece, 0x04).content))
  throw new NotReadable('not a string of octets')
}

/** A time as `20260909101500Z`, with or without fractions, or in its short form. */
export function timeOf(node: DerNode): Date {
  const text = node.content.toString('latin1')
  const short = node.tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/u.exec(short)
  if (found === null || (node.tag !== 0x17 && node.tag !== 0x18)) throw new NotReadable('not a time')
  const [, year, month, day, hour, minute, second, fraction = ''] = found
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`)
  if (Number.isNaN(date.getTime())) throw new NotReadable('not a time')
  return date
}

/** Encodes a value under its tag. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const octets =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : length < 0x1_00_00
          ? [0x82, length >> 8, length & 0xff]
          : [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...octets), content])
}

/** Encodes a sequence of values. */
export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts)
}

/** DER orders the members of a set by their encoding. */
export function setOf(...parts: readonly Uint8Array[]): Buffer {
  return der(0x31, ...parts.toSorted((a, b) => Buffer.compare(a, b)))
}

/** Encodes an object identifier. */
export function oid(dots: string): Buffer {
  const [top = 0, second = 0, ...rest] = dots.split('.').map(Number)
  const arcs = [top * 40 + second, ...rest].flatMap((arc) => {
    const octets = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) octets.unshift((left & 0x7f) | 0x80)
    return octets
  })
  return der(0x06, Buffer.from(arcs))
}

/** A number that is not negative, from its octets. */
export function integer(octets: Uint8Array): Buffer {
  const start = octets.findIndex((octet) => octet !== 0)
  const bare = start < 0 ? Buffer.of(0) : Buffer.from(octets.subarray(start))
  return der(0x02, (bare[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bare]) : bare)
}

/** Encodes a string of octets. */
export function octetString(bytes: Uint8Array): Buffer {
  return der(0x04, bytes)
}
