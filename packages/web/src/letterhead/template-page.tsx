import { addLetterheadTemplate } from '@comity/contract/letterhead'
import { read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { fail } from '@comity/domain/result'
import type { Field } from '../form/field.ts'
import { FileRow } from '../form/file-row.tsx'
import { goTo, type Page } from '../page.ts'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { changeAnswer, languageToChange } from './change-page.tsx'

const fields: readonly Field[] = [{ kind: 'files', name: 'file', label: 'letterhead.file' }]
const placeholders = ['ref', 'date', 'addressee', 'title', 'body', 'signName'] as const
const styles = ['MLANum', 'MLASub', 'MLAHead', 'MLABody'] as const

/** What a template has to have, below the control that takes it. */
function Contract() {
  const { t } = useVoice()
  const needs = [
    ...placeholders.map((name) => [`{{${name}}}`, t(`letterhead.contract.placeholder.${name}`)] as const),
    ...styles.map((name) => [name, t(`letterhead.contract.style.${name}`)] as const),
  ]
  return (
    <section aria-labelledby="contract">
      <h2 id="contract">{t('letterhead.contract.title')}</h2>
      <p>{t('letterhead.contract.file')}</p>
      <Facts items={needs.map(([name, means]) => [<code dir="ltr">{name}</code>, means])} />
    </section>
  )
}

/** Brings a Word template in: checked as it arrives, with every fault named. */
export const templatePage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const asked = languageToChange(visit, place)
  if (!asked.ok) return problemPage(visit, asked.problem)
  const language = asked.value
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
  return changeAnswer(visit, {
    title: t('letterhead.template.bring'),
    lead: t('letterhead.template.lead'),
    language,
    fields,
    wrong,
    body: (
      <>
        <p>
          <a href={`/api/letterhead/${language}/starter`}>{t('letterhead.starter')}</a>
        </p>
        <Form action={`/letterhead/${language}/template`} files>
          <FileRow name="file" label="letterhead.file" accept=".docx" wrong={wrong}>
            <p>{t('letterhead.contract.refused')}</p>
          </FileRow>
          <p class="buttons">
            <button>{t('letterhead.check')}</button>
          </p>
        </Form>
        <Contract />
      </>
    ),
  })
}

/** Which file was too large is plain: there is one. */
const tooLarge = { fields: [{ field: 'file', rule: 'template-too-large' }] }
