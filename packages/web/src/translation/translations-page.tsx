import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { TranslationTable } from './translation-table.tsx'

/** Translations by the day they are due: a translator's own, or every one. */
export const translationsPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const cursor = visit.query.get('cursor')
  const list = await operations.listTranslations({ query: { limit: 50, ...(cursor === null ? {} : { cursor }) } })
  if (!list.ok) return problemPage(visit, list.problem)
  const { items, next } = list.value
  return answer(visit, {
    title: t('translation.title'),
    width: 'full',
    body: (
      <>
        {items.length === 0 ? (
          <p class="lead">{t('translation.none')}</p>
        ) : (
          <TranslationTable caption={t('translation.title')} rows={items} />
        )}
        <Pager path={visit.path} query={visit.query} next={next} />
      </>
    ),
  })
}
