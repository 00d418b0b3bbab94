import { enterPaperCopy, enterPaperRequest } from '@comity/contract/paper'
import type { ComityClient } from '@comity/contract/operations'
import { read } from '@comity/domain/input'
import { changeRows, rowChangeOf } from '../form/change-rows.ts'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { titleOf } from '../request/names.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { copyFields, requestFields } from './paper-fields.ts'
import { paperSheet, type Twin } from './paper-sheet.tsx'
import { receiveScans } from './receive-scans.ts'

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
  if (visit.method === 'GET') return paperSheet(visit, { ...sheet, values: visit.form })
  const received = await receiveScans(visit, operations)
  if (!received.ok) return paperSheet(visit, { ...sheet, values: visit.form, wrong: wrongOf(received.problem, t) })
  const change = rowChangeOf(visit.form)
  if (change !== undefined) return paperSheet(visit, { ...sheet, values: changeRows(fields, received.value, change) })
  const said = { ...readForm(fields, received.value), ...(visit.form.has('another') ? { another: true } : {}) }
  const body = read(enterPaperRequest.body, said)
  const entered = body.ok ? await operations.enterPaperRequest({ body: body.value, idempotencyKey: sheet.key }) : body
  if (entered.ok) return goTo(`/requests/${entered.value.id}`)
  const isKnown = entered.problem.fields?.some(({ rule }) => rule === 'reference-known') === true
  return paperSheet(visit, {
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
  if (visit.method === 'GET')
    return paperSheet(visit, { ...sheet, values: writeForm(copyFields, { reference: view.theirReference ?? '' }) })
  const received = await receiveScans(visit, operations)
  if (!received.ok) return paperSheet(visit, { ...sheet, values: visit.form, wrong: wrongOf(received.problem, t) })
  const change = rowChangeOf(visit.form)
  if (change !== undefined) return paperSheet(visit, { ...sheet, values: changeRows(copyFields, received.value, change) })
  const said = readForm(copyFields, received.value)
  const body = read(enterPaperCopy.body, said)
  const entered = body.ok
    ? await operations.enterPaperCopy({ params: { request: view.id }, body: body.value, idempotencyKey: sheet.key })
    : body
  if (entered.ok) return goTo(`/requests/${view.id}`)
  return paperSheet(visit, { ...sheet, key: crypto.randomUUID(), values: writeForm(copyFields, said), wrong: wrongOf(entered.problem, t) })
}
