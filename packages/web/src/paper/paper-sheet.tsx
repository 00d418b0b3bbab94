import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import type { View, Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import type { Wrong } from '../ui/wrong.ts'

/** A request that may be the one whose paper is entered. */
export interface Twin {
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

/** The form with which paper is entered. */
export function paperSheet(visit: Visit, { title, lead, action, crumbs, fields, values, key, wrong, twins = [] }: Sheet): View {
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
