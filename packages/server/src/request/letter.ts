import { fitsForm, hasTwoLanguages, type LetterForm, secondLanguage, writeForm } from '@comity/letters/letter-form'
import { type LetterFrame, requestLetter, type TranslatedWords } from '@comity/letters/request-letter'
import { renderDocx } from '@comity/letters/docx'
import { inLanguage } from '@comity/letters/in-language'
import { fillTemplate } from '@comity/letters/letterhead/fill-template'
import type { Template } from '@comity/letters/letterhead/template'
import type { Doc, Letterhead } from '@comity/letters/model'
import { renderPdf } from '@comity/letters/pdf'
import { markOf, type PrintedMark, type RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import { invalid } from '@comity/domain/problem'
import { isStillWritten } from '@comity/domain/request/available'
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

/** What letters of a language are set with, now or at an earlier moment. */
export interface Letterheads {
  findHead(language: AvailableLanguage, at?: string): Promise<Letterhead | undefined>
  findTemplate(language: AvailableLanguage, at?: string): Promise<Template | undefined>
}

/** What the letter bears once its sending is asked for. */
export interface Dispatch {
  readonly reference: string
  /** Calendar date of the letter. */
  readonly date: string
  /** Its place in the register, in the languages in which it goes out. */
  readonly mark?: PrintedMark | undefined
}

/**
 * What the letter of a request bears in a language: from the moment at which its sending is asked for, the same as when it was
 * sent. A letter in a language in which it does not go out stays a draft until then.
 */
function dispatchOf(request: Request, letters: readonly RegisteredLetter[], language: string): Dispatch | undefined {
  const mark = markOf(letters, 'dispatch', language)
  const { pending } = request
  if (pending?.command.type === 'dispatch') {
    if (mark?.standing !== 'pending') return undefined
    return { reference: pending.command.input.reference, date: mark.date, mark }
  }
  const sent = request.acts.findLast((act) => act.type === 'dispatch')
  if (sent === undefined || (request.side === 'requesting' && isStillWritten(progressOf(request.acts, request).standing))) return undefined
  const issued = letters.findLast(({ act, standing }) => act === 'dispatch' && standing === 'issued')
  return { reference: sent.body.reference, date: issued?.date ?? localDate(sent.at, request.content.requesting), mark }
}

/** What is known of a request beside what it says. */
export interface Known {
  /** What the register of outgoing letters holds of it. */
  readonly letters: readonly RegisteredLetter[]
  /** What certified translations say of it, by language. */
  readonly translated?: ReadonlyMap<string, TranslatedWords>
}

function frameOf(request: Request, language: AvailableLanguage, { letters, translated }: Known): LetterFrame {
  const dispatch = dispatchOf(request, letters, language)
  return {
    ...inLanguage(language),
    translated: translated?.get(language),
    reference: dispatch?.reference ?? progressOf(request.acts, request).reference.requesting ?? request.reference ?? '',
    ...(dispatch === undefined ? {} : { date: dispatch.date }),
    ...(dispatch?.mark === undefined ? {} : { mark: dispatch.mark }),
    draft: dispatch === undefined,
  }
}

/** The letter of a request as it goes out. Until its sending is asked for every page says that it is a draft (DESIGN.md rule 8). */
export function letterOf(request: Request, language: AvailableLanguage, known: Known): Doc {
  return requestLetter(request.content, frameOf(request, language, known))
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
export async function paperOf(
  request: Request,
  query: PaperQuery,
  letterheads: Letterheads,
  known: Known = { letters: [] },
): Promise<Result<{ name: string; bytes: Uint8Array }>> {
  const { form, language, format, embed, second = secondLanguage(request.content, language) } = query
  if (!fitsForm(form, request.content)) return fail(invalid('form', 'form-without-measure'))
  if (hasTwoLanguages(form) && second === language) return fail(invalid('second', 'same-language'))
  if (embed !== undefined && format !== 'pdf') return fail(invalid('embed', 'not-of-this-kind'))
  const { mark, ...frame } = frameOf(request, language, known)
  // Only the letter itself goes into the register.
  const marked = form === 'letter' && mark !== undefined ? { ...frame, mark } : frame
  const doc = writeForm(form, request.content, marked, { ...inLanguage(second), translated: known.translated?.get(second) })
  const languages = hasTwoLanguages(form) ? `${language}-${second}` : language
  const parts = [request.reference ?? 'letter', ...(form === 'letter' ? [] : [form]), languages, format]
  const look = await lookOf(request, { language, form, format }, letterheads, known.letters)
  return ok({
    name: parts.join('.'),
    bytes: await renderLetter(doc, format, { ...look, ...(embed === undefined ? {} : { embedded: request.content }) }),
  })
}

/** How a letter is set beyond what it says. */
export interface LetterLook {
  readonly head?: Letterhead
  /** The authority's own Word template. */
  readonly template?: Template
  /** What the request says, where a PDF is to carry it. */
  readonly embedded?: RequestContent
}

/**
 * The letterhead of a paper: that of the moment at which its sending was asked for, so that a letter that has left is made
 * again as it was printed and sent. What another State sent never bears ours.
 */
export async function lookOf(
  request: Request,
  { language, form, format }: Pick<PaperQuery, 'language' | 'form' | 'format'>,
  letterheads: Letterheads,
  letters: readonly RegisteredLetter[],
): Promise<LetterLook> {
  if (request.side !== 'requesting') return {}
  const at = markOf(letters, 'dispatch', language)?.at ?? request.acts.findLast((act) => act.type === 'dispatch')?.at
  return ownLook({ language, form, format, at }, letterheads)
}

/** Our own letterhead for a paper, as it stood at a moment. The authority's Word template is for letters. */
export async function ownLook(
  { language, form, format, at }: Pick<PaperQuery, 'language' | 'form' | 'format'> & { readonly at: string | undefined },
  letterheads: Letterheads,
): Promise<LetterLook> {
  const template = form === 'letter' && format === 'docx' ? await letterheads.findTemplate(language, at) : undefined
  if (template !== undefined) return { template }
  const head = await letterheads.findHead(language, at)
  return head === undefined ? {} : { head }
}

/** Renders a letter. The same letter in the same look gives the same bytes. */
export async function renderLetter(letter: Doc, format: LetterFormat, { head, template, embedded }: LetterLook = {}): Promise<Uint8Array> {
  if (format === 'docx' && template !== undefined) return fillTemplate(template, letter)
  const doc = head === undefined ? letter : { ...letter, letterhead: head }
  if (format === 'docx') return renderDocx(doc)
  return renderPdf(doc, { request: embedded === undefined ? undefined : writeRequestFile(embedded) })
}
