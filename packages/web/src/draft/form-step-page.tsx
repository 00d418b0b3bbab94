import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import { changeRows, rowChangeOf } from '../form/change-rows.ts'
import { Fields } from '../form/fields.tsx'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type View, type Visit } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { marginOf } from '../request/margin-note.tsx'
import { receiveFiles } from '../request/receive-files.ts'
import { Form } from '../ui/form.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { canReuse, ReuseLink } from './reuse-link.tsx'
import { revisionFrom, save } from './save.ts'
import { SaveButtons } from './save-buttons.tsx'
import type { FormStep } from './step.ts'
import { stepFrame, whereNext } from './step-frame.tsx'

interface Sheet {
  readonly view: RequestView
  readonly values: URLSearchParams
  readonly wrong?: Wrong
  /** What the draft says by now, when it was changed while the form was open. */
  readonly current?: URLSearchParams
}

function render(visit: Visit, step: FormStep, { view, values, wrong, current }: Sheet): View {
  const fields = step.fields(view.content)
  const { t } = voiceOf(visit)
  return stepFrame(visit, step.name, view, {
    ...(wrong === undefined ? {} : { wrong }),
    fields,
    body: (
      <>
        {canReuse(step.name) ? (
          <p class="buttons">
            <ReuseLink request={view.id} step={step.name} />
          </p>
        ) : null}
        <Form action={`/requests/${view.id}/draft/${step.name}`} version={view.version} files={fields.some(({ kind }) => kind === 'files')}>
          <Fields fields={fields} values={values} wrong={wrong} margin={marginOf(view, '', current, values)} />
          <SaveButtons />
        </Form>
        {step.name === 'languages' && offers(visit.account, 'translation.ask') ? (
          <p>
            <a href={`/requests/${view.id}/translations`}>{t('translation.of-request')}</a>
          </p>
        ) : null}
      </>
    ),
  })
}

/** A step that is one form: shown as the draft stands, saved as it was filled in, or shown again with what is wrong. */
export async function formStepPage(visit: Visit, operations: ComityClient, view: RequestView, step: FormStep): Promise<View> {
  const fields = step.fields(view.content)
  if (visit.method === 'GET') return render(visit, step, { view, values: writeForm(fields, view.content) })
  const { t } = voiceOf(visit)
  const received = await receiveFiles(visit, view.id, operations)
  if (!received.ok) return render(visit, step, { view, values: visit.form, wrong: wrongOf(received.problem, t) })
  const change = rowChangeOf(visit.form)
  if (change !== undefined && change.change !== 'keep')
    return render(visit, step, { view, values: changeRows(fields, received.value, change) })
  const said = readForm(fields, received.value)
  const saved = await save(visit, operations, view, revisionFrom(said, step.owns, view.content))
  if (saved.ok)
    return change === undefined
      ? goTo(whereNext(visit, view, step.name))
      : render(visit, step, { view: saved.value, values: writeForm(fields, saved.value.content) })
  const values = writeForm(fields, said)
  const wrong = wrongOf(saved.problem, t, 'content')
  if (saved.problem.code !== 'version-conflict') return render(visit, step, { view, values, wrong })
  const fresh = await findView(operations, { request: view.id })
  if (!fresh.ok) return render(visit, step, { view, values, wrong })
  const kept = { ...wrong, sentence: t('web.conflict.kept') }
  return render(visit, step, { view: fresh.value, values, wrong: kept, current: writeForm(fields, fresh.value.content) })
}
