import { type Colleague, giveDelegation } from '@comity/contract/access'
import { read } from '@comity/domain/input'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { readForm } from '../form/read-form.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

const path = '/account/delegations'

function fieldsFor(colleagues: readonly Colleague[]): readonly Field[] {
  const names = new Map(colleagues.map(({ account, name }) => [account, name]))
  return [
    {
      kind: 'choice',
      as: 'select',
      name: 'to',
      label: 'delegation.to',
      note: 'delegation.to.note',
      options: [...names.keys()],
      optionLabel: (option) => names.get(option) ?? option,
    },
    { kind: 'date', name: 'since', label: 'delegation.since' },
    { kind: 'date', name: 'until', label: 'delegation.until', note: 'delegation.until.note' },
  ]
}

/** Lets a colleague stand in for the reader, from a day until a day. */
export const giveDelegationPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const listed = await operations.listDelegations({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const asks = fieldsFor(listed.value.colleagues)
  const tried =
    visit.method === 'POST'
      ? await withProof(visit, operations, async () => {
          const body = read(giveDelegation.body, readForm(asks, visit.form))
          return body.ok ? operations.giveDelegation({ body: body.value }) : body
        })
      : undefined
  if (tried?.ok === true) return goTo(path)
  const wrong = tried === undefined ? undefined : wrongOf(tried.problem, t)
  const fields = asksProof(tried?.problem) || visit.form.has('proof') ? [...asks, proofField] : asks
  return answer(visit, {
    title: t('delegation.give'),
    crumbs: [
      { href: '/account', text: t('account.own') },
      { href: path, text: t('delegation.title') },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t('delegation.lead')}</p>
        <Form action={`${path}/new`}>
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('delegation.give')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
