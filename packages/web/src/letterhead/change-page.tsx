import { fail, ok, type Result } from '@comity/domain/result'
import { type AvailableLanguage, getLanguage } from '@comity/language/languages'
import type { ComponentChildren } from 'preact'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { offers } from '../navigation.ts'
import type { View, Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { voiceOf } from '../ui/voice.ts'
import type { Wrong } from '../ui/wrong.ts'
import { languageIn } from './letterhead-page.tsx'

interface Change {
  readonly title: string
  readonly lead: string
  readonly language: AvailableLanguage
  readonly fields: readonly Field[]
  readonly wrong: Wrong | undefined
  /** What is written or brought: below the lead. */
  readonly body: ComponentChildren
}

/** The language whose letterhead a reader wants to change. Who may not is told before they write, not after. */
export function languageToChange(visit: Visit, place: Readonly<Record<string, string>>): Result<AvailableLanguage> {
  const language = languageIn(place)
  if (language === undefined) return fail({ code: 'not-found' })
  return offers(visit.account, 'letterhead.manage') ? ok(language) : fail({ code: 'not-permitted' })
}

/** The page on which a part of a letterhead is changed. */
export function changeAnswer(visit: Visit, { title, lead, language, fields, wrong, body }: Change): View {
  const { t } = voiceOf(visit)
  return answer(visit, {
    title,
    crumbs: [
      { href: '/letterhead', text: t('letterhead.title') },
      { href: `/letterhead/${language}`, text: getLanguage(language).name },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{lead}</p>
        {body}
      </>
    ),
  })
}
