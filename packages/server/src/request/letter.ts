import { requestLetter } from '@comity/letters/request-letter'
import { renderDocx } from '@comity/letters/docx'
import type { Doc } from '@comity/letters/model'
import { renderPdf } from '@comity/letters/pdf'
import { progressOf } from '@comity/domain/request/progress'
import type { Request } from '@comity/domain/request/request'
import { localDate } from '../platform/local-date.ts'
import { instrumentTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import type { AvailableLanguage } from '@comity/language/languages'
import { translator } from '@comity/language/translator'

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

/**
 * The letter of a request. Until it is dispatched every page says that it is a draft (DESIGN.md rule 8).
 * @param dispatch given while the request is being sent, before its act exists
 */
export function letterOf(request: Request, language: AvailableLanguage, dispatch = dispatchOf(request)): Doc {
  const draft = dispatch === undefined
  return requestLetter(request.content, {
    reference: dispatch?.reference ?? progressOf(request.acts).reference.requesting ?? request.reference ?? '',
    language,
    t: translator(language),
    ...(draft ? {} : { date: dispatch.date }),
    draft,
    names: { state: (code) => stateName(code, language), instrument: (id) => instrumentTitle(id, language) },
  })
}

/** Renders a letter. The same letter gives the same bytes. */
export async function renderLetter(letter: Doc, format: LetterFormat): Promise<Uint8Array> {
  return format === 'pdf' ? renderPdf(letter) : renderDocx(letter)
}
