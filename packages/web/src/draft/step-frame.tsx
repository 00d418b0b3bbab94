import type { RequestView } from '@comity/contract/request'
import type { ComponentChildren } from 'preact'
import type { Field } from '../form/field.ts'
import type { View, Visit } from '../page.ts'
import { titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { voiceOf } from '../ui/voice.ts'
import type { Wrong } from '../ui/wrong.ts'
import { type StepName, stepNames } from './step.ts'
import { stepAfter, wordOfStep } from './steps.ts'

interface Frame {
  readonly body: ComponentChildren
  readonly wrong?: Wrong
  readonly fields?: readonly Field[]
  readonly title?: string
}

/** The page around a step: where it stands in the draft, when that was last saved, and what is wrong. */
export function stepFrame(visit: Visit, name: StepName, view: RequestView, { body, wrong, fields = [], title }: Frame): View {
  const { t, instant } = voiceOf(visit)
  return answer(visit, {
    title: title ?? t(`${wordOfStep(name, view.content.kind)}.question`),
    crumbs: [
      { href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) },
      { href: `/requests/${view.id}/draft`, text: t('web.draft.title') },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <p class="quiet where">
          {t('web.draft.where', { number: stepNames.indexOf(name) + 1, count: stepNames.length })} ·{' '}
          {t('web.draft.saved', { at: instant(view.changedAt) })}
        </p>
        <ErrorSummary wrong={wrong} fields={fields} />
        {body}
      </>
    ),
  })
}

/** Where a saved step leads: on, to the list, or to the letter, by the button that was pressed. */
export function whereNext(visit: Visit, view: RequestView, name: StepName): string {
  const then = visit.form.get('then')
  if (then === 'letter') return `/requests/${view.id}/letter`
  const next = stepAfter(name)
  return then === 'list' || next === undefined ? `/requests/${view.id}/draft` : `/requests/${view.id}/draft/${next}`
}
