import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Element } from '@xmldom/xmldom'
import { readParts } from './letterhead/package-parts.ts'
import { childrenOf, readXml } from './read-xml.ts'
import { type ReturnedFile, type ReturnedSegment, withoutIsolates } from './translation-file.ts'

/** Most text of a Word file that is unpacked, in bytes: a small file can hold a very large one. */
const textLimit = 16 * 1024 * 1024
const part = 'word/document.xml'

/** Word keeps what was deleted in a file with tracked changes; it is not what the file says. */
const leftOut = new Set(['del', 'moveFrom', 'instrText', 'delText', 'rPr', 'pPr', 'tblPr', 'tcPr'])

function wordsOf(element: Element): string {
  return childrenOf(element)
    .map((child): string => {
      const name = child.localName ?? ''
      if (leftOut.has(name)) return ''
      if (name === 't') return child.textContent ?? ''
      if (name === 'br' || name === 'cr') return '\n'
      if (name === 'tab') return ' '
      if (name === 'noBreakHyphen') return '\u2011'
      return wordsOf(child)
    })
    .join('')
}

function cellText(cell: Element): string {
  const paragraphs = (element: Element): readonly Element[] =>
    childrenOf(element).flatMap((child) =>
      child.localName === 'p' ? [child] : child.localName === 'sdt' || child.localName === 'sdtContent' ? paragraphs(child) : [],
    )
  return withoutIsolates(paragraphs(cell).map(wordsOf).join('\n')).trim()
}

function all(element: Element, name: string): readonly Element[] {
  return childrenOf(element).flatMap((child) => [...(child.localName === name ? [child] : []), ...all(child, name)])
}

function rowsIn(body: Element): readonly ReturnedSegment[] {
  return all(body, 'tr').flatMap((row): ReturnedSegment[] => {
    const [number = '', source = '', target = ''] = childrenOf(row, 'tc').map(cellText)
    // The head of the table has words where a row has its number.
    return /^\d{1,6}$/u.test(number) ? [{ segment: Number(number), source, target, done: target !== '' }] : []
  })
}

/**
 * Reads a Word file in two columns that came back: each row whose first cell is a number.
 * @returns `invalid-input` at `file`: no Word file, cut short, or not one of ours
 */
export function readBilingualTable(bytes: Uint8Array): Result<ReturnedFile> {
  const parts = readParts(bytes, textLimit)
  const document = parts.ok ? parts.value.get(part) : undefined
  if (document === undefined) return fail(invalid('file', 'file-not-word'))
  const read = readXml(document)
  if (!read.ok) return read
  const body = read.value.documentElement
  const id = body === null ? undefined : /comity-translation:\s*([0-9a-f-]{36})/u.exec(wordsOf(body))?.[1]
  if (body === null || id === undefined) return fail(invalid('file', 'file-of-another'))
  return ok({ id, segments: rowsIn(body) })
}
