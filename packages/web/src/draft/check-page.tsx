import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import { commands } from '@comity/domain/request/command'
import { read } from '@comity/domain/input'
import { type Finding, findingKey } from '@comity/domain/requirement/finding'
import { goTo, type View, type Visit } from '../page.ts'
import { FindingNote } from '../request/finding-note.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { idOf, type Wrong, wrongOf } from '../ui/wrong.ts'
import { openFindings } from './progress.ts'
import { versionIn } from './save.ts'
import { stepFrame } from './step-frame.tsx'
import { itemNameOf, stepOf, wordOfStep } from './steps.ts'

interface Attempt {
  readonly finding: string
  readonly reason: string
  readonly wrong: Wrong
}

function Override({
  view,
  finding,
  attempt,
}: {
  readonly view: RequestView
  readonly finding: string
  readonly attempt: Attempt | undefined
}) {
  const { t } = useVoice()
  const id = idOf(`reason-${finding}`)
  const mine = attempt?.finding === finding ? attempt : undefined
  return (
    <details open={mine !== undefined}>
      <summary>{t('web.check.override')}</summary>
      <Form action={`/requests/${view.id}/draft/check`} version={view.version}>
        <input type="hidden" name="finding" value={finding} />
        <div class={mine === undefined ? 'field' : 'field bad'}>
          <label for={id}>{t('web.check.reason')}</label>
          {mine === undefined ? null : <p class="error">{mine.wrong.fields[0]?.sentence ?? mine.wrong.sentence}</p>}
          <textarea id={id} name="reason" rows={3} dir="auto" value={mine?.reason ?? ''} />
        </div>
        <button class="plain">{t('command.override-finding')}</button>
      </Form>
    </details>
  )
}

function OneFinding({
  view,
  finding,
  attempt,
}: {
  readonly view: RequestView
  readonly finding: Finding
  readonly attempt: Attempt | undefined
}) {
  const { t } = useVoice()
  const key = findingKey(finding)
  const step = stepOf(finding.field)
  const override = view.overrides[key]
  return (
    <li>
      <FindingNote finding={finding} overridden={override?.reason} about={itemNameOf(finding.field, view.content, t)} />
      {override === undefined ? null : (
        <p class="quiet">
          <Isolated>{override.by}</Isolated>, <InstantText iso={override.at} />
        </p>
      )}
      <p>
        {step === undefined ? null : (
          <a href={linkTo(view, finding, step.name)}>{t('web.check.settle', { step: t(wordOfStep(step.name, view.content.kind)) })}</a>
        )}
      </p>
      {override === undefined && finding.severity !== 'advice' ? <Override view={view} finding={key} attempt={attempt} /> : null}
    </li>
  )
}

/** The page and the field where a finding can be settled. */
function linkTo(view: RequestView, finding: Finding, step: string): string {
  const base = `/requests/${view.id}/draft/${step}`
  const [key, row, ...rest] = finding.field.split('.')
  const list = view.content[key as 'persons' | 'offences' | 'measures']
  const item = Array.isArray(list) && row !== undefined ? list[Number(row)] : undefined
  return item === undefined ? `${base}#${idOf(finding.field)}` : `${base}/${item.id}#${idOf(rest.join('.'))}`
}

function Checks({ view, attempt }: { readonly view: RequestView; readonly attempt: Attempt | undefined }) {
  const { t } = useVoice()
  const open = openFindings(view)
  const groups = (['missing', 'conflict', 'advice'] as const).map((severity) => ({
    severity,
    findings: view.findings.filter((finding) => finding.severity === severity),
  }))
  return (
    <>
      {open.length === 0 ? (
        <Notice tone="good">{t('web.check.ready')}</Notice>
      ) : (
        <Notice tone="do">{t('web.check.open', { count: open.length })}</Notice>
      )}
      {groups.map(({ severity, findings }) =>
        findings.length === 0 ? null : (
          <section aria-labelledby={`severity-${severity}`}>
            <h2 id={`severity-${severity}`}>
              {t(`finding.severity.${severity}`)} ({findings.length})
            </h2>
            <ul class="checks">
              {findings.map((finding) => (
                <OneFinding view={view} finding={finding} attempt={attempt} />
              ))}
            </ul>
          </section>
        ),
      )}
      <p class="buttons">
        {view.pending !== undefined ? (
          <a class="button" href={`/requests/${view.id}`}>
            {t('web.check.pending')}
          </a>
        ) : open.length === 0 ? (
          <a class="button" href={`/requests/${view.id}/acts/dispatch`}>
            {t('command.dispatch')}
          </a>
        ) : null}
        <a class="button plain" href={`/requests/${view.id}/letter`}>
          {t('web.draft.letter')}
        </a>
        {view.available.includes('share-draft') ? (
          <a class="button plain" href={`/requests/${view.id}/acts/share-draft`}>
            {t('command.share-draft')}
          </a>
        ) : null}
      </p>
    </>
  )
}

/** Everything the check found, gravest first; each can be settled where it arose or overridden with a reason that is kept. */
export async function checkPage(visit: Visit, operations: ComityClient, view: RequestView): Promise<View> {
  const { t } = voiceOf(visit)
  let attempt: Attempt | undefined
  if (visit.method === 'POST') {
    const finding = visit.form.get('finding') ?? ''
    const reason = visit.form.get('reason') ?? ''
    const body = read(commands['override-finding'], { finding, reason })
    const done = body.ok
      ? await operations['override-finding']({ params: { request: view.id }, body: body.value, ifMatch: versionIn(visit.form) })
      : body
    if (done.ok) return goTo(`/requests/${view.id}/draft/check`)
    attempt = { finding, reason, wrong: wrongOf(done.problem, t) }
  }
  const field = { kind: 'prose', name: `reason-${attempt?.finding}`, label: 'web.check.reason' } as const
  const wrong =
    attempt === undefined
      ? undefined
      : { ...attempt.wrong, fields: attempt.wrong.fields.map(({ sentence }) => ({ field: field.name, sentence })) }
  return stepFrame(visit, 'check', view, {
    body: <Checks view={view} attempt={attempt} />,
    fields: [field],
    ...(wrong === undefined ? {} : { wrong }),
  })
}
