import type { LegalBases } from '@comity/contract/request-law'
import { instrumentShortTitle, instrumentTitle } from '@comity/reference/instrument'
import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'
import { CoverageList } from './coverage-list.tsx'
import { ReasonLine } from './reason-line.tsx'
import { Sources, VerifiedMark } from './sources.tsx'

interface AnswerProps {
  readonly law: LegalBases
  readonly requesting: string
  readonly requested: string
}

function Basis({ basis, requesting, requested }: { readonly basis: LegalBases['bases'][number] } & Omit<AnswerProps, 'law'>) {
  const { t, language, date } = useVoice()
  const { instrument, provision, since, sinceAtLatest } = basis
  const pair = { instrument, requesting, requested, since: since ?? sinceAtLatest }
  return (
    <div class="row">
      <div>
        <h3>
          <a href={`/law/instruments/${instrument}`}>
            <Isolated>{instrumentTitle(instrument, language)}</Isolated>
          </a>
        </h3>
        {provision === '' ? null : (
          <p>
            <Isolated>{t('legal-basis.citation', { instrument: instrumentShortTitle(instrument, language), article: provision })}</Isolated>
          </p>
        )}
        <ul>
          {basis.reasons.map((reason) => (
            <ReasonLine reason={reason} kind="reason" {...pair} />
          ))}
        </ul>
        {basis.doubts.length === 0 ? null : (
          <>
            <p class="doubt">{t('law.doubts')}</p>
            <ul>
              {basis.doubts.map((reason) => (
                <ReasonLine reason={reason} kind="reason" {...pair} />
              ))}
            </ul>
          </>
        )}
        <CoverageList coverage={basis.coverage} />
      </div>
      <div class="note">
        {since === undefined ? null : <p>{t('legal-basis.since', { date: date(since) })}</p>}
        {sinceAtLatest === undefined ? null : <p>{t('legal-basis.since-at-latest', { date: date(sinceAtLatest) })}</p>}
        <p>
          <VerifiedMark verified={basis.verified} />
        </p>
        <Sources evidence={basis.evidence} />
      </div>
    </div>
  )
}

interface OthersProps extends Omit<AnswerProps, 'law'> {
  readonly title: string
  readonly kind: 'excluded' | 'unknown'
  readonly items: LegalBases['excluded']
}

/** Instruments that were considered and do not serve, or of which nobody can tell: closed, and never left out. */
export function Others({ title, kind, items, requesting, requested }: OthersProps) {
  const { language } = useVoice()
  if (items.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <dl>
        {items.map(({ instrument, reason }) => (
          <>
            <dt>
              <a href={`/law/instruments/${instrument}`}>
                <Isolated>{instrumentShortTitle(instrument, language)}</Isolated>
              </a>
            </dt>
            <dd>
              <ul>
                <ReasonLine reason={reason} kind={kind} instrument={instrument} requesting={requesting} requested={requested} />
              </ul>
            </dd>
          </>
        ))}
      </dl>
    </details>
  )
}

/** The answer to a question of legal basis: the bases in their order, what fell out, what nobody can tell. */
export function BasesAnswer({ law, requesting, requested }: AnswerProps) {
  const { t } = useVoice()
  const pair = { requesting, requested }
  return (
    <>
      {law.bases.map((basis) => (
        <Basis basis={basis} {...pair} />
      ))}
      {law.otherwise.length === 0 ? null : (
        <ul>
          {law.otherwise.map((reason) => (
            <ReasonLine reason={reason} kind="reason" instrument="" {...pair} />
          ))}
        </ul>
      )}
      <Others title={t('web.basis.unknown', { count: law.unknown.length })} kind="unknown" items={law.unknown} {...pair} />
      <Others title={t('web.basis.excluded', { count: law.excluded.length })} kind="excluded" items={law.excluded} {...pair} />
    </>
  )
}
