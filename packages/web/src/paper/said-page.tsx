import { enterPaperAct } from '@comity/contract/paper'
import type { RequestView } from '@comity/contract/request'
import { read } from '@comity/domain/input'
import type { PaperActType } from '@comity/domain/paper/paper-act'
import { actFields } from '../act/act-fields.ts'
import { changeRows, rowChangeOf } from '../form/change-rows.ts'
import type { Field } from '../form/field.ts'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { StateName, titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { type Voice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { copyFields } from './paper-fields.ts'
import { paperSheet } from './paper-sheet.tsx'
import { receiveScans } from './receive-scans.ts'

/** What is asked of the paper itself beside what it says. */
const ofPaper: readonly Field[] = [
  { kind: 'line', name: 'by', label: 'paper.said.by', note: 'paper.said.by.note' },
  ...copyFields.filter(({ name }) => name !== 'files' && name !== 'note'),
]
const scans = copyFields.filter(({ name }) => name === 'files')
/** Of the paper itself, whatever the act asks. */
const paperKnows = ['reference', 'files', 'hashesEqual']
/** What an officer is asked of another State's words, where their own form speaks in the first person. */
const asTold: Readonly<Record<string, string>> = { confidentialityConfirmed: 'paper.said.confidential', of: 'paper.said.of' }

/** The form of an act as it is read off a paper: without the advice that is for whoever gives it. */
function fieldsOf(type: PaperActType, view: RequestView, voice: Voice): readonly Field[] {
  if (type === 'dispatch')
    return [
      { kind: 'line', name: 'subject', label: 'web.new.name' },
      { kind: 'prose', name: 'summary', label: 'paper.in.summary', optional: true },
    ]
  return actFields[type](view, voice)
    .filter(({ name }) => !paperKnows.includes(name))
    .map((field) => {
      const { note: _, ...told } = field
      return { ...told, label: asTold[field.name] ?? field.label }
    })
}

/** What the officer finds filled in: who writes to us, what the paper can be known by, the only question or answer that is open. */
function startOf(type: PaperActType, { side, content, theirReference = '', openClarifications, unconfirmed }: RequestView) {
  const author = side === 'requesting' ? content.requestedAuthority : content.requestingAuthority
  const [question, ...questions] = openClarifications
  const [open, ...others] = unconfirmed
  return {
    by: author?.name ?? '',
    reference: theirReference,
    ...(type === 'dispatch' ? { subject: content.title ?? '' } : {}),
    ...(type === 'clarify' && question !== undefined && questions.length === 0 ? { answers: question.act } : {}),
    ...(type === 'confirm-receipt' && open !== undefined && others.length === 0 ? { of: open } : {}),
  }
}

/** Which of the acts that can come now the paper is; or none of them. */
function chooser(visit: Visit, view: RequestView): View {
  const { t } = voiceOf(visit)
  const to = `/requests/${view.id}/paper`
  return answer(visit, {
    title: t('paper.said.title'),
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    body: (
      <>
        <p class="lead">
          <StateName code={view.counterpart} />
        </p>
        <ul class="choices">
          {(view.theirActs ?? []).map((type) => (
            <li>
              <a href={`${to}/said?act=${type}`}>{t(`act.${type}`)}</a>
            </li>
          ))}
          <li>
            <a href={`${to}/new`}>{t('paper.said.none')}</a>
          </li>
        </ul>
      </>
    ),
  })
}

/** Enters what the other State says on paper: first which act it is, then the act with its scan. */
export const saidPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  if (!offers(visit.account, 'paper.enter')) return problemPage(visit, { code: 'not-permitted' })
  const view = found.value
  const asked = visit.query.get('act')
  const type = view.theirActs?.find((one) => one === asked)
  if (type === undefined && visit.method === 'GET' && asked === null && view.theirActs !== undefined) return chooser(visit, view)
  if (type === undefined) return problemPage(visit, { code: 'act-not-available', values: { act: asked ?? 'dispatch' } })
  const voice = voiceOf(visit)
  const { t } = voice
  const said = fieldsOf(type, view, voice)
  const fields = [...said, ...ofPaper, ...scans]
  const sheet = {
    title: t(`act.${type}`),
    lead: t('paper.said.lead'),
    action: `/requests/${view.id}/paper/said?act=${type}`,
    crumbs: [
      { href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) },
      { href: `/requests/${view.id}/paper/said`, text: t('paper.said.title') },
    ],
    fields,
    key: visit.form.get('key') || crypto.randomUUID(),
  }
  if (visit.method === 'GET') return paperSheet(visit, { ...sheet, values: writeForm(fields, startOf(type, view)) })
  const received = await receiveScans(visit, operations)
  if (!received.ok) return paperSheet(visit, { ...sheet, values: visit.form, wrong: wrongOf(received.problem, t) })
  const change = rowChangeOf(visit.form)
  if (change !== undefined) return paperSheet(visit, { ...sheet, values: changeRows(fields, received.value, change) })
  const told = readForm(said, received.value)
  const paper = readForm([...ofPaper, ...scans], received.value)
  const body = read(enterPaperAct.body, { ...paper, act: { type, said: told } })
  const entered = body.ok
    ? await operations.enterPaperAct({ params: { request: view.id }, body: body.value, idempotencyKey: sheet.key })
    : body
  if (entered.ok) return goTo(`/requests/${view.id}`)
  const values = writeForm(fields, { ...paper, ...told })
  return paperSheet(visit, { ...sheet, key: crypto.randomUUID(), values, wrong: wrongOf(entered.problem, t, 'act.said') })
}
