import { giveReason } from '@comity/contract/access'
import { read } from '@comity/domain/input'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { readForm } from '../form/read-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'

const reason: Field = { kind: 'prose', rows: 3, name: 'reason', label: 'access.reason', note: 'access.reason.note' }

/** Asks why a restricted request is opened, once in a session, and leads to it. */
export const reasonPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const request = place['request'] ?? ''
  if (!offers(visit.account, 'restricted.open')) return problemPage(visit, { code: 'not-permitted' })
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const body = read(giveReason.body, readForm([reason], visit.form))
    const done = body.ok ? await operations.giveReason({ params: { request }, body: body.value }) : body
    // A translator has no page of the request itself.
    if (done.ok) return goTo(visit.account?.role === 'translator' ? '/translations' : `/requests/${request}`)
    if (done.problem.code !== 'invalid-input') return problemPage(visit, done.problem)
    wrong = wrongOf(done.problem, t)
  }
  return answer(visit, {
    title: t('access.reason.title'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={[reason]} />
        <p class="lead">{t('access.reason.lead')}</p>
        <Form action={`/requests/${request}/reason`}>
          <Fields fields={[reason]} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('access.reason.open')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
