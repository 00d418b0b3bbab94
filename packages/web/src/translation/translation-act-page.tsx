import type { ComityClient } from '@comity/contract/operations'
import { assignTranslation, returnTranslation, sendBackTranslation, type TranslationView } from '@comity/contract/translation'
import { read } from '@comity/domain/input'
import { type Problem } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { versionIn } from '../draft/save.ts'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { articleMargin } from './article-margin.tsx'
import { findTranslation } from './find-translation.ts'
import { assignmentFields } from './request-translations-page.tsx'
import { translationSheet } from './translation-page.tsx'

const asks = [
  { instrument: 'untoc', article: '18(14)' },
  { instrument: 'uncac', article: '46(14)' },
]
const certificateFields: readonly Field[] = [
  { kind: 'line', name: 'name', label: 'translation.certificate.name', keep: true },
  { kind: 'line', name: 'capacity', label: 'translation.certificate.capacity', note: 'translation.certificate.capacity.note', keep: true },
  { kind: 'date', name: 'on', label: 'translation.certificate.on' },
  {
    kind: 'prose',
    name: 'statement',
    label: 'translation.certificate.statement',
    note: 'translation.certificate.statement.note',
    asks,
    rows: 4,
    optional: true,
  },
]
const reasonFields: readonly Field[] = [{ kind: 'prose', name: 'reason', label: 'translation.reason', rows: 4 }]

type FormAct = 'return' | 'send-back' | 'assign'

async function fieldsOf(act: FormAct, operations: ComityClient): Promise<Result<readonly Field[]>> {
  if (act === 'return') return ok(certificateFields)
  if (act === 'send-back') return ok(reasonFields)
  const known = await operations.listTranslators({})
  return known.ok ? ok(assignmentFields(known.value.translators)) : known
}

async function perform(
  act: FormAct,
  said: unknown,
  operations: ComityClient,
  view: TranslationView,
  ifMatch: number,
): Promise<Result<unknown>> {
  const params = { translation: view.id }
  if (act === 'return') {
    const body = read(returnTranslation.body, said)
    return body.ok ? operations.returnTranslation({ params, body: body.value, ifMatch }) : body
  }
  if (act === 'send-back') {
    const body = read(sendBackTranslation.body, said)
    return body.ok ? operations.sendBackTranslation({ params, body: body.value, ifMatch }) : body
  }
  const body = read(assignTranslation.body, said)
  return body.ok ? operations.assignTranslation({ params, body: body.value, ifMatch }) : body
}

function atFirst(act: FormAct, visit: Visit, view: TranslationView): object {
  const { t, today } = voiceOf(visit)
  if (act === 'return') return { name: visit.account?.displayName ?? '', on: today, statement: t('translation.certificate.usual') }
  return act === 'assign' ? { translator: view.translator.account, due: view.due } : {}
}

interface Sheet {
  readonly act: FormAct
  readonly view: TranslationView
  readonly fields: readonly Field[]
  readonly said: object
  readonly problem?: Problem
}

function render(visit: Visit, { act, view, fields, said, problem }: Sheet): View {
  const { t } = voiceOf(visit)
  const wrong = problem === undefined ? undefined : wrongOf(problem, t)
  return answer(visit, {
    title: t(`translation.${act}`),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    crumbs: [{ href: `/translations/${view.id}`, text: t('translation.page', { reference: view.reference }) }],
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <Form action={`/translations/${view.id}/${act}`} version={view.version}>
          <Fields fields={fields} values={writeForm(fields, said)} wrong={wrong} margin={articleMargin} />
          <p class="buttons">
            <button>{t(`translation.${act}`)}</button>
          </p>
        </Form>
      </>
    ),
  })
}

/** A page on which one thing is done with a translation: giving it back, sending it back, giving it to another. */
function formPage(act: FormAct): Page {
  return async (visit, operations, place) => {
    const found = await findTranslation(operations, place)
    if (!found.ok) return problemPage(visit, found.problem)
    const view = found.value
    if (!view.available.includes(act)) return problemPage(visit, { code: 'act-not-available' })
    const fields = await fieldsOf(act, operations)
    if (!fields.ok) return problemPage(visit, fields.problem)
    if (visit.method === 'GET') return render(visit, { act, view, fields: fields.value, said: atFirst(act, visit, view) })
    const said = readForm(fields.value, visit.form)
    const done = await perform(act, said, operations, view, versionIn(visit.form))
    return done.ok ? goTo(`/translations/${view.id}`) : render(visit, { act, view, fields: fields.value, said, problem: done.problem })
  }
}

export const returnPage = formPage('return')
export const sendBackPage = formPage('send-back')
export const assignPage = formPage('assign')

/** Accepts a translation: one button on its own page. */
export const acceptPage: Page = async (visit, operations, place) => {
  const found = await findTranslation(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const done = await operations.acceptTranslation({ params: { translation: found.value.id }, ifMatch: versionIn(visit.form) })
  if (done.ok) return goTo(`/translations/${found.value.id}`)
  return translationSheet(visit, { view: found.value, wrong: wrongOf(done.problem, voiceOf(visit).t) })
}

/** Takes in a file that was filled in elsewhere, and says what of it could not be taken as it is. */
export const importPage: Page = async (visit, operations, place) => {
  const found = await findTranslation(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const file = visit.files.find(({ field }) => field === 'file')?.file
  const { t } = voiceOf(visit)
  const taken =
    file === undefined
      ? fail({ code: 'invalid-input', fields: [{ field: 'file', rule: 'required' }] } as const)
      : await operations.importTranslation({ params: { translation: found.value.id }, body: file })
  if (!taken.ok) return translationSheet(visit, { view: found.value, wrong: wrongOf(taken.problem, t) })
  const { stale, gone, taken: count, translation } = taken.value
  return answer(visit, {
    title: t('translation.imported', { count }),
    crumbs: [{ href: `/translations/${translation.id}`, text: t('translation.page', { reference: translation.reference }) }],
    body: (
      <>
        <Named title={t('translation.imported.stale', { count: stale.length })} keys={stale} />
        <Named title={t('translation.imported.gone', { count: gone.length })} keys={gone} />
        <p class="buttons">
          <a class="button" href={`/translations/${translation.id}`}>
            {t('translation.imported.on')}
          </a>
        </p>
      </>
    ),
  })
}

function Named({ title, keys }: { readonly title: string; readonly keys: readonly string[] }) {
  if (keys.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {keys.map((key) => (
          <li>
            <bdi class="code">{key}</bdi>
          </li>
        ))}
      </ul>
    </>
  )
}
