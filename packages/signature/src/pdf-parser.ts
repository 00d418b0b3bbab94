import { NotReadable } from './der.ts'
import type { PdfDictionary, PdfValue } from './pdf-value.ts'

const space = new Set([0, 9, 10, 12, 13, 32])
const delimiter = new Set(Buffer.from('()<>[]{}/%'))
const deepest = 60

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

/** Reads values one after the other, strictly: what two programs could read in two ways is not read at all. */
export class PdfParser {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  skipSpace(): void {
    for (;;) {
      const octet = this.bytes[this.at]
      if (octet === 0x25) while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at += 1
      else if (octet !== undefined && space.has(octet)) this.at += 1
      else return
    }
  }

  /** The signs up to the next space or delimiter; nothing is left behind. */
  private word(): string {
    const start = this.at
    for (let octet = this.bytes[this.at]; octet !== undefined && !space.has(octet) && !delimiter.has(octet); octet = this.bytes[this.at])
      this.at += 1
    if (this.at - start > 1000) throw new NotReadable('a word too long')
    return this.bytes.toString('latin1', start, this.at)
  }

  /** A word that must stand here, as in `obj`. */
  expect(word: string): void {
    this.skipSpace()
    if (this.word() !== word) throw new NotReadable(`no ${word} where one must stand`)
  }

  /** Whether the word stands next; it is read if it does. */
  take(word: string): boolean {
    this.skipSpace()
    const start = this.at
    if (this.word() === word) return true
    this.at = start
    return false
  }

  /** A whole number that is not negative. */
  integer(): number {
    this.skipSpace()
    const word = this.word()
    if (!/^\+?\d{1,12}$/u.test(word)) throw new NotReadable('no number where one must stand')
    return Number(word)
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw new NotReadable('too deep')
    this.skipSpace()
    switch (this.bytes[this.at]) {
      case 0x2f:
        return this.name()
      case 0x28:
        return this.literal()
      case 0x5b:
        return this.array(depth)
      case 0x3c:
        return this.bytes[this.at + 1] === 0x3c ? this.dictionary(depth) : this.hex()
      default:
        return this.plain()
    }
  }

  private plain(): PdfValue {
    const word = this.word()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(word)) throw new NotReadable('not a value')
    const number = Number(word)
    if (!/^\d{1,10}$/u.test(word)) return number
    // `12 0 R` is a reference; `12 0` are two numbers.
    const after = this.at
    this.skipSpace()
    const generation = this.word()
    if (/^\d{1,5}$/u.test(generation) && this.take('R')) return { kind: 'reference', number, generation: Number(generation) }
    this.at = after
    return number
  }

  private name(): PdfValue {
    this.at += 1
    const text = this.word().replaceAll(/#([\dA-Fa-f]{2})/gu, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    return { kind: 'name', name: text }
  }

  private array(depth: number): PdfValue {
    this.at += 1
    const values: PdfValue[] = []
    for (;;) {
      this.skipSpace()
      if (this.bytes[this.at] === 0x5d) break
      values.push(this.value(depth + 1))
    }
    this.at += 1
    return values
  }

  dictionary(depth = 0): PdfDictionary {
    this.skipSpace()
    if (this.bytes[this.at] !== 0x3c || this.bytes[this.at + 1] !== 0x3c) throw new NotReadable('no dictionary where one must stand')
    this.at += 2
    const entries = new Map<string, PdfValue>()
    for (;;) {
      this.skipSpace()
      const octet = this.bytes[this.at]
      if (octet === 0x3e && this.bytes[this.at + 1] === 0x3e) break
      if (octet !== 0x2f) throw new NotReadable('a key that is no name')
      const key = this.name() as { readonly name: string }
      if (entries.has(key.name)) throw new NotReadable('a key twice')
      entries.set(key.name, this.value(depth + 1))
    }
    this.at += 2
    return { kind: 'dictionary', entries }
  }

  private hex(): PdfValue {
    const start = this.at
    const end = this.bytes.indexOf(0x3e, start)
    if (end < 0) throw new NotReadable('a string without an end')
    const digits = this.bytes.toString('latin1', start + 1, end).replaceAll(/[\0\t\n\f\r ]+/gu, '')
    if (!/^[\dA-Fa-f]*$/u.test(digits)) throw new NotReadable('not hexadecimal')
    this.at = end + 1
    return { kind: 'string', bytes: Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'), hex: true, start, end: this.at }
  }

  private literal(): PdfValue {
    const start = this.at
    const octets: number[] = []
    let open = 0
    for (this.at += 1; ; this.at += 1) {
      const octet = this.bytes[this.at]
      if (octet === undefined) throw new NotReadable('a string without an end')
      if (octet === 0x29 && open === 0) break
      if (octet === 0x28) open += 1
      if (octet === 0x29) open -= 1
      if (octet === 0x5c) this.escape(octets)
      else octets.push(octet)
    }
    this.at += 1
    return { kind: 'string', bytes: Buffer.from(octets), hex: false, start, end: this.at }
  }

  private escape(octets: number[]): void {
    this.at += 1
    const next = this.bytes.toString('latin1', this.at, this.at + 3)
    const octal = /^[0-7]{1,3}/u.exec(next)?.[0]
    const sign = next[0] ?? ''
    if (octal !== undefined) {
      octets.push(Number.parseInt(octal, 8) & 0xff)
      this.at += octal.length - 1
    } else if (sign === '\r' && next[1] === '\n') this.at += 1
    else if (sign !== '\r' && sign !== '\n') octets.push(escapes[sign] ?? sign.charCodeAt(0))
  }
}
