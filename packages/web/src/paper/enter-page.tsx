import { enterPaperCopy, enterPaperRequest } from '@comity/contract/paper'
import type { ComityClient } from '@comity/contract/operations'
import { read } from '@comity/domain/input'
import { changeRows, rowChangeOf } from '../form/change-rows.ts'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { copyFields, requestFields } from './paper-fields.ts'
import { receiveScans } from './receive-scans.ts'

interface Twin {
  readonly id: string
  readonly reference?: string | undefined
  readonly title?: string | undefined
  readonly openedAt: string
}

/** Requests that may be the same: offered, and the officer says which it is. */
function Twins({ twins }: { readonly twins: readonly Twin[] }) {
  const { t } = useVoice()
  if (twins.length === 0) return null
  return (
    <Notice tone="do">
      <p>{t('paper.in.twins', { count: twins.length })}</p>
      <ul>
        {twins.map(({ id, reference, title, openedAt }) => (
          <li>
            <a href={`/requests/${id}/paper/new`}>
              <Isolated>{title ?? reference ?? t('web.request.untitled')}</Isolated>
            </a>{' '}
            <DateText iso={openedAt.slice(0, 10)} />
          </li>
        ))}
      </ul>
      <label class="box">
        <input type="checkbox" name="another" value="yes" />
        <span>{t('paper.in.another')}</span>
      </label>
    </Notice>
  )
}

interface Sheet {
  readonly title: string
  readonly lead: string
  readonly action: string
  readonly crumbs: readonly { readonly href: string; readonly text: string }[]
  readonly fields: readonly Field[]
  readonly values: URLSearchParams
  readonly key: string
  readonly wrong?: Wrong | undefined
  readonly twins?: readonly Twin[]
}

function render(visit: Visit, { title, lead, action, crumbs, fields, values, key, wrong, twins = [] }: Sheet): View {
  const { t } = voiceOf(visit)
  return answer(visit, {
    title,
    crumbs,
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <p class="lead">{lead}</p>
        <ErrorSummary wrong={wrong} fields={fields} />
        <Form action={action} files>
          <input type="hidden" name="key" value={key} />
          <Twins twins={twins} />
          <Fields fields={fields} values={values} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('paper.in.enter')}</button>
          </p>
        </Form>
      </>
    ),
  })
}

async function twinsOf(said: Readonly<Record<string, unknown>>, operations: ComityClient): Promise<readonly Twin[]> {
  const asked = { from: said['from'], reference: said['reference'] }
  if (typeof asked.from !== 'string' || typeof asked.reference !== 'string') return []
  const found = await operations.listPaperTwins({ query: { from: asked.from, reference: asked.reference } })
  return found.ok ? found.value.items : []
}

/** Enters a request that came on paper. One that may be here already is offered. */
export const enterPage: Page = async (visit, operations) => {
  if (!offers(visit.account, 'paper.enter')) return problemPage(visit, { code: 'not-permitted' })
  const voice = voiceOf(visit)
  const { t } = voice
  const fields = requestFields(visit.authority.state, voice)
  const sheet = {
    title: t('paper.in.title'),
    lead: t('paper.in.lead'),
    action: '/requests/paper',
    crumbs: [{ href: '/requests', text: t('web.nav.requests') }],
    fields,
    key: visit.form.get('key') || crypto.randomUUID(),
  }
  if (visit.method === 'GET') return render(visit, { ...sheet, values: visit.form })
  const received = await receiveScans(visit, operations)
  if (!received.ok) return render(visit, { ...sheet, values: visit.form, wrong: wrongOf(received.problem, t) })
  const change = rowChangeOf(visit.form)
  if (change !== undefined) return render(visit, { ...sheet, values: changeRows(fields, received.value, change) })
  const said = { ...readForm(fields, received.value), ...(visit.form.has('another') ? { another: true } : {}) }
  const body = read(enterPaperRequest.body, said)
  const entered = body.ok ? await operations.enterPaperRequest({ body: body.value, idempotencyKey: sheet.key }) : body
  if (entered.ok) return goTo(`/requests/${entered.value.id}`)
  const isKnown = entered.problem.fields?.some(({ rule }) => rule === 'reference-known') === true
  return render(visit, {
    ...sheet,
    // What was refused is not what the next round asks.
    key: crypto.randomUUID(),
    values: writeForm(fields, said),
    wrong: wrongOf(entered.problem, t),
    ...(isKnown ? { twins: await twinsOf(said, operations) } : {}),
  })
}

/** Enters the paper of a request that is here already. */
export const enterCopyPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  if (!offers(visit.account, 'paper.enter')) return problemPage(visit, { code: 'not-permitted' })
  const { t } = voiceOf(visit)
  const view = found.value
  const sheet = {
    title: t('paper.in.copy.title'),
    lead: t('paper.in.copy.lead'),
    action: `/requests/${view.id}/paper/new`,
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    fields: copyFields,
    key: visit.form.get('key') || crypto.randomUUID(),
  }
  if (visit.method === 'GET') return render(visit, { ...sheet, values: writeForm(copyFields, { reference: view.theirReference ?? '' }) })
  const received = await receiveScans(visit, operations)
  if (!received.ok) return render(visit, { ...sheet, values: visit.form, wrong: wrongOf(received.problem, t) })
  const change = rowChangeOf(visit.form)
  if (change !== undefined) return render(visit, { ...sheet, values: changeRows(copyFields, received.value, change) })
  const said = readForm(copyFields, received.value)
  const body = read(enterPaperCopy.body, said)
  const entered = body.ok
    ? await operations.enterPaperCopy({ params: { request: view.id }, body: body.value, idempotencyKey: sheet.key })
    : body
  if (entered.ok) return goTo(`/requests/${view.id}`)
  return render(visit, { ...sheet, key: crypto.randomUUID(), values: writeForm(copyFields, said), wrong: wrongOf(entered.problem, t) })
}
