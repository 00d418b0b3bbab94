import type { RequestContent } from '@comity/domain/request/content'
import { available, type AvailableLanguage, isAvailable } from '@comity/language/languages'
import { bilingualLetter, type OtherLanguage } from './bilingual-letter.ts'
import { certificateOfAuthenticity } from './certificate.ts'
import { dataForm, type dataForms } from './data-form.ts'
import type { Doc } from './model.ts'
import { type LetterFrame, requestLetter } from './request-letter.ts'
import { tableForm } from './table-form.ts'
import { translationWorksheet } from './translation-worksheet.ts'

/** The papers that are made of one request. */
export const letterForms = ['letter', 'bilingual', 'worksheet', 'certificate', 'table', 'preservation', 'subscriber-information'] as const
export type LetterForm = (typeof letterForms)[number]

/** The language beside a letter's: that of the translation which goes with it, else the first in which the product speaks. */
export function secondLanguage(content: RequestContent, language: AvailableLanguage): AvailableLanguage {
  const translation = content.languages?.translation
  if (translation !== undefined && translation !== language && isAvailable(translation)) return translation
  return language === available[0] ? available[1] : available[0]
}

/** The measure that a form is for; every request has the others. */
function measureOf(form: LetterForm): (typeof dataForms)[number] | undefined {
  if (form === 'preservation') return 'data-preservation'
  return form === 'subscriber-information' ? form : undefined
}

/** Whether a request can stand in a form: one for a single measure needs that measure. */
export function fitsForm(form: LetterForm, { measures = [] }: RequestContent): boolean {
  const measure = measureOf(form)
  return measure === undefined || measures.some(({ type }) => type === measure)
}

/** Whether a form is in two languages. */
export function hasTwoLanguages(form: LetterForm): boolean {
  return form === 'bilingual' || form === 'worksheet'
}

/**
 * A request in one of its forms.
 * A request that a form does not fit (`fitsForm`) leaves its data empty.
 * @param other the second language of the forms that have two
 */
export function writeForm(form: LetterForm, content: RequestContent, frame: LetterFrame, other: OtherLanguage): Doc {
  switch (form) {
    case 'letter':
      return requestLetter(content, frame)
    case 'bilingual':
      return bilingualLetter(content, frame, other)
    case 'worksheet':
      return translationWorksheet(content, frame, other)
    case 'certificate':
      return certificateOfAuthenticity(content, frame)
    case 'table':
      return tableForm(content, frame)
    case 'preservation':
      return dataForm(content, frame, 'data-preservation')
    case 'subscriber-information':
      return dataForm(content, frame, 'subscriber-information')
  }
}
