import type { Caution } from '@comity/domain/screening/verdict'
import { listEntries, type PackageEntry, textOf, unpackEntry } from '@comity/letters/letterhead/package-parts'

/** Most that a zip file may promise to become, in bytes, and the files it may hold: beyond that it is named, and not unpacked. */
const unpackedLimit = 1024 ** 3
const entriesLimit = 10_000
/** Most of its text that is read: what it refers to, and its fields. In bytes. */
const textLimit = 32 * 1024 * 1024

const programs =
  /\.(?:exe|dll|com|scr|pif|cpl|msi|msp|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|url|jar|apk|sh|iso|img|vhdx?|chm|reg)$/iu
const withMacros = /\.(?:doc|dot|xls|xlt|ppt|pot|pps|xl|p)(?:m|b|am|sm)$/iu
const packages = /\.(?:zip|7z|rar|tar|gz|tgz|bz2|xz|zst|cab|ace|arj|eml|msg|docx|xlsx|pptx)$/iu

function sumOf(entries: readonly PackageEntry[]): number {
  return entries.reduce((sum, { size }) => sum + size, 0)
}

/** What every zip file is asked: whether it is locked, and what it would become. */
function bulk(entries: readonly PackageEntry[]): readonly Caution[] {
  return [
    ...(entries.some(({ locked }) => locked) ? ['encrypted' as const] : []),
    ...(sumOf(entries) > unpackedLimit || entries.length > entriesLimit ? ['unpacks' as const] : []),
  ]
}

/** What is in a zip file beside papers: programs, office files with macros, other packages. */
export function zipCautions(zip: Uint8Array): readonly Caution[] {
  const listed = listEntries(zip)
  if (!listed.ok) return ['unread']
  const has = (pattern: RegExp) => listed.value.some(({ name }) => pattern.test(name))
  return [
    ...bulk(listed.value),
    ...(has(programs) ? ['programs' as const] : []),
    ...(has(withMacros) ? ['macros' as const] : []),
    ...(has(packages) ? ['embedded' as const] : []),
  ]
}

/** Signs of XML written as numbers, as in `&#68;`. */
export function plainText(xml: string): string {
  return xml.replaceAll(/&#(x[\da-f]{1,6}|\d{1,7});/giu, (sign, code: string) => {
    const point = code.startsWith('x') || code.startsWith('X') ? Number.parseInt(code.slice(1), 16) : Number(code)
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : sign
  })
}

/** A relationship that fetches as soon as the file is opened, such as a template or a picture; a link that is pressed is none. */
function fetches(relations: string): boolean {
  return (relations.match(/<(?:\w+:)?Relationship\s[^>]*>/gu) ?? []).some(
    (relation) => /TargetMode\s*=\s*["']External["']/iu.test(relation) && !/relationships\/hyperlink["']/iu.test(relation),
  )
}

/** Fields that start another program (DDE), in however many pieces they are written. */
function startsPrograms(xml: string): boolean {
  const spoken = (xml.match(/<w:instrText[^>]*>[^<]*/gu) ?? []).map((piece) => piece.replace(/^[^>]*>/u, '')).join('')
  const said = (xml.match(/w:instr\s*=\s*"[^"]*"/gu) ?? []).join(' ')
  return /DDE(?:AUTO)?\b/iu.test(`${spoken} ${said}`)
}

/** What is in a Word file beside words: macros, objects, what it fetches and starts. */
export function wordCautions(zip: Uint8Array): readonly Caution[] {
  const listed = listEntries(zip)
  if (!listed.ok || !listed.value.some(({ name }) => name === '[Content_Types].xml')) return ['unread']
  const entries = listed.value
  const found = new Set<Caution>(bulk(entries))
  const has = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name))
  if (has(/vbaproject|vbadata|activex/iu)) found.add('macros')
  if (has(/(?:^|\/)embeddings\/|oleobject|afchunk/iu)) found.add('embedded')
  const texts = entries.filter(({ name }) => /\.rels$/iu.test(name) || /^(?:word\/[^/]*\.xml|\[Content_Types\]\.xml)$/iu.test(name))
  if (found.has('encrypted') || sumOf(texts) > textLimit) return [...found.add('unread')]
  for (const entry of texts) {
    const bytes = unpackEntry(zip, entry)
    const text = bytes === undefined ? undefined : textOf(bytes)
    if (text === undefined) return [...found.add('unread')]
    const plain = plainText(text)
    if (entry.name === '[Content_Types].xml' && /macroEnabled|vbaProject|activeX/iu.test(plain)) found.add('macros')
    if (/\.rels$/iu.test(entry.name) && fetches(plain)) found.add('external')
    if (startsPrograms(plain)) found.add('launch')
  }
  return [...found]
}
