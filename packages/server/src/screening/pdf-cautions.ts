import { inflateSync } from 'node:zlib'
import type { Caution } from '@comity/domain/screening/verdict'

/** What streams of objects may become together, in bytes. */
const unpackedLimit = 64 * 1024 * 1024

/** Names of ISO 32000-2 that make a file do something when it is opened or touched, or hold others. */
const names: readonly (readonly [Caution, RegExp])[] = [
  ['script', /\/(?:JavaScript|XFA)(?![A-Za-z0-9])/u],
  ['launch', /\/(?:Launch|Rendition|Movie|Sound)(?![A-Za-z0-9])/u],
  ['external', /\/(?:SubmitForm|ImportData|GoToR)(?![A-Za-z0-9])/u],
  ['embedded', /\/(?:EmbeddedFiles?|RichMedia|GoToE|Collection)(?![A-Za-z0-9])/u],
  ['encrypted', /\/Encrypt(?![A-Za-z0-9])/u],
]

/** A sign of a name may be written as a number, as in `/J#61vaScript`. */
function plainNames(text: string): string {
  return text.replaceAll(/#([\dA-Fa-f]{2})/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/**
 * What is in a PDF beside pages. It is searched and not read as programs read it, since one that is damaged on purpose is read by some: every
 * byte, and every stream of objects, unpacked. Objects that are packed another way are said to be unread.
 */
export function pdfCautions(bytes: Buffer): readonly Caution[] {
  const text = plainNames(bytes.toString('latin1'))
  const found = new Set<Caution>()
  const search = (words: string): void => {
    for (const [caution, pattern] of names) if (pattern.test(words)) found.add(caution)
  }
  search(text)
  let left = unpackedLimit
  const raw = bytes.toString('latin1')
  for (const { index } of raw.matchAll(/\bstream\r?\n/gu)) {
    const dictionary = plainNames(raw.slice(Math.max(0, raw.lastIndexOf('obj', index)), index))
    if (!/\/ObjStm(?![A-Za-z0-9])/u.test(dictionary)) continue
    const start = index + 'stream'.length + (raw[index + 6] === '\r' ? 2 : 1)
    const unpacked = /\/Filter\s*\[?\s*\/FlateDecode\s*\]?/u.test(dictionary) ? inflated(bytes.subarray(start), left) : undefined
    if (unpacked === undefined) {
      found.add('unread')
      continue
    }
    left -= unpacked.length
    search(plainNames(unpacked.toString('latin1')))
  }
  return [...found]
}

/** What was deflated from here on; bytes behind it are not its own. */
function inflated(bytes: Buffer, limit: number): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, limit) })
  } catch {
    return undefined
  }
}
