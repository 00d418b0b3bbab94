import { available, getLanguage } from '@comity/language/languages'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { voiceOf } from '../ui/voice.ts'

/** What stands at the head of letters, in each language. */
export const letterheadsPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const listed = await Promise.all(
    available.map(async (language) => ({ language, read: await operations.getLetterhead({ params: { language } }) })),
  )
  const refused = listed.find(({ read }) => !read.ok)?.read
  if (refused?.ok === false) return problemPage(visit, refused.problem)
  return answer(visit, {
    title: t('letterhead.title'),
    width: 'full',
    body: (
      <>
        <p class="lead">{t('letterhead.lead')}</p>
        <Table
          caption={t('letterhead.title')}
          head={['letterhead.language', 'letterhead.lines', 'letterhead.emblem', 'letterhead.template'].map((id) => t(id))}
          rows={listed.map(({ language, read }) => {
            const { head, template } = read.ok ? read.value : {}
            const none = <span class="quiet">{t('letterhead.none')}</span>
            return {
              key: language,
              cells: [
                <a href={`/letterhead/${language}`} lang={language}>
                  {getLanguage(language).name}
                </a>,
                head === undefined ? none : <Isolated>{head.lines[0]}</Isolated>,
                head?.emblem === undefined ? none : <Isolated>{head.emblem.alt}</Isolated>,
                template === undefined ? none : <Isolated>{template.name}</Isolated>,
              ],
            }
          })}
        />
      </>
    ),
  })
}
