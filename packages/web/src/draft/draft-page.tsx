import type { RequestView } from '@comity/contract/request'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { findDraft } from './find-draft.ts'
import { openFindings, progressOfStep } from './progress.ts'
import type { Step } from './step.ts'
import { steps, wordOfStep } from './steps.ts'
import { StateName } from '../request/names.tsx'

function StepTag({ step, view }: { readonly step: Step; readonly view: RequestView }) {
  const { t } = useVoice()
  const progress = progressOfStep(step, view)
  if (progress.kind === 'findings') return <Tag tone="do">{t('web.draft.progress.findings', { count: progress.count })}</Tag>
  return <Tag tone={progress.kind === 'done' ? 'good' : 'plain'}>{t(`web.draft.progress.${progress.kind}`)}</Tag>
}

function TaskList({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  return (
    <ol class="tasks">
      {steps.map((step) => (
        <li>
          <div>
            <a href={`/requests/${view.id}/draft/${step.name}`} aria-describedby={`step-${step.name}`}>
              {t(wordOfStep(step.name, view.content.kind))}
            </a>
            <small class="block">{t(`${wordOfStep(step.name, view.content.kind)}.about`)}</small>
          </div>
          <span id={`step-${step.name}`}>
            <StepTag step={step} view={view} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** The tasks of a draft, each with how far it is. Everything is saved at every step, so it can be left and taken up anywhere. */
export const draftPage: Page = async (visit, operations, place) => {
  const found = await findDraft(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const { t } = voiceOf(visit)
  const open = openFindings(view).length
  return answer(visit, {
    title: t('web.draft.title'),
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    body: (
      <>
        <p class="lead">
          <Isolated>{view.reference}</Isolated> · {t('web.request.to')} <StateName code={view.counterpart} />
        </p>
        <p>{t(open === 0 ? 'web.draft.ready' : 'web.draft.open', { count: open })}</p>
        {view.pending === undefined ? null : <Notice tone="do">{t('web.draft.pending')}</Notice>}
        <TaskList view={view} />
        <p class="buttons">
          <a class="button plain" href={`/requests/${view.id}/letter`}>
            {t('web.draft.letter')}
          </a>
          {offers(visit.account, 'draft.export') ? <a href={`/requests/${view.id}/take-along`}>{t('drafter.export.title')}</a> : null}
        </p>
      </>
    ),
  })
}
