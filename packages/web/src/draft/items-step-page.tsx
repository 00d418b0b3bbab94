import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { OffenceCoverage } from '@comity/contract/request-law'
import { findingKey } from '@comity/domain/requirement/finding'
import type { View, Visit } from '../page.ts'
import { Citations } from '../request/citation.tsx'
import { FindingNote } from '../request/finding-note.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import { answersFor, findCoverage, OffenceAnswersInBrief } from './offence-answers.tsx'
import { openFindings } from './progress.ts'
import { ReuseLink } from './reuse-link.tsx'
import { stepFrame } from './step-frame.tsx'
import type { Item, ItemsStep } from './step.ts'
import { stepAfter, wordOfStep } from './steps.ts'

function ItemRow({
  step,
  view,
  item,
  at,
  coverage,
}: {
  readonly step: ItemsStep
  readonly view: RequestView
  readonly item: Item
  readonly at: number
  readonly coverage: OffenceCoverage
}) {
  const { t } = useVoice()
  const detail = step.detail(item, t)
  const answers = answersFor(coverage, item.id, view)
  const called = step.called(item, t) || t('web.draft.unnamed')
  const open = openFindings(view).filter(({ field }) => field.startsWith(`${step.name}.${at}.`)).length
  const href = `/requests/${view.id}/draft/${step.name}/${item.id}`
  return (
    <li>
      <div>
        <a href={href}>
          <Isolated>{called}</Isolated>
        </a>
        <small class="block" dir="auto">
          {detail}
        </small>
        {answers.length === 0 ? null : <OffenceAnswersInBrief answers={answers} />}
      </div>
      <div class="row-acts">
        {open === 0 ? (
          <Tag tone="good">{t('web.draft.progress.done')}</Tag>
        ) : (
          <Tag tone="do">{t('web.draft.progress.findings', { count: open })}</Tag>
        )}
        <Form action={`${href}/remove`} version={view.version} class="inline">
          <button class="link" aria-label={t('web.form.remove-row', { row: called })}>
            {t('web.form.remove')}
          </button>
        </Form>
      </div>
    </li>
  )
}

function ItemList({ step, view, coverage }: { readonly step: ItemsStep; readonly view: RequestView; readonly coverage: OffenceCoverage }) {
  const { t } = useVoice()
  const items: readonly Item[] = view.content[step.name] ?? []
  const findings = view.findings.filter(({ field }) => field === step.name)
  const next = stepAfter(step.name)
  return (
    <>
      <div class="row">
        {items.length === 0 ? (
          <p class="quiet">{t(`web.draft.${step.name}.none`)}</p>
        ) : (
          <ul class="tasks">
            {items.map((item, at) => (
              <ItemRow step={step} view={view} item={item} at={at} coverage={coverage} />
            ))}
          </ul>
        )}
        <div class="note">
          {findings.map((finding) => (
            <FindingNote finding={finding} overridden={view.overrides[findingKey(finding)]?.reason} />
          ))}
          {findings.length > 0 ? null : <Citations provisions={step.asks} />}
          <p>{t(`${wordOfStep(step.name, view.content.kind)}.about`)}</p>
        </div>
      </div>
      <p class="buttons">
        <a class="button plain" href={`/requests/${view.id}/draft/${step.name}/new`}>
          {t(`web.draft.add.${step.name}`)}
        </a>
        <ReuseLink request={view.id} step={step.name} />
      </p>
      <p class="buttons">
        <a class="button" href={`/requests/${view.id}/draft/${next ?? ''}`}>
          {t('web.draft.continue')}
        </a>
        <a class="button plain" href={`/requests/${view.id}/draft`}>
          {t('web.draft.list')}
        </a>
      </p>
    </>
  )
}

/** A step that is a list: what there is, what each still lacks, and the way to add another. */
export async function itemsStepPage(visit: Visit, operations: ComityClient, view: RequestView, step: ItemsStep): Promise<View> {
  const coverage = await findCoverage(operations, view, step)
  if (!coverage.ok) return problemPage(visit, coverage.problem)
  return stepFrame(visit, step.name, view, { body: <ItemList step={step} view={view} coverage={coverage.value} /> })
}
