import type { Peer } from '@comity/contract/exchange'
import { problemStatus } from '@comity/contract/problem'
import type { Comparison, GapEntry } from '@comity/contract/reconciliation'
import { ErrorSummary } from '../form/error-summary.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

function Outcome({ comparison, gaps }: { readonly comparison: Comparison | undefined; readonly gaps: number }) {
  const { t } = useVoice()
  if (comparison === undefined) return '–'
  const { problem } = comparison
  return (
    <>
      {problem !== undefined ? (
        <Tag tone="do">{t('gap.not-compared')}</Tag>
      ) : gaps > 0 ? (
        <Tag tone="do">{t('gap.open', { count: gaps })}</Tag>
      ) : (
        <Tag tone="good">{t('gap.agree')}</Tag>
      )}
      {problem === undefined ? null : <small class="block">{t(problem === 'not-found' ? 'gap.older' : `problem.${problem}`)}</small>}
    </>
  )
}

function Comparisons({
  peers,
  comparisons,
  gaps,
  mayCompare,
}: {
  readonly peers: readonly Peer[]
  readonly comparisons: readonly Comparison[]
  readonly gaps: readonly GapEntry[]
  readonly mayCompare: boolean
}) {
  const { t } = useVoice()
  return (
    <Table
      caption={t('gap.comparisons')}
      head={[t('web.messages.peer'), t('gap.at'), t('gap.outcome'), ...(mayCompare ? [t('gap.compare')] : [])]}
      rows={peers.map(({ id, name }) => {
        const comparison = comparisons.find(({ peer }) => peer === id)
        return {
          key: id,
          cells: [
            <>
              <Isolated>{name}</Isolated>
              <small class="block">
                <Isolated code>{id}</Isolated>
              </small>
            </>,
            comparison === undefined ? '–' : <InstantText iso={comparison.at} />,
            <Outcome comparison={comparison} gaps={gaps.filter(({ peer }) => peer === id).length} />,
            ...(mayCompare
              ? [
                  <Form action={`/gaps/${id.replace('/', '~')}`}>
                    <button class="plain" aria-label={`${t('gap.compare')}: ${name}`}>
                      {t('gap.compare')}
                    </button>
                  </Form>,
                ]
              : []),
          ],
        }
      })}
    />
  )
}

function Missing({ gaps, mayRead }: { readonly gaps: readonly GapEntry[]; readonly mayRead: boolean }) {
  const { t } = useVoice()
  return (
    <Table
      caption={t('gap.missing')}
      head={[t('gap.message'), t('gap.missing'), t('gap.found')]}
      rows={gaps.map(({ peer, thread, author, seq, kind, message, proved, foundAt }) => ({
        key: `${peer} ${thread} ${author} ${seq} ${kind}`,
        cells: [
          <>
            <Isolated code>{author}</Isolated>
            <small class="block">{mayRead ? <a href={`/requests/${thread}`}>{t('gap.place', { seq })}</a> : t('gap.place', { seq })}</small>
            {message === undefined ? null : (
              <small class="block">
                <Isolated code>{message}</Isolated>
              </small>
            )}
          </>,
          <>
            <Tag tone="do">{t(`gap.${kind}`)}</Tag>
            {proved ? <small class="block">{t('gap.proved')}</small> : null}
            <small class="block">{t(`gap.${kind}.do`)}</small>
          </>,
          <InstantText iso={foundAt} />,
        ],
      }))}
    />
  )
}

/** What one side has and the other has not, by the last comparison with each verified authority; and a comparison now. */
export const gapsPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const compared = visit.method === 'POST' ? await operations.reconcilePeer({ params: { peer: place['peer'] ?? '' } }) : undefined
  if (compared?.ok === true) return goTo('/gaps')
  const listed = await operations.listGaps({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const { comparisons, items } = listed.value
  const known = offers(visit.account, 'peer.list') ? await operations.listPeers({}) : undefined
  const peers = known?.ok === true ? known.value.items.filter(({ standing }) => standing === 'active') : []
  const problem = compared?.problem
  return answer(visit, {
    title: t('gap.title'),
    crumbs: [{ href: '/messages', text: t('web.nav.messages') }],
    status: problem === undefined ? 200 : problemStatus[problem.code],
    wrong: problem !== undefined,
    width: 'full',
    body: (
      <>
        <p class="lead">{t('gap.lead')}</p>
        <ErrorSummary wrong={problem === undefined ? undefined : wrongOf(problem, t)} fields={[]} />
        <h2>{t('gap.missing')}</h2>
        {items.length === 0 ? (
          <p class="quiet">{t('gap.none')}</p>
        ) : (
          <Missing gaps={items} mayRead={offers(visit.account, 'request.read')} />
        )}
        <h2>{t('gap.comparisons')}</h2>
        {peers.length === 0 ? (
          <p class="quiet">{t('gap.never')}</p>
        ) : (
          <Comparisons peers={peers} comparisons={comparisons} gaps={items} mayCompare={offers(visit.account, 'exchange.reconcile')} />
        )}
      </>
    ),
  })
}
