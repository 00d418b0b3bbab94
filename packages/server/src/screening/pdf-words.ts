import { NotReadable } from '@comity/signature/der'
import { catalogOf, openPdf, type PdfFile } from '@comity/signature/pdf-file'
import { streamContent } from '@comity/signature/pdf-stream'
import { isArray, isKind, type PdfDictionary, type PdfValue } from '@comity/signature/pdf-value'
import { PdfPageReader } from './pdf-page.ts'
import { WordSheet } from './word-sheet.ts'

/** Most nodes of the tree of pages that are looked at. */
const nodeLimit = 5000

interface Page {
  readonly node: PdfDictionary
  readonly resources: PdfDictionary | undefined
}

/** The pages in their order; a tree that leads back into itself is left. */
function* pagesOf(file: PdfFile): Generator<Page> {
  const waiting: { readonly value: PdfValue | undefined; readonly resources: PdfDictionary | undefined }[] = [
    { value: catalogOf(file).value.entries.get('Pages'), resources: undefined },
  ]
  const seen = new Set<PdfValue>()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const node = file.resolve(next.value)
    if (!isKind(node, 'dictionary') || seen.has(node)) continue
    if (seen.add(node).size > nodeLimit) return
    const own = file.resolve(node.entries.get('Resources'))
    const resources = isKind(own, 'dictionary') ? own : next.resources
    const kids = file.resolve(node.entries.get('Kids'))
    if (isArray(kids))
      waiting.push(
        ...kids
          .slice(0, nodeLimit)
          .toReversed()
          .map((value) => ({ value, resources })),
      )
    else yield { node, resources }
  }
}

function contentOf(file: PdfFile, { node }: Page): Buffer {
  const contents = file.resolve(node.entries.get('Contents'))
  const streams = (isArray(contents) ? contents : [contents]).map((each) => file.resolve(each))
  return Buffer.concat(streams.flatMap((stream) => (isKind(stream, 'stream') ? [streamContent(stream), Buffer.from('\n')] : [])))
}

/**
 * The words of a PDF in the order in which it writes them, as far as its own tables tell what its letters mean; a page that is damaged ends in a mark.
 * @param limit most signs; what is longer may be up to a run of words longer
 * @returns undefined where it is locked or damaged, or there are no words in it, as in a picture of a page
 */
export function pdfWords(bytes: Buffer, limit: number): string | undefined {
  const sheet = new WordSheet(limit)
  try {
    const file = openPdf(bytes)
    const reader = new PdfPageReader(file, sheet)
    for (const page of pagesOf(file)) {
      if (sheet.isFull) break
      try {
        reader.read(contentOf(file, page), page.resources)
      } catch (error) {
        if (!(error instanceof NotReadable)) throw error
        sheet.mark()
      }
      sheet.turn()
    }
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error
    return undefined
  }
  const text = sheet.text()
  return /[\p{L}\p{N}]/u.test(text) ? text : undefined
}
