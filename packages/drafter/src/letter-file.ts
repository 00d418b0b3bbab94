import type { FileStream } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import { invalid } from '@comity/domain/problem'
import type { Request } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import { inLanguage } from '@comity/letters/in-language'
import { fitsForm, hasTwoLanguages, secondLanguage, writeForm } from '@comity/letters/letter-form'
import { streamOf } from './bytes.ts'

type Query = NonNullable<Parameters<ComityClient['getLetter']>[0]['query']>

/** The letter of a draft, or another of its papers, as a Word file. A PDF is made by a server; here the page is printed. */
export async function letterFile({ content, reference = '' }: Request, query: Query): Promise<Result<FileStream>> {
  const { form = 'letter', language = 'en', format } = query
  const second = query.second ?? secondLanguage(content, language)
  if (format !== 'docx') return fail(invalid('format', 'not-of-this-kind'))
  if (!fitsForm(form, content)) return fail(invalid('form', 'form-without-measure'))
  if (hasTwoLanguages(form) && second === language) return fail(invalid('second', 'same-language'))
  const frame = { ...inLanguage(language), reference, draft: true }
  const { renderDocx } = await import('@comity/letters/docx')
  const bytes = await renderDocx(writeForm(form, content, frame, inLanguage(second)))
  const languages = hasTwoLanguages(form) ? `${language}-${second}` : language
  const name = [reference === '' ? 'letter' : reference, ...(form === 'letter' ? [] : [form]), languages, 'docx'].join('.')
  const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return ok({ name, mediaType, size: bytes.length, stream: streamOf(bytes) })
}
