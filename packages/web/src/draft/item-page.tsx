import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { OffenceCoverage } from '@comity/contract/request-law'
import { Id, read } from '@comity/domain/input'
import { changeRows, rowChangeOf } from '../form/change-rows.ts'
import { Fields } from '../form/fields.tsx'
import type { MarginOf } from '../form/leaf-row.tsx'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { marginOf } from '../request/margin-note.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { useVoice } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { findDraft } from './find-draft.ts'
import { answersFor, findCoverage, OffenceAnswers } from './offence-answers.tsx'
import { save } from './save.ts'
import { stepFrame } from './step-frame.tsx'
import type { Item, ItemsStep } from './step.ts'
import { findStep } from './steps.ts'
import { typeChoicePage } from './type-choice-page.tsx'

interface Sheet {
  readonly view: RequestView
  readonly step: ItemsStep
  /** The item's id; a new one has its id before it is saved, so that saving twice does not add it twice. */
  readonly id: string
  readonly type: string
  readonly values: URLSearchParams
  readonly wrong?: Wrong
  readonly current?: URLSearchParams
}

function SaveItem() {
  const { t } = useVoice()
  return (
    <p class="buttons">
      <button>{t('web.draft.save-item')}</button>
    </p>
  )
}

async function render(visit: Visit, operations: ComityClient, sheet: Sheet): Promise<View> {
  const { view, step, id, type, values, wrong, current } = sheet
  const { t } = voiceOf(visit)
  const coverage = await findCoverage(operations, view, step)
  if (!coverage.ok) return problemPage(visit, coverage.problem)
  const fields = step.fields(type, view.content, coverage.value.matchable)
  const at = itemsOf(view, step).findIndex((item) => item.id === id)
  const within = marginOf(view, at === -1 ? `${step.name}.-.` : `${step.name}.${at}.`, current, values)
  const base = `/requests/${view.id}/draft/${step.name}`
  return stepFrame(visit, step.name, view, {
    title: step.groupOf === undefined ? t(`web.draft.item.${step.name}.question`) : t(`measure.${type}`),
    ...(wrong === undefined ? {} : { wrong }),
    fields,
    body: (
      <Form action={`${base}/${id}`} version={view.version}>
        <input type="hidden" name="type" value={type} />
        <Fields fields={fields} values={values} wrong={wrong} margin={marginWith(within, sheet, coverage.value)} />
        <SaveItem />
      </Form>
    ),
  })
}

/** The margin of an item; beside what an offence was matched to stands which instruments cover it. */
function marginWith(margin: MarginOf, { view, id }: Sheet, coverage: OffenceCoverage): MarginOf {
  const answers = answersFor(coverage, id, view)
  return (field, name) =>
    name === 'convention' && answers.length > 0 ? (
      <>
        <OffenceAnswers answers={answers} view={view} />
        {margin(field, name)}
      </>
    ) : (
      margin(field, name)
    )
}

function itemsOf(view: RequestView, step: ItemsStep): readonly Item[] {
  return view.content[step.name] ?? []
}

/** The list with one item put in its place, or added when it is new or was removed meanwhile. */
function withItem(items: readonly Item[], item: Record<string, unknown>): readonly unknown[] {
  return items.some(({ id }) => id === item['id']) ? items.map((one) => (one.id === item['id'] ? item : one)) : [...items, item]
}

/** The kind of thing that is asked for; none while it is still to be chosen. */
function typeIn(step: ItemsStep, { content }: RequestView, asked: string | null): string | undefined {
  const types = step.types(content)
  return types.length === 1 ? types[0] : types.find((type) => type === asked)
}

/** One person, offence or measure of a draft. */
export const itemPage: Page = async (visit, operations, place) => {
  const found = await findDraft(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const step = findStep(place['step'])
  if (step === undefined || step.kind !== 'items') return problemPage(visit, { code: 'not-found' })
  const isNew = place['item'] === 'new' && visit.method === 'GET'
  const asked = read(Id, isNew ? crypto.randomUUID() : place['item'])
  if (!asked.ok) return problemPage(visit, { code: 'not-found' })
  const id = asked.value
  const item = itemsOf(view, step).find((one) => one.id === id)
  if (visit.method === 'GET') {
    if (item === undefined && !isNew) return problemPage(visit, { code: 'not-found' })
    const type = item !== undefined && 'type' in item ? item.type : typeIn(step, view, visit.query.get('type'))
    if (type === undefined) return typeChoicePage(visit, view, step)
    return render(visit, operations, { view, step, id, type, values: writeForm(step.fields(type, view.content), item) })
  }
  const { t } = voiceOf(visit)
  const type = typeIn(step, view, visit.form.get('type'))
  if (type === undefined) return problemPage(visit, { code: 'not-found' })
  const fields = step.fields(type, view.content)
  const change = rowChangeOf(visit.form)
  if (change !== undefined) return render(visit, operations, { view, step, id, type, values: changeRows(fields, visit.form, change) })
  const said = { id, ...(type === '' ? {} : { type }), ...readForm(fields, visit.form) }
  const items = withItem(itemsOf(view, step), said)
  const saved = await save(visit, operations, view, { [step.name]: items })
  if (saved.ok) return goTo(`/requests/${view.id}/draft/${step.name}`)
  const values = writeForm(fields, said)
  const wrong = wrongOf(saved.problem, t, `content.${step.name}.${items.findIndex((one) => (one as Item).id === id)}`)
  const fresh = saved.problem.code === 'version-conflict' ? await findView(operations, { request: view.id }) : undefined
  if (fresh?.ok !== true) return render(visit, operations, { view, step, id, type, values, wrong })
  const kept = { ...wrong, sentence: t('web.conflict.kept') }
  const now = itemsOf(fresh.value, step).find((one) => one.id === id)
  return render(visit, operations, {
    view: fresh.value,
    step,
    id,
    type,
    values,
    wrong: kept,
    ...(now === undefined ? {} : { current: writeForm(fields, now) }),
  })
}

/** Takes one item out of a draft. */
export const removeItemPage: Page = async (visit, operations, place) => {
  const found = await findDraft(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const step = findStep(place['step'])
  if (step === undefined || step.kind !== 'items') return problemPage(visit, { code: 'not-found' })
  const rest = itemsOf(found.value, step).filter(({ id }) => id !== place['item'])
  const saved = await save(visit, operations, found.value, { [step.name]: rest })
  return saved.ok ? goTo(`/requests/${found.value.id}/draft/${step.name}`) : problemPage(visit, saved.problem)
}
