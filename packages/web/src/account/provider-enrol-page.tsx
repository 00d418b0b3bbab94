import { beginProviderEnrolment } from '@comity/contract/provider'
import { read } from '@comity/domain/input'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { readForm } from '../form/read-form.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { toProvider } from './provider-way-page.tsx'

const fields: readonly Field[] = [
  { kind: 'line', name: 'name', label: 'web.sign-in.name', autocomplete: 'username', keep: true },
  { kind: 'line', name: 'enrolmentCode', label: 'web.enrol.code', note: 'web.enrol.code.note', keep: true },
]

/** A new account that signs in by the provider is bound to its person there, with the code that an administrator handed out. */
export const providerEnrolPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  if (visit.provider === undefined) return problemPage(visit, { code: 'not-found' })
  const { provider: name } = visit
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const body = read(beginProviderEnrolment.body, { ...readForm(fields, visit.form), language: visit.language })
    const begun = body.ok ? await operations.beginProviderEnrolment({ body: body.value }) : body
    if (begun.ok) return toProvider(visit, begun.value)
    wrong = wrongOf(begun.problem, t)
  }
  return answer(visit, {
    title: t('account.provider.enrol', { name }),
    crumbs: [{ href: '/enrol', text: t('web.enrol.title') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t('account.provider.enrol.about', { name })}</p>
        <Form action="/enrol/provider">
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('account.provider.onward')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
