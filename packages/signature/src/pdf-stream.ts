import { inflateSync } from 'node:zlib'
import { NotReadable } from './der.ts'
import { isArray, isKind, type PdfDictionary, type PdfStream, type PdfValue } from './pdf-value.ts'

/** Most bytes that a stream of objects or cross-references may become. */
const contentLimit = 32 * 1024 * 1024

function numberOf(value: PdfValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

/** Undoes the predictors of PNG (ISO 32000-1 section 7.4.4.4), with which cross-references are packed. */
function unpredict(data: Buffer, parameters: PdfDictionary): Buffer {
  const get = (key: string, otherwise: number) => numberOf(parameters.entries.get(key), otherwise)
  const predictor = get('Predictor', 1)
  if (predictor === 1) return data
  const columns = get('Columns', 1)
  if (predictor < 10 || get('Colors', 1) !== 1 || get('BitsPerComponent', 8) !== 8 || !(columns > 0 && columns < 1000))
    throw new NotReadable('a predictor that cross-references do not have')
  const rows = Math.floor(data.length / (columns + 1))
  const result = Buffer.alloc(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const filter = data[row * (columns + 1)] ?? 0
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column
      const left = column === 0 ? 0 : (result[at - 1] ?? 0)
      const up = row === 0 ? 0 : (result[at - columns] ?? 0)
      const corner = row === 0 || column === 0 ? 0 : (result[at - columns - 1] ?? 0)
      result[at] = (data[row * (columns + 1) + 1 + column] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return result
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return up
    case 3:
      return Math.floor((left + up) / 2)
    case 4: {
      const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
      if (byLeft <= byUp && byLeft <= byCorner) return left
      return byUp <= byCorner ? up : corner
    }
    default:
      throw new NotReadable('a filter that PNG does not have')
  }
}

/** What a stream of objects or of cross-references holds: plain or deflated, and never anything else. */
export function streamContent({ dictionary, bytes }: PdfStream): Buffer {
  const only = (value: PdfValue | undefined) => (isArray(value) && value.length <= 1 ? value[0] : value)
  const filter = only(dictionary.entries.get('Filter'))
  if (filter === undefined || filter === null) return bytes
  if (!isKind(filter, 'name') || filter.name !== 'FlateDecode') throw new NotReadable('a filter that such streams do not have')
  const parameters = only(dictionary.entries.get('DecodeParms'))
  try {
    const data = inflateSync(bytes, { maxOutputLength: contentLimit })
    return isKind(parameters, 'dictionary') ? unpredict(data, parameters) : data
  } catch (error) {
    if (error instanceof NotReadable) throw error
    throw new NotReadable('not what was deflated')
  }
}
