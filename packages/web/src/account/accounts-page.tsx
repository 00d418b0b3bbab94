import { type Account, createAccount } from '@comity/contract/account'
import { read } from '@comity/domain/input'
import { roles } from '@comity/domain/account/role'
import { available, getLanguage, isAvailable } from '@comity/language/languages'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { readForm } from '../form/read-form.ts'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
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

function AccountTable({ accounts, mayManage }: { readonly accounts: readonly Account[]; readonly mayManage: boolean }) {
  const { t } = useVoice()
  const head = ['web.accounts.display-name', 'web.sign-in.name', 'web.accounts.role', 'web.accounts.standing']
  return (
    <Table
      caption={t('web.accounts.title')}
      head={head.map((id) => t(id))}
      rows={accounts.map(({ id, name, displayName, role, office, disabled }) => ({
        key: id,
        cells: [
          <Isolated>{displayName}</Isolated>,
          <Isolated code>{name}</Isolated>,
          <>
            {t(`web.role.${role}`)}
            {office ? (
              <small class="block">
                <Isolated>{office}</Isolated>
              </small>
            ) : null}
          </>,
          disabled ? (
            <Tag>{t('web.accounts.disabled')}</Tag>
          ) : mayManage ? (
            <>
              <Form action={`/accounts/${id}/end-sessions`} class="inline">
                <button class="link" aria-label={`${t('account.sessions.end-all')}: ${displayName}`}>
                  {t('account.sessions.end-all')}
                </button>
              </Form>{' '}
              <Form action={`/accounts/${id}/disable`} class="inline">
                <button class="link" aria-label={`${t('web.accounts.disable')}: ${displayName}`}>
                  {t('web.accounts.disable')}
                </button>
              </Form>
            </>
          ) : (
            <Tag tone="good">{t('web.accounts.open')}</Tag>
          ),
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
  let created: { readonly name: string; readonly code: string } | undefined
  if (visit.method === 'POST') {
    const body = read(createAccount.body, readForm(fields, visit.form))
    const made = body.ok ? await operations.createAccount({ body: body.value }) : body
    if (made.ok) created = { name: made.value.account.name, code: made.value.enrolmentCode }
    else wrong = wrongOf(made.problem, t)
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
            <p>{t('web.accounts.created', { name: created.name })}</p>
            <p class="secret">
              <Isolated code>{created.code}</Isolated>
            </p>
          </Notice>
        )}
        <ErrorSummary wrong={wrong} fields={fields} />
        <AccountTable accounts={listed.value.items} mayManage={mayManage} />
        <Pager path="/accounts" query={visit.query} next={listed.value.next} />
        {mayManage ? (
          <section aria-labelledby="new-account">
            <h2 id="new-account">{t('web.accounts.new')}</h2>
            <Form action="/accounts">
              <Fields
                fields={fields}
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

/** Disables an account and ends its sessions at once. */
export const disableAccountPage: Page = async (visit, operations, place) => {
  const done = await operations.disableAccount({ params: { account: place['account'] ?? '' } })
  return done.ok ? goTo('/accounts') : problemPage(visit, done.problem)
}
