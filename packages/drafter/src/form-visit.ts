import type { FileStream } from '@comity/contract/operation'
import type { Visit } from '@comity/web/page'

async function* bytesOf(file: File): AsyncIterable<Uint8Array> {
  yield new Uint8Array(await file.arrayBuffer())
}

function streamOf(file: File): FileStream {
  return { name: file.name, mediaType: file.type, size: file.size, stream: bytesOf(file) }
}

/** What a form sends: its fields, the button that was pressed, and its files. A file field that was left alone sends none. */
export function readFormData(data: FormData): Pick<Visit, 'form' | 'files'> {
  const form = new URLSearchParams()
  const files: { field: string; file: FileStream }[] = []
  for (const [field, value] of data) {
    if (typeof value === 'string') form.append(field, value.replaceAll(/\r?\n/gu, '\r\n'))
    else if (value.name !== '' || value.size > 0) files.push({ field, file: streamOf(value) })
  }
  return { form, files }
}
