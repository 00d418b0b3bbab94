import { addLetterheadTemplate } from '@comity/contract/letterhead'
import { read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { fail } from '@comity/domain/result'
import { getLanguage } from '@comity/language/languages'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { FileRow } from '../form/file-row.tsx'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { languageIn } from './letterhead-page.tsx'

const fields: readonly Field[] = [{ kind: 'files', name: 'file', label: 'letterhead.file' }]
const placeholders = ['ref', 'date', 'addressee', 'title', 'body', 'signName'] as const
const styles = ['MLANum', 'MLASub', 'MLAHead', 'MLABody'] as const

/** What a template has to have, beside the control that takes it. */
function Contract() {
  const { t } = useVoice()
  return (
    <>
      <p>{t('letterhead.contract.file')}</p>
      <dl>
        {placeholders.map((name) => (
          <>
            <dt>
              <code dir="ltr">{`{{${name}}}`}</code>
            </dt>
            <dd>{t(`letterhead.contract.placeholder.${name}`)}</dd>
          </>
        ))}
        {styles.map((name) => (
          <>
            <dt>
              <code dir="ltr">{name}</code>
            </dt>
            <dd>{t(`letterhead.contract.style.${name}`)}</dd>
          </>
        ))}
      </dl>
      <p>{t('letterhead.contract.refused')}</p>
    </>
  )
}

/** Brings a Word template in: checked as it arrives, with every fault named. */
export const templatePage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const language = languageIn(place)
  if (language === undefined) return problemPage(visit, { code: 'not-found' })
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const file = visit.files.find((each) => each.field === 'file' && each.file.name !== '')?.file
    const query = file === undefined ? fail(invalid('file', 'required')) : read(addLetterheadTemplate.query, { name: file.name })
    const added =
      file !== undefined && query.ok
        ? await operations.addLetterheadTemplate({ params: { language }, query: query.value, body: file })
        : query
    if (added.ok && 'id' in added.value) return goTo(`/letterhead/versions/${added.value.id}`)
    if (!added.ok) wrong = wrongOf(added.problem.code === 'too-large' ? { ...added.problem, ...tooLarge } : added.problem, t)
  }
  return answer(visit, {
    title: t('letterhead.template.bring'),
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
        <p class="lead">{t('letterhead.template.lead')}</p>
        <p>
          <a href={`/api/letterhead/${language}/starter`}>{t('letterhead.starter')}</a>
        </p>
        <Form action={`/letterhead/${language}/template`} files>
          <FileRow name="file" label="letterhead.file" accept=".docx" wrong={wrong}>
            <Contract />
          </FileRow>
          <p class="buttons">
            <button>{t('letterhead.check')}</button>
          </p>
        </Form>
      </>
    ),
  })
}

/** Which file was too large is plain: there is one. */
const tooLarge = { fields: [{ field: 'file', rule: 'template-too-large' }] }
