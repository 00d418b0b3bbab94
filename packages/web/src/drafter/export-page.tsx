import { invalid, type Problem } from '@comity/domain/problem'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

const fields: readonly Field[] = [
  {
    kind: 'line',
    name: 'passphrase',
    label: 'drafter.passphrase',
    note: 'drafter.passphrase.note',
    secret: true,
    autocomplete: 'new-password',
  },
  { kind: 'line', name: 'again', label: 'drafter.passphrase.again', secret: true, autocomplete: 'new-password' },
]

/** Seals a draft into a file that the stand-alone drafter opens. */
export const exportPage: Page = async (visit, operations, place) => {
  if (!offers(visit.account, 'draft.export')) return problemPage(visit, { code: 'not-permitted' })
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const { t } = voiceOf(visit)
  let problem: Problem | undefined
  if (visit.method === 'POST') {
    const passphrase = visit.form.get('passphrase') ?? ''
    if (passphrase !== visit.form.get('again')) problem = invalid('again', 'passphrase-different')
    else {
      const done = await operations.exportDraft({ params: { request: view.id }, body: { passphrase } })
      if (done.ok) return { kind: 'file', file: done.value }
      problem = done.problem
    }
  }
  const wrong = problem === undefined ? undefined : wrongOf(problem, t)
  return answer(visit, {
    title: t('drafter.export.title'),
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t('drafter.export.about')}</p>
        <Form action={`/requests/${view.id}/take-along`}>
          <Fields fields={fields} values={new URLSearchParams()} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('drafter.export.button')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
