import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import { read } from '@comity/domain/input'
import { commands, type CommandType, needsTwo } from '@comity/domain/request/command'
import { mentionsAsylum } from '@comity/domain/requirement/asylum'
import type { Result } from '@comity/domain/result'
import { versionIn } from '../draft/save.ts'
import { changeRows, rowChangeOf } from '../form/change-rows.ts'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { readForm } from '../form/read-form.ts'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { writeForm } from '../form/write-form.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { titleOf } from '../request/names.tsx'
import { receiveFiles } from '../request/receive-files.ts'
import { LeavingNotice } from '../screening/leaving-notice.tsx'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { actFields } from './act-fields.ts'

type ActCommandType = keyof typeof actFields

/** What a form starts from: the reference we know already, the only open question, the only unconfirmed answer. */
function startOf(command: ActCommandType, view: RequestView): Record<string, unknown> {
  if (command === 'dispatch' || command === 'register') return { reference: view.reference ?? '' }
  if (command === 'clarify' && view.openClarifications.length === 1) return { answers: view.openClarifications[0]?.act }
  if (command === 'confirm-receipt' && view.unconfirmed.length === 1) return { of: view.unconfirmed[0] }
  return {}
}

interface Sheet {
  readonly view: RequestView
  readonly fields: readonly Field[]
  readonly values: URLSearchParams
  readonly wrong?: Wrong
  /** The code of the moment is asked too. */
  readonly proof?: boolean
  /** That the words speak of a claim to asylum, which the other State must not learn of: the officer says that they may go. */
  readonly asylum?: true
}

function render(visit: Visit, command: ActCommandType, { view, fields: asked, values, wrong, proof = false, asylum }: Sheet): View {
  const { t } = voiceOf(visit)
  const fields = proof ? [...asked, proofField] : asked
  return answer(visit, {
    title: t(`command.${command}`),
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <p class="lead">{t(`command.${command}.means`)}</p>
        <ErrorSummary wrong={wrong} fields={fields} />
        <LeavingNotice
          view={view}
          files={command === 'dispatch' || command === 'share-draft' ? (view.content.attachments ?? []) : []}
          takes={fields.some(({ kind }) => kind === 'files')}
        />
        {needsTwo(command) ? <Notice>{t('web.act.needs-two')}</Notice> : null}
        <Form action={`/requests/${view.id}/acts/${command}`} version={view.version} files={fields.some(({ kind }) => kind === 'files')}>
          <Fields fields={fields} values={values} wrong={wrong} margin={fixedMargin(t)} />
          {asylum === undefined ? null : (
            <Notice tone="do">
              <p>{t('web.act.asylum')}</p>
              <label class="box">
                <input type="checkbox" name="asylum" value="seen" />
                <span>{t('web.act.asylum.seen')}</span>
              </label>
            </Notice>
          )}
          <p class="buttons">
            <button>{t(needsTwo(command) ? 'web.act.ask-approval' : `command.${command}`)}</button>
            <a class="button plain" href={`/requests/${view.id}`}>
              {t('web.act.back')}
            </a>
          </p>
        </Form>
      </>
    ),
  })
}

/** Gives a command by its name. The input was read by the command's own schema, so each operation gets its own. */
function give(
  operations: ComityClient,
  command: CommandType,
  view: RequestView,
  body: unknown,
  ifMatch: number,
): Promise<Result<RequestView>> {
  const operation = operations[command] as (call: {
    params: { request: string }
    body: unknown
    ifMatch: number
  }) => Promise<Result<RequestView>>
  return operation({ params: { request: view.id }, body, ifMatch })
}

/** The form of one command on a request, and the giving of it. */
export const actPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const name = place['command'] ?? ''
  if (name === 'revise' || name === 'override-finding') return goTo(`/requests/${view.id}/draft`)
  if (!Object.hasOwn(actFields, name)) return problemPage(visit, { code: 'not-found' })
  const command = name as ActCommandType
  if (!view.available.includes(command)) return problemPage(visit, { code: 'act-not-available', values: { act: command } })
  const voice = voiceOf(visit)
  const fields = actFields[command](view, voice)
  if (visit.method === 'GET') return render(visit, command, { view, fields, values: writeForm(fields, startOf(command, view)) })
  const received = await receiveFiles(visit, view.id, operations)
  if (!received.ok) return render(visit, command, { view, fields, values: visit.form, wrong: wrongOf(received.problem, voice.t) })
  const change = rowChangeOf(visit.form)
  if (change !== undefined) return render(visit, command, { view, fields, values: changeRows(fields, received.value, change) })
  const said = readForm(fields, received.value)
  if (visit.form.get('asylum') !== 'seen' && mentionsAsylum(JSON.stringify(said)))
    return render(visit, command, { view, fields, values: writeForm(fields, said), asylum: true })
  const body = read(commands[command], said)
  const done = body.ok
    ? await withProof(visit, operations, async () => give(operations, command, view, body.value, versionIn(visit.form)))
    : body
  if (done.ok) return goTo(`/requests/${view.id}`)
  const values = writeForm(fields, said)
  const wrong = wrongOf(done.problem, voice.t)
  const proof = asksProof(done.problem)
  const fresh = done.problem.code === 'version-conflict' ? await findView(operations, place) : undefined
  if (fresh?.ok !== true) return render(visit, command, { view, fields, values, wrong, proof })
  return render(visit, command, { view: fresh.value, fields, values, wrong: { ...wrong, sentence: voice.t('web.conflict.act') } })
}
