import type { Difference, ProposalView } from '@comity/contract/reference'
import type { Participation } from '@comity/domain/legal-basis/participation'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { ErrorSummary } from '../form/error-summary.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { By } from './by.tsx'

/** The facts of a row that a list can change; beside what stood before, those that differ stand out. */
function RowFacts({ row, before }: { readonly row: Participation | undefined; readonly before?: Participation | undefined }) {
  const { t } = useVoice()
  if (row === undefined) return <>–</>
  const dates = (
    [
      ['law.signed', row.signed, before?.signed],
      ['law.consent', row.consent, before?.consent],
      ['law.in-force', row.inForce, before?.inForce],
    ] as const
  ).filter(([, iso]) => iso !== undefined)
  const party = t(row.party ? 'law.party' : 'law.standing.not-a-party.one')
  return (
    <ul>
      <li>{before !== undefined && before.party !== row.party ? <strong>{party}</strong> : party}</li>
      {dates.map(([label, iso = '', stood]) => (
        <li>
          {t(label)}:{' '}
          {before === undefined || stood === iso ? (
            <DateText iso={iso} />
          ) : (
            <strong>
              <DateText iso={iso} />
            </strong>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What officers approved, or a party that would be lost, is settled by the approver. */
function Conflict({ state, kind }: Pick<Difference, 'state' | 'kind'>) {
  const { t } = useVoice()
  return (
    <fieldset>
      <legend>{t(kind === 'absent' ? 'law.conflict.absent' : 'law.conflict')}</legend>
      {(['take', 'keep'] as const).map((choice) => (
        <label class="box">
          <input type="radio" name={`settle-${state}`} value={choice} />
          <span>{t(`law.conflict.${choice}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface DifferencesProps {
  readonly title: string
  readonly differences: readonly Difference[]
  /** Whether conflicts can be settled by the reader. */
  readonly open: boolean
}

function Differences({ title, differences, open }: DifferencesProps) {
  const { t } = useVoice()
  const shown = differences.filter(({ kind }) => kind !== 'confirmed')
  const heads = ['law.state', 'law.change', 'law.before', 'law.after'].map((id) => t(id))
  return (
    <>
      <p>{t('law.confirmed', { count: differences.length - shown.length })}</p>
      <table class="cards">
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ state, kind, conflict, before, after }) => (
            <tr>
              <th scope="row">
                <StateName code={state} />
              </th>
              <td data-label={heads[1]}>
                {t(`law.change.${kind}`)} {conflict && open ? <Conflict state={state} kind={kind} /> : null}
              </td>
              <td data-label={heads[2]}>
                <RowFacts row={before} />
              </td>
              <td data-label={heads[3]}>
                <RowFacts row={after} before={before} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function ProposalFacts({ proposal }: { readonly proposal: ProposalView }) {
  const { t } = useVoice()
  const { source, asOf, count, name, sha256, proposedBy, settledBy, reason, standing } = proposal
  return (
    <Facts
      items={[
        [t('profile.standing'), t(`law.proposal.${standing}`)],
        [t('law.source'), <Isolated>{source}</Isolated>],
        [t('law.as-of'), <DateText iso={asOf} />],
        [t('law.printed-count'), count],
        [t('law.file'), <Isolated>{name}</Isolated>],
        [t('law.digest'), <Isolated code>{sha256}</Isolated>],
        [t('law.proposed-by'), <By {...proposedBy} />],
        settledBy === undefined ? undefined : [t('law.settled-by'), <By {...settledBy} />],
        reason === undefined ? undefined : [t('web.act.reason'), reason],
      ]}
    />
  )
}

function settledIn(form: URLSearchParams): Record<string, 'take' | 'keep'> {
  const chosen = [...form].filter(([name]) => name.startsWith('settle-'))
  return Object.fromEntries(chosen.map(([name, value]) => [name.slice('settle-'.length), value === 'take' ? 'take' : 'keep']))
}

/** One list that was read in: what it would change, and the second officer's decision. */
export const changePage: Page = async (visit, operations, { proposal = '' }) => {
  const { t, language } = voiceOf(visit)
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const params = { proposal }
    const done =
      visit.form.get('act') === 'decline'
        ? await operations.declineProposal({ params, body: { reason: visit.form.get('reason') ?? '' } })
        : await operations.approveProposal({ params, body: { shown: visit.form.get('shown') ?? '', settle: settledIn(visit.form) } })
    if (done.ok) return goTo('/law/changes')
    wrong = wrongOf(done.problem, t)
  }
  const found = await operations.getProposal({ params: { proposal } })
  if (!found.ok) return problemPage(visit, found.problem)
  const { instrument, differences, shown, standing, proposedBy } = found.value
  const open = standing === 'proposed' && offers(visit.account, 'reference.approve')
  const title = t(standing === 'approved' ? 'law.differences.made' : 'law.differences')
  const own = proposedBy.account === visit.account?.id
  return answer(visit, {
    title: t('law.change-to', { instrument: instrumentShortTitle(instrument, language) }),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: '/law/changes', text: t('law.changes') },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'full',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={[]} />
        <ProposalFacts proposal={found.value} />
        <h2>{title}</h2>
        <Form action={`/law/changes/${proposal}`}>
          <input type="hidden" name="shown" value={shown} />
          <Differences title={title} differences={differences} open={open && !own} />
          {open && own ? <p class="doubt">{t('law.second-person')}</p> : null}
          {open && !own ? (
            <p class="buttons">
              <button name="act" value="approve">
                {t('law.approve')}
              </button>
            </p>
          ) : null}
        </Form>
        {open ? (
          <Form action={`/law/changes/${proposal}`} class="narrow">
            <input type="hidden" name="act" value="decline" />
            <label for="reason">{t('web.act.reason')}</label>
            <input id="reason" name="reason" dir="auto" />
            <p class="buttons">
              <button class="plain">{t('law.decline')}</button>
            </p>
          </Form>
        ) : null}
      </>
    ),
  })
}
