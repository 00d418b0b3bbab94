import type { RequestView } from '@comity/contract/request'
import { available, getLanguage, isAvailable, type AvailableLanguage } from '@comity/language/languages'
import { translator } from '@comity/language/translator'
import { requestLetter } from '@comity/letters/request-letter'
import { instrumentTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { findView } from './find-view.ts'
import { Letter } from './letter.tsx'
import { titleOf } from './names.tsx'

/** The letter as it stands: dated and no longer a draft once it was sent. */
function letterOf(view: RequestView, language: AvailableLanguage) {
  const sent = view.thread.findLast(({ act }) => act.type === 'dispatch')?.act
  const reference = sent?.type === 'dispatch' ? sent.body.reference : view.side === 'requesting' ? view.reference : view.theirReference
  return requestLetter(view.content, {
    reference: reference ?? '',
    language,
    t: translator(language),
    ...(sent === undefined ? {} : { date: sent.at.slice(0, 10) }),
    draft: sent === undefined,
    names: { state: (code) => stateName(code, language), instrument: (id) => instrumentTitle(id, language) },
  })
}

/** The letter of a request, rendered from the model from which the PDF and the Word file are made. */
export const letterPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const { t } = voiceOf(visit)
  const asked = visit.query.get('letter') ?? view.content.languages?.letter ?? visit.language
  const language = isAvailable(asked) ? asked : 'en'
  const files = (format: string) => `/api/requests/${view.id}/letter?${new URLSearchParams({ format, language })}`
  return answer(visit, {
    title: t('web.letter.title'),
    width: 'margin',
    crumbs: [
      { href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) },
      ...(view.available.includes('revise') ? [{ href: `/requests/${view.id}/draft`, text: t('web.draft.title') }] : []),
    ],
    body: (
      <>
        <div class="tools">
          <nav class="tabs" aria-label={t('web.letter.languages')}>
            {available.map((code) => (
              <a href={`/requests/${view.id}/letter?letter=${code}`} lang={code} aria-current={code === language ? 'page' : undefined}>
                {getLanguage(code).name}
              </a>
            ))}
          </nav>
          <p class="buttons">
            <a href={files('pdf')}>{t('web.letter.pdf')}</a> <a href={files('docx')}>{t('web.letter.docx')}</a>
          </p>
        </div>
        <Letter doc={letterOf(view, language)} />
      </>
    ),
  })
}
