/** A kind of file that an authority exchanges: its endings, and what its first bytes look like. */
interface FileKind {
  readonly type: string
  readonly endings: readonly string[]
  matches(head: Uint8Array): boolean
}

const startsWith =
  (...bytes: readonly number[]) =>
  (head: Uint8Array) =>
    bytes.every((byte, at) => head[at] === byte)
const isZip = startsWith(0x50, 0x4b, 0x03, 0x04)

// oxlint-disable-next-line no-control-regex -- bytes that text does not have
const binary = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/u
const markup = /^\s*(?:<!doctype|<\?xml|<html|<head|<body|<script|<svg|<!--)/iu

/** UTF-8 text that is no page or picture in disguise. A sample may end inside a character. */
function isText(head: Uint8Array): boolean {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head).replace(/^\uFEFF/u, '')
  const whole = head.length < 4000 ? text : text.slice(0, -2)
  return !whole.includes('\uFFFD') && !binary.test(whole) && !markup.test(whole) && !text.startsWith('#!')
}

const kinds: readonly FileKind[] = [
  { type: 'application/pdf', endings: ['pdf'], matches: startsWith(0x25, 0x50, 0x44, 0x46, 0x2d) },
  { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'], matches: isZip },
  { type: 'image/png', endings: ['png'], matches: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'], matches: startsWith(0xff, 0xd8, 0xff) },
  { type: 'application/vnd.etsi.asic-e+zip', endings: ['asice', 'sce'], matches: isZip },
  { type: 'application/zip', endings: ['zip'], matches: isZip },
  { type: 'text/plain', endings: ['txt'], matches: isText },
  { type: 'text/csv', endings: ['csv'], matches: isText },
  { type: 'application/json', endings: ['json'], matches: isText },
]

/** How much of a file tells its type, in bytes. */
export const headLength = 4100

/**
 * The media type of a file, where its bytes and the ending of its name agree and the kind is on the list. Programs,
 * pages, drawings with script and macros under another name are not.
 * @param head the first `headLength` bytes, or all of a shorter file
 */
export function sniffType(head: Uint8Array, name: string): string | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return kinds.find((kind) => kind.endings.includes(ending) && kind.matches(head))?.type
}
