import type { FileReference, RequestContent } from '@comity/domain/request/content'
import { createWriter } from './letter-writer.ts'
import { type Doc, isolated, type Line, text } from './model.ts'
import { phrase } from './phrase.ts'
import { type LetterFrame, requestLetter } from './request-letter.ts'

/**
 * A certificate by which the requesting authority says which files go with its request: each by name, size and
 * SHA-256 of its content, with their count, to be signed and dated. It says nothing of what is in them.
 */
export function certificateOfAuthenticity(content: RequestContent, frame: LetterFrame): Doc {
  const { t, language, names, draft } = frame
  const files = content.attachments ?? []
  const letter = requestLetter(content, frame)
  const writer = createWriter({ t, language, names, draft, written: content.languages?.letter })
  writer.say('letter.certificate.text', {
    authority: writer.given(content.requestingAuthority?.name, 'requesting-authority'),
    state: isolated(names.state(content.requesting)),
    reference: writer.given(frame.reference, 'reference'),
    count: files.length,
  })
  if (files.length > 0) {
    writer.say('letter.certificate.hash')
    writer.table({
      caption: phrase(t, 'letter.certificate.caption', { count: files.length }),
      head: ['number', 'file', 'size', 'hash-column'].map((column) => phrase(t, `letter.certificate.${column}`)),
      rows: files.map((file, place) => [
        [text(String(place + 1))],
        nameOf(file, writer.own),
        phrase(t, 'letter.certificate.bytes', { size: file.size }),
        [isolated(file.sha256.slice(0, 32)), { kind: 'break' }, isolated(file.sha256.slice(32))],
      ]),
      widths: [2, 6, 3, 9],
    })
  }
  return {
    ...letter,
    title: t('letter.certificate.title'),
    blocks: writer.blocks,
    signatures: [
      {
        role: t('letter.signature.role'),
        fields: ['place', 'date', 'name', 'office', 'signature', 'seal'].map((field) => t(`letter.signature.${field}`)),
      },
    ],
  }
}

function nameOf({ name, describes }: FileReference, own: (value: string) => Line[number]): Line {
  return describes === undefined ? [isolated(name)] : [isolated(name), { kind: 'break' }, own(describes)]
}
