import { findView } from '../request/find-view.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { ScanFacts } from './scan-facts.tsx'

/** The words of a file, and nothing else of it: what could run, fetch or hide is not here. */
export const fileTextPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const file = found.value.files.find(({ id }) => id === place['file'])
  if (file === undefined) return problemPage(visit, { code: 'not-found' })
  const words = await operations.getFileText({ params: { request: found.value.id, file: file.id } })
  if (!words.ok) return problemPage(visit, words.problem)
  const { t } = voiceOf(visit)
  const { text, cut } = words.value
  return answer(visit, {
    title: t('screening.words'),
    crumbs: [{ href: `/requests/${found.value.id}/files/${file.id}`, text: file.name }],
    body: (
      <>
        <p class="lead">{t('screening.words.means')}</p>
        <ScanFacts verdict={file.verdict} />
        {text === undefined ? <Notice>{t('screening.words.none')}</Notice> : null}
        {text === undefined ? null : <pre dir="auto">{text}</pre>}
        {cut ? <Notice>{t('screening.words.cut')}</Notice> : null}
      </>
    ),
  })
}
