import { ErrorSummary } from '../form/error-summary.tsx'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { ReferenceOf } from './named.tsx'
import { findRetentionAct } from './retention-acts.ts'

/** One decision about how a request is kept: what it means, the reason, and one button. */
export const retentionActPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const request = place['request'] ?? ''
  const act = findRetentionAct(place['act'])
  if (act === undefined) return problemPage(visit, { code: 'not-found' })
  if (!offers(visit.account, act.action)) return problemPage(visit, { code: 'not-permitted' })
  const found = await operations.getRequestRetention({ params: { request } })
  if (!found.ok) return problemPage(visit, found.problem)
  const tried =
    visit.method === 'POST' ? await withProof(visit, operations, async () => act.run(operations, request, visit.form)) : undefined
  if (tried?.ok === true) return goTo(tried.value)
  if (tried === undefined && !act.open(found.value)) return problemPage(visit, { code: found.value.obstacle ?? 'act-not-available' })
  const wrong = tried === undefined ? undefined : wrongOf(tried.problem, t)
  const fields = asksProof(tried?.problem) || visit.form.has('proof') ? [...act.fields, proofField] : act.fields
  return answer(visit, {
    title: t(act.title),
    crumbs: [
      { href: '/retention', text: t('retention.title') },
      { href: `/requests/${request}/retention`, text: t('retention.of-request') },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">
          <ReferenceOf of={found.value} />
        </p>
        <p>{t(`${act.title}.how`)}</p>
        <Form action={`/requests/${request}/retention/${place['act'] ?? ''}`}>
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t(act.title)}</button>
          </p>
        </Form>
      </>
    ),
  })
}
