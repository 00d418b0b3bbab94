import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { OffenceCoverage } from '@comity/contract/request-law'
import { ok, type Result } from '@comity/domain/result'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { ReasonLine } from '../law/reason-line.tsx'
import { citationText } from '../request/citation.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import type { ItemsStep } from './step.ts'

type Answer = OffenceCoverage['offences'][number]['answers'][number]

const nothing: OffenceCoverage = { matchable: [], offences: [] }

/** What the law says of the offences of a draft; asked where a page shows offences. */
export async function findCoverage(operations: ComityClient, view: RequestView, step: ItemsStep): Promise<Result<OffenceCoverage>> {
  return step.name === 'offences' ? operations.getOffenceCoverage({ params: { request: view.id } }) : ok(nothing)
}

/** What the instruments say of one offence: those that the officer chose, or while none is chosen all that bind both States. */
export function answersFor({ offences }: OffenceCoverage, id: string, { content }: RequestView): readonly Answer[] {
  const all = offences.find(({ offence }) => offence === id)?.answers ?? []
  const chosen = all.filter(({ instrument }) => (content.bases ?? []).some((basis) => basis.instrument === instrument))
  return chosen.length === 0 ? all : chosen
}

const tone = { covered: 'good', 'not-covered': 'plain', unknown: 'do' } as const
const kind = { covered: 'reason', 'not-covered': 'excluded', unknown: 'unknown' } as const

/** In a line, which instruments cover an offence, do not, or cannot tell yet. */
export function OffenceAnswersInBrief({ answers }: { readonly answers: readonly Answer[] }) {
  const { t, language } = useVoice()
  return (
    <small class="block">
      {(['covered', 'unknown', 'not-covered'] as const).map((answer) => {
        const own = answers.filter((one) => one.answer === answer)
        return own.length === 0 ? null : (
          <span class="block">
            {t(`web.offence.${answer}`)}:{' '}
            {own.map(({ instrument }, at) => (
              <>
                {at === 0 ? null : ' · '}
                <bdi>{instrumentShortTitle(instrument, language)}</bdi>
              </>
            ))}
          </span>
        )
      })}
    </small>
  )
}

function AnswerList({ answers, view }: { readonly answers: readonly Answer[]; readonly view: RequestView }) {
  const voice = useVoice()
  const { t } = voice
  const { requesting, requested } = view.content
  return (
    <dl>
      {answers.map(({ instrument, provision, answer, reasons, doubts }) => (
        <>
          <dt>
            <bdi>{citationText({ instrument, article: provision }, voice)}</bdi>
          </dt>
          <dd>
            <Tag tone={tone[answer]}>{t(`web.offence.${answer}`)}</Tag>
            <ul>
              {[...reasons, ...doubts].map((reason) => (
                <ReasonLine reason={reason} kind={kind[answer]} instrument={instrument} requesting={requesting} requested={requested} />
              ))}
            </ul>
          </dd>
        </>
      ))}
    </dl>
  )
}

/** More answers of a kind than these are folded: while nothing is chosen, a dozen instruments may say the same. */
const openAtMost = 2

/** Whether each instrument covers an offence, with the reasons as on the page of legal bases; those that do stand first. */
export function OffenceAnswers({ answers, view }: { readonly answers: readonly Answer[]; readonly view: RequestView }) {
  const { t } = useVoice()
  return (
    <>
      <p>
        <b>{t('web.offence.answers')}</b>
      </p>
      {(['covered', 'unknown', 'not-covered'] as const).map((answer) => {
        const own = answers.filter((one) => one.answer === answer)
        if (own.length === 0) return null
        if (answer === 'covered' || own.length <= openAtMost) return <AnswerList answers={own} view={view} />
        return (
          <details>
            <summary>
              {t(`web.offence.${answer}`)} ({own.length})
            </summary>
            <AnswerList answers={own} view={view} />
          </details>
        )
      })}
    </>
  )
}
