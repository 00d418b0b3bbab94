import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { LegalBases } from '@comity/contract/request-law'
import { findingKey } from '@comity/domain/requirement/finding'
import { instrumentShortTitle, instrumentTitle } from '@comity/reference/instrument'
import { Others } from '../law/bases.tsx'
import { ReasonLine } from '../law/reason-line.tsx'
import { Sources } from '../law/sources.tsx'
import { goTo, type View, type Visit } from '../page.ts'
import { FindingNote } from '../request/finding-note.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { idOf, type Wrong, wrongOf } from '../ui/wrong.ts'
import { SaveButtons } from './save-buttons.tsx'
import { save } from './save.ts'
import { stepFrame, whereNext } from './step-frame.tsx'

function pairOf({ content: { requesting, requested } }: RequestView): { readonly requesting: string; readonly requested: string } {
  return { requesting, requested }
}

/** One offered or chosen provision, as the form sends it. */
function valueOf({ instrument, provision }: { readonly instrument: string; readonly provision: string }): string {
  return `${instrument} ${provision}`
}

function basisIn(value: string): { instrument: string; provision: string } {
  const [instrument = '', ...provision] = value.split(' ')
  return { instrument, provision: provision.join(' ') }
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
              <ReasonLine
                reason={reason}
                kind="reason"
                instrument={instrument}
                {...pairOf(view)}
                since={basis.since ?? basis.sinceAtLatest}
              />
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
      <Others title={t('web.basis.unknown', { count: law.unknown.length })} kind="unknown" items={law.unknown} {...pairOf(view)} />
      <Others title={t('web.basis.excluded', { count: law.excluded.length })} kind="excluded" items={law.excluded} {...pairOf(view)} />
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
