import { enrol } from '@comity/contract/account'
import type { Output } from '@comity/contract/operation'
import { read } from '@comity/domain/input'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { readForm } from '../form/read-form.ts'
import { fixedMargin } from '../form/fixed-margin.tsx'
import type { Page, View, Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

const fields: readonly Field[] = [
  { kind: 'line', name: 'name', label: 'web.sign-in.name', autocomplete: 'username', keep: true },
  { kind: 'line', name: 'enrolmentCode', label: 'web.enrol.code', note: 'web.enrol.code.note', keep: true },
  {
    kind: 'line',
    name: 'password',
    label: 'web.enrol.password',
    note: 'web.enrol.password.note',
    secret: true,
    autocomplete: 'new-password',
    keep: true,
  },
]

/** What a person who has enrolled is shown, this once. @param means what the secret is for */
export function enrolledPage(visit: Visit, { totpSecret, totpUri, confirmationCode }: Output<typeof enrol>, means: string): View {
  const { t } = voiceOf(visit)
  return answer(visit, {
    title: t('web.enrol.done'),
    body: (
      <>
        <p class="lead">{means}</p>
        <p class="secret">
          <Isolated code>{totpSecret.replaceAll(/(.{4})(?=.)/gu, '$1 ')}</Isolated>
        </p>
        <p>
          <a href={totpUri}>{t('web.enrol.open-app')}</a>
        </p>
        <h2>{t('account.confirmation')}</h2>
        <p>{t('account.confirmation.tell')}</p>
        <p class="secret">
          <Isolated code>{confirmationCode}</Isolated>
        </p>
        <p class="buttons">
          <a class="button" href="/sign-in">
            {t('web.sign-in.title')}
          </a>
        </p>
      </>
    ),
  })
}

/** A new account sets its password and receives, once, the secret of its authenticator. */
export const enrolPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  let wrong
  if (visit.method === 'POST') {
    const body = read(enrol.body, { ...readForm(fields, visit.form), password: visit.form.get('password') ?? '' })
    const enrolled = body.ok ? await operations.enrol({ body: body.value }) : body
    if (enrolled.ok) {
      return enrolledPage(visit, enrolled.value, t('web.enrol.secret'))
    }
    wrong = wrongOf(enrolled.problem, t)
  }
  const values = new URLSearchParams({
    name: visit.form.get('name') ?? visit.query.get('name') ?? '',
    enrolmentCode: visit.form.get('enrolmentCode') ?? '',
  })
  return answer(visit, {
    title: t('web.enrol.title'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        {visit.provider === undefined ? null : (
          <p>
            <a href="/enrol/provider">{t('account.provider.enrol.link', { name: visit.provider })}</a>
          </p>
        )}
        <Form action="/enrol">
          <Fields fields={fields} values={values} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('web.enrol.title')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
