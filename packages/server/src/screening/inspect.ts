import { type Caution, cautions } from '@comity/domain/screening/verdict'
import { pdfCautions } from './pdf-cautions.ts'
import { pictureCautions } from './picture-cautions.ts'
import { wordCautions, zipCautions } from './zip-cautions.ts'

/** Types that can hold more than what they show. */
export const inspectedTypes: readonly string[] = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.etsi.asic-e+zip',
  'application/zip',
  'image/png',
  'image/jpeg',
]

function found(bytes: Buffer, type: string): readonly Caution[] {
  switch (type) {
    case 'application/pdf':
      return pdfCautions(bytes)
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return wordCautions(bytes)
    case 'application/vnd.etsi.asic-e+zip':
    case 'application/zip':
      return zipCautions(bytes)
    case 'image/png':
    case 'image/jpeg':
      return pictureCautions(bytes, type)
    default:
      return []
  }
}

/** What in a file asks for care, in the order of the list. Whoever made the file may mean ill: call it where memory and time have an end. */
export function inspect(bytes: Buffer, type: string): readonly Caution[] {
  const all = found(bytes, type)
  return cautions.filter((caution) => all.includes(caution))
}
