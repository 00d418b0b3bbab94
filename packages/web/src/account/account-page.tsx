import { setAccountTeam } from '@comity/contract/access'
import type { Account } from '@comity/contract/account'
import { confirmAccount } from '@comity/contract/second-person'
import type { ComityClient } from '@comity/contract/operations'
import { doesCasework } from '@comity/domain/account/relation'
import { read } from '@comity/domain/input'
import type { Problem } from '@comity/domain/problem'
import { ok, type Result } from '@comity/domain/result'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { readForm } from '../form/read-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { AccountStanding } from './accounts-page.tsx'

const codeField: Field = { kind: 'line', name: 'code', label: 'account.confirmation', note: 'account.confirmation.note', keep: true }

const teamField: Field = { kind: 'line', name: 'team', label: 'access.team', note: 'account.team.note', optional: true }

/** What can be done with an account, in the order in which it is offered. */
const acts = ['confirm', 'approve', 'decline', 'team', 'recover', 'end-sessions', 'disable'] as const
type Act = (typeof acts)[number]

/** What an act answers that is shown once. */
type Done = Result<{ readonly enrolmentCode?: string }>

function offered(visit: Visit, { standing, recovery, id, role }: Account): readonly Act[] {
  const manages = offers(visit.account, 'account.manage')
  const confirms = offers(visit.account, 'account.confirm') && id !== visit.account?.id
  const fits: Readonly<Record<Act, boolean>> = {
    confirm: confirms && standing === 'enrolled',
    approve: confirms && recovery !== undefined && recovery.by !== visit.account?.id,
    decline: confirms && recovery !== undefined,
    team: offers(visit.account, 'team.change') && doesCasework(role),
    recover: manages && recovery === undefined,
    'end-sessions': manages && standing === 'open',
    disable: manages,
  }
  return standing === 'disabled' ? [] : acts.filter((act) => fits[act])
}

async function perform(act: Act, account: string, visit: Visit, operations: ComityClient): Promise<Done> {
  const params = { account }
  const plain = async (done: Promise<Result<unknown>>): Promise<Done> => {
    const result = await done
    return result.ok ? ok({}) : result
  }
  switch (act) {
    case 'confirm': {
      const body = read(confirmAccount.body, readForm([codeField], visit.form))
      return body.ok ? plain(operations.confirmAccount({ params, body: body.value })) : body
    }
    case 'approve': {
      const done = await operations.approveRecovery({ params })
      return done.ok ? ok({ enrolmentCode: done.value.enrolmentCode }) : done
    }
    case 'decline':
      return plain(operations.declineRecovery({ params }))
    case 'team': {
      const body = read(setAccountTeam.body, readForm([teamField], visit.form))
      return body.ok ? plain(operations.setAccountTeam({ params, body: body.value })) : body
    }
    case 'recover':
      return plain(operations.proposeRecovery({ params }))
    case 'end-sessions':
      return plain(operations.endSessions({ params }))
    case 'disable':
      return plain(operations.disableAccount({ params }))
  }
}

interface Attempt {
  readonly act: Act
  readonly wrong: Wrong
  readonly problem: Problem
}

function ActForm({ act, account, attempt, form }: { act: Act; account: Account; attempt: Attempt | undefined; form: URLSearchParams }) {
  const { t } = useVoice()
  const tried = attempt?.act === act ? attempt : undefined
  const asks: Readonly<Partial<Record<Act, readonly Field[]>>> = { confirm: [codeField], team: [teamField] }
  const fields = [...(asks[act] ?? []), ...(asksProof(tried?.problem) ? [proofField] : [])]
  const kept = new URLSearchParams(act === 'team' && account.team !== undefined ? { team: account.team } : {})
  return (
    <section aria-labelledby={act}>
      <h2 id={act}>{t(`account.act.${act}`)}</h2>
      <p>{t(`account.act.${act}.means`)}</p>
      <Form action={`/accounts/${account.id}/${act}`}>
        <Fields fields={fields} values={tried === undefined ? kept : form} wrong={tried?.wrong} margin={fixedMargin(t)} />
        <p class="buttons">
          <button class={act === 'disable' || act === 'approve' ? 'danger' : undefined}>{t(`account.act.${act}`)}</button>
        </p>
      </Form>
    </section>
  )
}

/** One account: who it is, how far it is, and what the reader may do with it. */
export const accountPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const id = place['account'] ?? ''
  const act = acts.find((one) => one === place['act'])
  if (visit.method === 'POST' && act === undefined) return problemPage(visit, { code: 'not-found' })
  let attempt: Attempt | undefined
  let code: string | undefined
  if (act !== undefined) {
    const done = await withProof(visit, operations, () => perform(act, id, visit, operations))
    if (!done.ok) attempt = { act, wrong: wrongOf(done.problem, t), problem: done.problem }
    else if (done.value.enrolmentCode === undefined) return goTo(`/accounts/${id}`)
    else code = done.value.enrolmentCode
  }
  const found = await operations.getAccount({ params: { account: id } })
  if (!found.ok) return problemPage(visit, found.problem)
  const account = found.value
  return answer(visit, {
    title: account.displayName,
    crumbs: [{ href: '/accounts', text: t('web.accounts.title') }],
    status: attempt?.wrong.status ?? 200,
    wrong: attempt !== undefined,
    width: 'margin',
    body: (
      <>
        {code === undefined ? null : (
          <Notice tone="good">
            <p>{t('account.recovery.code', { name: account.name })}</p>
            <p class="secret">
              <Isolated code>{code}</Isolated>
            </p>
          </Notice>
        )}
        <ErrorSummary wrong={attempt?.wrong} fields={[codeField, teamField, proofField]} />
        <Facts
          items={[
            [t('web.sign-in.name'), <Isolated code>{account.name}</Isolated>],
            [t('web.accounts.role'), t(`web.role.${account.role}`)],
            account.office === undefined ? undefined : [t('web.accounts.office'), <Isolated>{account.office}</Isolated>],
            account.team === undefined ? undefined : [t('access.team'), <Isolated>{account.team}</Isolated>],
            [t('web.accounts.standing'), <AccountStanding account={account} />],
            visit.provider === undefined ? undefined : [t('account.signs-in-by'), t(`account.signs-in-by.${account.signsInBy}`)],
            account.recovery === undefined ? undefined : [t('account.recovery.since'), <InstantText iso={account.recovery.at} />],
          ]}
        />
        {offered(visit, account).map((one) => (
          <ActForm act={one} account={account} attempt={attempt} form={visit.form} />
        ))}
      </>
    ),
  })
}
