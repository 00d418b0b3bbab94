import { fitsForm, hasTwoLanguages, type LetterForm, secondLanguage, writeForm } from '@comity/letters/letter-form'
import { type LetterFrame, requestLetter } from '@comity/letters/request-letter'
import { renderDocx } from '@comity/letters/docx'
import { inLanguage } from '@comity/letters/in-language'
import type { Doc } from '@comity/letters/model'
import { renderPdf } from '@comity/letters/pdf'
import { invalid } from '@comity/domain/problem'
import type { RequestContent } from '@comity/domain/request/content'
import { writeRequestFile } from '@comity/domain/request/schema'
import { fail, ok, type Result } from '@comity/domain/result'
import { progressOf } from '@comity/domain/request/progress'
import type { Request } from '@comity/domain/request/request'
import { localDate } from '../platform/local-date.ts'
import type { AvailableLanguage } from '@comity/language/languages'

export type LetterFormat = 'pdf' | 'docx'

export const letterMediaType: Readonly<Record<LetterFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** What the letter bears at its head once it is sent. */
export interface Dispatch {
  readonly reference: string
  /** Calendar date of the letter. */
  readonly date: string
}

function dispatchOf(request: Request): Dispatch | undefined {
  const sent = request.acts.findLast((act) => act.type === 'dispatch')
  return sent === undefined ? undefined : { reference: sent.body.reference, date: localDate(sent.at, request.content.requesting) }
}

function frameOf(request: Request, language: AvailableLanguage, dispatch: Dispatch | undefined): LetterFrame {
  return {
    ...inLanguage(language),
    reference: dispatch?.reference ?? progressOf(request.acts).reference.requesting ?? request.reference ?? '',
    ...(dispatch === undefined ? {} : { date: dispatch.date }),
    draft: dispatch === undefined,
  }
}

/**
 * The letter of a request. Until it is dispatched every page says that it is a draft (DESIGN.md rule 8).
 * @param dispatch given while the request is being sent, before its act exists
 */
export function letterOf(request: Request, language: AvailableLanguage, dispatch = dispatchOf(request)): Doc {
  return requestLetter(request.content, frameOf(request, language, dispatch))
}

/** Which paper of a request is asked for. */
export interface PaperQuery {
  readonly form: LetterForm
  readonly language: AvailableLanguage
  readonly second?: AvailableLanguage | undefined
  readonly format: LetterFormat
  readonly embed?: 'request' | undefined
}

/**
 * A paper of a request as a file, named after its reference.
 * @returns `invalid-input` where the second language is the first, a Word file is to carry the request, or the form is for a
 * measure for which the request does not ask
 */
export async function paperOf(request: Request, query: PaperQuery): Promise<Result<{ name: string; bytes: Uint8Array }>> {
  const { form, language, format, embed, second = secondLanguage(request.content, language) } = query
  if (!fitsForm(form, request.content)) return fail(invalid('form', 'form-without-measure'))
  if (hasTwoLanguages(form) && second === language) return fail(invalid('second', 'same-language'))
  if (embed !== undefined && format !== 'pdf') return fail(invalid('embed', 'not-of-this-kind'))
  const doc = writeForm(form, request.content, frameOf(request, language, dispatchOf(request)), inLanguage(second))
  const languages = hasTwoLanguages(form) ? `${language}-${second}` : language
  const parts = [request.reference ?? 'letter', ...(form === 'letter' ? [] : [form]), languages, format]
  return ok({ name: parts.join('.'), bytes: await renderLetter(doc, format, embed === undefined ? undefined : request.content) })
}

/**
 * Renders a letter. The same letter gives the same bytes.
 * @param embedded what the request says, where a PDF is to carry it
 */
export async function renderLetter(letter: Doc, format: LetterFormat, embedded?: RequestContent): Promise<Uint8Array> {
  if (format === 'docx') return renderDocx(letter)
  return renderPdf(letter, { request: embedded === undefined ? undefined : writeRequestFile(embedded) })
}
