import { ErrorSummary } from '../form/error-summary.tsx'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { readForm } from '../form/read-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { findAccessDecision } from './access-decisions.ts'

/** Where somebody goes on after a decision: behind a wall of their own, to what is left. */
function wayOn({ account }: Visit, name: string | undefined, page: string): string {
  if (name !== 'conflict') return page
  return account?.role === 'translator' ? '/translations' : '/requests'
}

/** What was kept of a team stands in the form before anything was typed. */
function valuesOf({ method, form }: Visit, team: string | undefined): URLSearchParams {
  return method === 'GET' && team !== undefined ? new URLSearchParams({ team }) : form
}

/** One decision about who sees a request: what it means, what is asked, and one button. */
export const accessDecisionPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const request = place['request'] ?? ''
  const name = place['decision']
  const decision = findAccessDecision(name)
  if (decision === undefined) return problemPage(visit, { code: 'not-found' })
  if (!offers(visit.account, decision.action)) return problemPage(visit, { code: 'not-permitted' })
  const page = `/requests/${request}/access`
  // Whoever is of an office or translates does not see who else sees it, and declares a conflict all the same.
  const looks = offers(visit.account, 'access.read')
  const found = looks ? await operations.getRequestAccess({ params: { request } }) : undefined
  if (found?.ok === false) return problemPage(visit, found.problem)
  const access = found?.value ?? { request, restricted: false, seenBy: [], walledOff: [], named: [] }
  const seen = { access, reader: visit.account?.id ?? '' }
  const asks = decision.fields(seen)
  const tried =
    visit.method === 'POST'
      ? await withProof(visit, operations, async () => decision.run(operations, request, readForm(asks, visit.form)))
      : undefined
  if (tried?.ok === true) return goTo(wayOn(visit, name, page))
  if (tried?.problem.code === 'reason-needed') return problemPage(visit, tried.problem)
  if (tried === undefined && looks && !decision.open(seen)) return problemPage(visit, { code: 'act-not-available' })
  const wrong = tried === undefined ? undefined : wrongOf(tried.problem, t)
  const fields = asksProof(tried?.problem) || visit.form.has('proof') ? [...asks, proofField] : asks
  const title = `access.do.${name ?? ''}`
  return answer(visit, {
    title: t(title),
    crumbs: looks
      ? [
          { href: `/requests/${request}`, text: t('access.request') },
          { href: page, text: t('access.title') },
        ]
      : [],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t(`${title}.how`)}</p>
        <Form action={`${page}/${name ?? ''}`}>
          <Fields fields={fields} values={valuesOf(visit, access.team)} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t(title)}</button>
          </p>
        </Form>
      </>
    ),
  })
}
