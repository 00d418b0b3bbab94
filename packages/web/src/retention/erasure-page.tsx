import { declineErasure, type Erasure } from '@comity/contract/retention'
import { read } from '@comity/domain/input'
import type { ComityClient } from '@comity/contract/operations'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { readForm } from '../form/read-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page, type Visit } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated, OwnWords } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { ReferenceOf } from './named.tsx'

const reason: Field = { kind: 'prose', rows: 3, name: 'reason', label: 'retention.reason', note: 'retention.reason.note' }

function ErasureFacts({ erasure }: { readonly erasure: Erasure }) {
  const { t } = useVoice()
  const { proposed, settled } = erasure
  return (
    <Facts
      items={[
        [t('retention.request'), <ReferenceOf of={erasure} />],
        [t('retention.state'), <StateName code={erasure.counterpart} />],
        erasure.closedAt === undefined ? undefined : [t('retention.closed'), <InstantText iso={erasure.closedAt} />],
        [
          t('retention.proposed'),
          <>
            <OwnWords text={proposed.reason} />
            <small class="block">
              <Isolated>{proposed.by}</Isolated> · <InstantText iso={proposed.at} />
            </small>
          </>,
        ],
        [
          t('retention.standing'),
          <>
            <Tag>{t(`retention.standing.${erasure.standing}`)}</Tag>
            {settled === undefined ? null : (
              <small class="block">
                {settled.reason === undefined ? null : <OwnWords text={settled.reason} />} <Isolated>{settled.by}</Isolated> ·{' '}
                <InstantText iso={settled.at} />
              </small>
            )}
          </>,
        ],
        erasure.doneAt === undefined ? undefined : [t('retention.done'), <InstantText iso={erasure.doneAt} />],
      ]}
    />
  )
}

function Decide({
  erasure,
  visit,
  wrong,
  asked,
}: {
  readonly erasure: Erasure
  readonly visit: Visit
  readonly wrong: Wrong | undefined
  readonly asked: boolean
}) {
  const { t } = useVoice()
  const path = `/retention/erasures/${erasure.id}`
  return (
    <>
      <p>{t('retention.erasure.goes')}</p>
      <p>{t('retention.erasure.stays')}</p>
      {erasure.ownProposal ? <Notice>{t('retention.own')}</Notice> : null}
      {offers(visit.account, 'erasure.approve') && !erasure.ownProposal && !erasure.held ? (
        <Form action={path}>
          <Fields fields={asked ? [proofField] : []} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button class="danger">{t('retention.erase')}</button>
          </p>
        </Form>
      ) : null}
      {offers(visit.account, 'erasure.propose') ? (
        <p>
          <a href={`${path}/decline`}>{t('retention.decline')}</a>
        </p>
      ) : null}
    </>
  )
}

async function found(operations: ComityClient, erasure: string) {
  return operations.getErasure({ params: { erasure } })
}

/** An erasure step by step: what was proposed and why, what goes and what stays, and the decision of another person. */
export const erasurePage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const params = { erasure: place['erasure'] ?? '' }
  const tried = visit.method === 'POST' ? await withProof(visit, operations, async () => operations.approveErasure({ params })) : undefined
  if (tried?.ok === true) return goTo(`/retention/erasures/${params.erasure}`)
  const held = await found(operations, params.erasure)
  if (!held.ok) return problemPage(visit, held.problem)
  const erasure = held.value
  const wrong = tried === undefined ? undefined : wrongOf(tried.problem, t)
  const asked = asksProof(tried?.problem) || visit.form.has('proof')
  return answer(visit, {
    title: t('retention.erasure'),
    crumbs: [{ href: '/retention', text: t('retention.title') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={asked ? [proofField] : []} />
        {erasure.held && erasure.standing === 'proposed' ? <Notice tone="do">{t('retention.held')}</Notice> : null}
        <ErasureFacts erasure={erasure} />
        {erasure.standing === 'approved' && erasure.doneAt === undefined ? <Notice>{t('retention.under-way')}</Notice> : null}
        {erasure.standing === 'proposed' ? <Decide erasure={erasure} visit={visit} wrong={wrong} asked={asked} /> : null}
      </>
    ),
  })
}

/** Decides that nothing is erased, with a reason. */
export const declineErasurePage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const params = { erasure: place['erasure'] ?? '' }
  const path = `/retention/erasures/${params.erasure}`
  if (!offers(visit.account, 'erasure.propose')) return problemPage(visit, { code: 'not-permitted' })
  const held = await found(operations, params.erasure)
  if (!held.ok) return problemPage(visit, held.problem)
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const body = read(declineErasure.body, readForm([reason], visit.form))
    const done = body.ok ? await operations.declineErasure({ params, body: body.value }) : body
    if (done.ok) return goTo(path)
    wrong = wrongOf(done.problem, t)
  }
  return answer(visit, {
    title: t('retention.decline'),
    crumbs: [
      { href: '/retention', text: t('retention.title') },
      { href: path, text: t('retention.erasure') },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={[reason]} />
        <p class="lead">
          <ReferenceOf of={held.value} />
        </p>
        <Form action={`${path}/decline`}>
          <Fields fields={[reason]} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('retention.decline')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
