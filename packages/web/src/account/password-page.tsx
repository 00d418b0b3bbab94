import { changePassword } from '@comity/contract/second-person'
import { read } from '@comity/domain/input'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'

const fields: readonly Field[] = [
  { kind: 'line', name: 'password', label: 'account.password.present', secret: true, autocomplete: 'current-password', keep: true },
  {
    kind: 'line',
    name: 'newPassword',
    label: 'web.enrol.password',
    note: 'web.enrol.password.note',
    secret: true,
    autocomplete: 'new-password',
    keep: true,
  },
]

/** Changes the reader's own password. Nothing that was typed is shown again. */
export const passwordPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  let wrong: Wrong | undefined
  let asked = fields
  let done = false
  if (visit.method === 'POST') {
    const given = { password: visit.form.get('password') ?? '', newPassword: visit.form.get('newPassword') ?? '' }
    const body = read(changePassword.body, given)
    const changed = body.ok ? await withProof(visit, operations, () => operations.changePassword({ body: body.value })) : body
    done = changed.ok
    if (!changed.ok) {
      wrong = wrongOf(changed.problem, t)
      if (asksProof(changed.problem)) asked = [...fields, proofField]
    }
  }
  return answer(visit, {
    title: t('account.password'),
    crumbs: [{ href: '/account', text: t('account.own') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: done ? (
      <Notice tone="good">
        <p>{t('account.password.changed')}</p>
      </Notice>
    ) : (
      <>
        <ErrorSummary wrong={wrong} fields={asked} />
        <Form action="/account/password">
          <Fields fields={asked} values={new URLSearchParams()} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('account.password')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
