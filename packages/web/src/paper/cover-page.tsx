import { available, isAvailable } from '@comity/language/languages'
import { coverSheet } from '@comity/letters/cover-sheet'
import { inLanguage } from '@comity/letters/in-language'
import { letterheadOn } from '../letterhead/head.tsx'
import type { Page } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { Letter } from '../request/letter.tsx'
import { LanguageTabs } from '../request/letter-page.tsx'
import { titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'

/** The sheet that lies on top in a posted package, as it is printed. */
export const coverPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const letter = view.letters?.find(({ number }) => number === place['number'])
  if (letter === undefined) return problemPage(visit, { code: 'not-found' })
  const { number } = letter
  const held = await operations.getPackage({ params: { request: view.id, number } })
  if (!held.ok) return problemPage(visit, held.problem)
  const asked = visit.query.get('sheet') ?? letter.language
  const language = isAvailable(asked) ? asked : 'en'
  const { t } = voiceOf(visit)
  const reference = view.reference ?? number
  const frame = { ...inLanguage(language), reference, date: letter.date, draft: false, mark: letter }
  const doc = coverSheet({ content: view.content, side: view.side, ...held.value }, frame)
  const shown = await operations.getLetterhead({ params: { language }, query: { at: letter.at } })
  const head = shown.ok ? shown.value.head : undefined
  const files = `/api/requests/${view.id}/cover-sheet/${number}?language=${language}`
  return answer(visit, {
    title: t('paper.cover.title'),
    width: 'margin',
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    body: (
      <>
        <div class="tools">
          <LanguageTabs
            label={t('web.letter.languages')}
            languages={available}
            chosen={language}
            href={(code) => `/requests/${view.id}/cover-sheet/${number}?sheet=${code}`}
          />
          <p class="buttons">
            <a href={files}>{t('web.letter.pdf')}</a> <a href={`${files}&form=labels`}>{t('paper.label.title')}</a>
          </p>
        </div>
        <Letter doc={head === undefined ? doc : { ...doc, letterhead: letterheadOn(head) }} />
      </>
    ),
  })
}
