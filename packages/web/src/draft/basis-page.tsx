import type { ComityClient } from '@comity/contract/operations'
import type { LegalBases, RequestView } from '@comity/contract/request'
import { findingKey } from '@comity/domain/requirement/finding'
import { instrumentShortTitle, instrumentTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import { goTo, type View, type Visit } from '../page.ts'
import { FindingNote } from '../request/finding-note.tsx'
import { Form } from '../ui/form.tsx'
import { Citations } from '../request/citation.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { inWords } from '../ui/in-words.ts'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { idOf, type Wrong, wrongOf } from '../ui/wrong.ts'
import { save } from './save.ts'
import { SaveButtons } from './save-buttons.tsx'
import { stepFrame, whereNext } from './step-frame.tsx'

type Reason = LegalBases['bases'][number]['reasons'][number]

/** One offered or chosen provision, as the form sends it. */
function valueOf({ instrument, provision }: { readonly instrument: string; readonly provision: string }): string {
  return `${instrument} ${provision}`
}

function basisIn(value: string): { instrument: string; provision: string } {
  const [instrument = '', ...provision] = value.split(' ')
  return { instrument, provision: provision.join(' ') }
}

interface ReasonLineProps {
  readonly reason: Reason
  readonly kind: 'reason' | 'excluded' | 'unknown'
  readonly instrument: string
  readonly view: RequestView
  readonly since?: string | undefined
}

function ReasonLine({ reason, kind, instrument, view, since }: ReasonLineProps) {
  const voice = useVoice()
  const { t, language } = voice
  const { requesting, requested } = view.content
  const values = {
    instrument: instrumentShortTitle(instrument, language),
    requesting: stateName(requesting, language),
    requested: stateName(requested, language),
    state: stateName(requested, language),
    date: since ?? '',
    ...reason.values,
  }
  return (
    <li>
      {t(`legal-basis.${kind}.${reason.code}`, inWords(values, voice))} <Citations provisions={reason.provisions} />
    </li>
  )
}

/** Where each fact was read, and as of when. */
function Sources({ evidence }: { readonly evidence: LegalBases['bases'][number]['evidence'] }) {
  const voice = useVoice()
  const { t } = voice
  const sources = [...new Set(evidence.map(({ source, asOf }) => t('legal-basis.source', inWords({ source, date: asOf }, voice))))]
  return (
    <>
      {sources.map((source) => (
        <p>
          <Isolated>{source}</Isolated>
        </p>
      ))}
    </>
  )
}

function Offered({
  basis,
  view,
  chosen,
  first,
}: {
  readonly basis: LegalBases['bases'][number]
  readonly view: RequestView
  readonly chosen: boolean
  readonly first: boolean
}) {
  const { t, language, date } = useVoice()
  const { instrument, provision } = basis
  return (
    <div class="row">
      <label class="box basis">
        <input type="checkbox" id={first ? idOf('bases') : undefined} name="bases" value={valueOf(basis)} checked={chosen} />
        <span>
          <b>
            <Isolated>{instrumentTitle(instrument, language)}</Isolated>
          </b>
          {provision === '' ? null : (
            <span class="block">
              <Isolated>
                {t('legal-basis.citation', { instrument: instrumentShortTitle(instrument, language), article: provision })}
              </Isolated>
            </span>
          )}
          <ul class="quiet">
            {[...basis.reasons, ...basis.doubts].map((reason) => (
              <ReasonLine reason={reason} kind="reason" instrument={instrument} view={view} since={basis.since ?? basis.sinceAtLatest} />
            ))}
          </ul>
        </span>
      </label>
      <div class="note">
        {basis.since === undefined ? null : <p>{t('legal-basis.since', { date: date(basis.since) })}</p>}
        {basis.sinceAtLatest === undefined ? null : <p>{t('legal-basis.since-at-latest', { date: date(basis.sinceAtLatest) })}</p>}
        <p>{t(`legal-basis.verified.${basis.verified}`)}</p>
        <Sources evidence={basis.evidence} />
      </div>
    </div>
  )
}

function Others({
  title,
  kind,
  items,
  view,
}: {
  readonly title: string
  readonly kind: 'excluded' | 'unknown'
  readonly items: LegalBases['excluded']
  readonly view: RequestView
}) {
  const { language } = useVoice()
  if (items.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <dl>
        {items.map(({ instrument, reason }) => (
          <>
            <dt>
              <Isolated>{instrumentTitle(instrument, language)}</Isolated>
            </dt>
            <dd>
              <ul>
                <ReasonLine reason={reason} kind={kind} instrument={instrument} view={view} />
              </ul>
            </dd>
          </>
        ))}
      </dl>
    </details>
  )
}

function BasisForm({ view, law }: { readonly view: RequestView; readonly law: LegalBases }) {
  const { t } = useVoice()
  const chosen = (view.content.bases ?? []).map(valueOf)
  const offered = law.bases.map(valueOf)
  return (
    <Form action={`/requests/${view.id}/draft/basis`} version={view.version}>
      {view.findings
        .filter(({ field }) => field === 'bases' || field.startsWith('bases.'))
        .map((finding) => (
          <FindingNote finding={finding} overridden={view.overrides[findingKey(finding)]?.reason} />
        ))}
      <fieldset class="field">
        <legend>{t('web.basis.choose')}</legend>
        {law.bases.length === 0 ? <p>{t('web.basis.none')}</p> : null}
        {law.bases.map((basis, at) => (
          <Offered basis={basis} view={view} chosen={chosen.includes(valueOf(basis))} first={at === 0} />
        ))}
        {chosen
          .filter((value) => !offered.includes(value))
          .map((value) => (
            <label class="box">
              <input type="checkbox" name="bases" value={value} checked />
              <Isolated>{value}</Isolated>
            </label>
          ))}
      </fieldset>
      <Others title={t('web.basis.unknown', { count: law.unknown.length })} kind="unknown" items={law.unknown} view={view} />
      <Others title={t('web.basis.excluded', { count: law.excluded.length })} kind="excluded" items={law.excluded} view={view} />
      <SaveButtons />
    </Form>
  )
}

/** The provisions on which the request rests: those that bind both States, ranked, each with its reasons and its source. */
export async function basisPage(visit: Visit, operations: ComityClient, view: RequestView): Promise<View> {
  const { t } = voiceOf(visit)
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const saved = await save(visit, operations, view, { bases: visit.form.getAll('bases').map(basisIn) })
    if (saved.ok) return goTo(whereNext(visit, view, 'basis'))
    wrong = wrongOf(saved.problem, t, 'content')
  }
  const law = await operations.getLegalBases({ params: { request: view.id } })
  if (!law.ok) return problemPage(visit, law.problem)
  const shown = wrong === undefined ? view : { ...view, content: { ...view.content, bases: visit.form.getAll('bases').map(basisIn) } }
  return stepFrame(visit, 'basis', view, {
    body: <BasisForm view={shown} law={law.value} />,
    fields: [{ kind: 'choices', name: 'bases', label: 'web.draft.step.basis', options: [], optionLabel: '' }],
    ...(wrong === undefined ? {} : { wrong }),
  })
}
