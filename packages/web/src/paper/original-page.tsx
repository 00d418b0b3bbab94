import { noteOriginal, type PaperView } from '@comity/contract/paper'
import { read } from '@comity/domain/input'
import type { OriginalNote } from '@comity/domain/paper/original'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { readForm } from '../form/read-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { OriginalLine } from './original-line.tsx'

const on: Field = { kind: 'date', name: 'on', label: 'paper.original.on' }
const reason: Field = { kind: 'prose', rows: 3, name: 'reason', label: 'web.act.reason' }

/** What each note asks. */
const fieldsOf: Readonly<Record<OriginalNote['type'], readonly Field[]>> = {
  wanted: [reason],
  'not-wanted': [reason],
  printed: [on],
  signed: [on],
  posted: [
    on,
    { kind: 'line', name: 'carrier', label: 'paper.original.carrier' },
    { kind: 'line', name: 'tracking', label: 'paper.original.tracking', optional: true },
  ],
  received: [on, { kind: 'line', name: 'toldBy', label: 'paper.original.told-by', note: 'paper.original.told-by.note' }],
  'taken-back': [reason],
}

/** What can be noted now: the next step first. */
function notesFor({ wanted, next, steps }: NonNullable<PaperView['original']>): readonly OriginalNote['type'][] {
  if (wanted === undefined) return ['wanted']
  const first: readonly OriginalNote['type'][] = next === undefined ? [] : [next]
  return [...first, steps.length === 0 ? 'not-wanted' : 'taken-back']
}

/** Where the paper original of a request stands, and the form of what comes next. */
export const originalPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  if (!offers(visit.account, 'request.act')) return problemPage(visit, { code: 'not-permitted' })
  const view = found.value
  const paper = await operations.getPaper({ params: { request: view.id } })
  if (!paper.ok) return problemPage(visit, paper.problem)
  const { original } = paper.value
  if (original === undefined) return problemPage(visit, { code: 'act-not-available', values: { act: 'dispatch' } })
  const { t } = voiceOf(visit)
  const notes = notesFor(original)
  const asked = (visit.method === 'POST' ? visit.form : visit.query).get('type')
  const type = notes.find((one) => one === asked) ?? notes[0] ?? 'taken-back'
  const fields = fieldsOf[type]
  let wrong
  if (visit.method === 'POST') {
    const body = read(noteOriginal.body, { type: asked, ...readForm(fields, visit.form) })
    const noted = body.ok ? await operations.noteOriginal({ params: { request: view.id }, body: body.value }) : body
    if (noted.ok) return goTo(`/requests/${view.id}`)
    wrong = wrongOf(noted.problem, t)
  }
  return answer(visit, {
    title: t('paper.original.title'),
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <OriginalLine original={original} />
        <ErrorSummary wrong={wrong} fields={fields} />
        <h2>{t(`paper.note.${type}`)}</h2>
        <Form action={`/requests/${view.id}/original`}>
          <input type="hidden" name="type" value={type} />
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('paper.original.save')}</button>
          </p>
        </Form>
        <ul>
          {notes
            .filter((one) => one !== type)
            .map((one) => (
              <li>
                <a href={`/requests/${view.id}/original?type=${one}`}>{t(`paper.note.${one}`)}</a>
              </li>
            ))}
        </ul>
      </>
    ),
  })
}
