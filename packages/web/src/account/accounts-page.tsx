import { type Account, createAccount } from '@comity/contract/account'
import { read } from '@comity/domain/input'
import { roles } from '@comity/domain/account/role'
import { available, getLanguage, isAvailable } from '@comity/language/languages'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { readForm } from '../form/read-form.ts'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'

const fields: readonly Field[] = [
  { kind: 'line', name: 'name', label: 'web.sign-in.name', note: 'web.accounts.name.note', keep: true },
  { kind: 'line', name: 'displayName', label: 'web.accounts.display-name', note: 'web.accounts.display-name.note', keep: true },
  { kind: 'choice', as: 'select', name: 'role', label: 'web.accounts.role', options: roles, optionLabel: 'web.role' },
  { kind: 'line', name: 'office', label: 'web.accounts.office', note: 'web.accounts.office.note', optional: true },
  {
    kind: 'choice',
    as: 'select',
    name: 'language',
    label: 'web.accounts.language',
    options: available,
    optionLabel: (code) => (isAvailable(code) ? getLanguage(code).name : code),
  },
]

const waysIn = ['password', 'provider'] as const
/** Asked only where the operator has named a provider. */
const wayField: Field = {
  kind: 'choice',
  name: 'signsInBy',
  label: 'account.signs-in-by',
  options: waysIn,
  optionLabel: 'account.signs-in-by',
}

/** How far an account is: who waits for a second person stands out. */
export function AccountStanding({ account }: { readonly account: Account }) {
  const { t } = useVoice()
  const tone = account.standing === 'open' ? 'good' : account.standing === 'enrolled' ? 'do' : 'plain'
  return (
    <>
      <Tag tone={tone}>{t(`account.standing.${account.standing}`)}</Tag>
      {account.recovery === undefined ? null : (
        <>
          {' '}
          <Tag tone="do">{t('account.recovery.proposed')}</Tag>
        </>
      )}
    </>
  )
}

function AccountTable({ accounts }: { readonly accounts: readonly Account[] }) {
  const { t } = useVoice()
  const head = ['web.accounts.display-name', 'web.sign-in.name', 'web.accounts.role', 'web.accounts.standing']
  return (
    <Table
      caption={t('web.accounts.title')}
      head={head.map((id) => t(id))}
      rows={accounts.map((account) => ({
        key: account.id,
        cells: [
          <a href={`/accounts/${account.id}`}>
            <Isolated>{account.displayName}</Isolated>
          </a>,
          <Isolated code>{account.name}</Isolated>,
          <>
            {t(`web.role.${account.role}`)}
            {account.office ? (
              <small class="block">
                <Isolated>{account.office}</Isolated>
              </small>
            ) : null}
          </>,
          <AccountStanding account={account} />,
        ],
      }))}
    />
  )
}

/** The authority's accounts; an administrator opens and disables them, and sees no request by it. */
export const accountsPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const mayManage = offers(visit.account, 'account.manage')
  let wrong: Wrong | undefined
  const own = visit.provider === undefined ? fields : [...fields, wayField]
  let asked = own
  let created: { readonly name: string; readonly code: string; readonly signsInBy: Account['signsInBy'] } | undefined
  if (visit.method === 'POST') {
    const body = read(createAccount.body, readForm(own, visit.form))
    const made = body.ok ? await withProof(visit, operations, () => operations.createAccount({ body: body.value })) : body
    if (made.ok) created = { ...made.value.account, code: made.value.enrolmentCode }
    else {
      wrong = wrongOf(made.problem, t)
      if (asksProof(made.problem)) asked = [...own, proofField]
    }
  }
  const cursor = visit.query.get('cursor')
  const listed = await operations.listAccounts({ query: cursor === null ? {} : { cursor } })
  if (!listed.ok) return problemPage(visit, listed.problem)
  return answer(visit, {
    title: t('web.accounts.title'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'full',
    body: (
      <>
        {created === undefined ? null : (
          <Notice tone="good">
            <p>
              {created.signsInBy === 'provider'
                ? t('account.provider.created', { name: created.name, provider: visit.provider ?? '' })
                : t('web.accounts.created', { name: created.name })}
            </p>
            <p class="secret">
              <Isolated code>{created.code}</Isolated>
            </p>
          </Notice>
        )}
        <ErrorSummary wrong={wrong} fields={asked} />
        <AccountTable accounts={listed.value.items} />
        <Pager path="/accounts" query={visit.query} next={listed.value.next} />
        {mayManage ? (
          <section aria-labelledby="new-account">
            <h2 id="new-account">{t('web.accounts.new')}</h2>
            <Form action="/accounts">
              <Fields
                fields={asked}
                values={wrong === undefined ? new URLSearchParams() : visit.form}
                wrong={wrong}
                margin={fixedMargin(t)}
              />
              <p class="buttons">
                <button>{t('web.accounts.create')}</button>
              </p>
            </Form>
          </section>
        ) : null}
      </>
    ),
  })
}
