import type { Erasure, Review } from '@comity/contract/retention'
import type { Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { DateText, InstantText } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { ReferenceOf } from './named.tsx'

function Reviews({ items }: { readonly items: readonly Review[] }) {
  const { t } = useVoice()
  if (items.length === 0) return <p class="quiet">{t('retention.none-due')}</p>
  return (
    <Table
      caption={t('retention.due')}
      head={['retention.request', 'retention.state', 'retention.class', 'retention.closed', 'retention.review'].map((id) => t(id))}
      rows={items.map((review) => ({
        key: review.request,
        cells: [
          <>
            <a href={`/requests/${review.request}/retention`}>
              <ReferenceOf of={review} />
            </a>{' '}
            {review.held ? <Tag>{t('retention.hold')}</Tag> : null}
          </>,
          <StateName code={review.counterpart} />,
          t(`retention.class.${review.class}`),
          review.closedAt === undefined ? '—' : <InstantText iso={review.closedAt} />,
          <DateText iso={review.review} />,
        ],
      }))}
    />
  )
}

function Erasures({ items, caption }: { readonly items: readonly Erasure[]; readonly caption: string }) {
  const { t } = useVoice()
  return (
    <Table
      caption={caption}
      head={['retention.request', 'retention.state', 'retention.proposed', 'retention.standing'].map((id) => t(id))}
      rows={items.map((erasure) => ({
        key: erasure.id,
        cells: [
          <a href={`/retention/erasures/${erasure.id}`}>
            <ReferenceOf of={erasure} />
          </a>,
          <StateName code={erasure.counterpart} />,
          <InstantText iso={erasure.proposed.at} />,
          <Tag>{t(`retention.standing.${erasure.standing}`)}</Tag>,
        ],
      }))}
    />
  )
}

/** What waits for a person: closed requests whose time is over, and erasures that somebody has proposed. */
export const retentionPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const cursor = visit.query.get('cursor')
  const reviews = await operations.listReviews({ query: { limit: 50, ...(cursor === null ? {} : { cursor }) } })
  if (!reviews.ok) return problemPage(visit, reviews.problem)
  const erasures = await operations.listErasures({ query: { limit: 100 } })
  if (!erasures.ok) return problemPage(visit, erasures.problem)
  const waiting = erasures.value.items.filter(({ standing }) => standing === 'proposed')
  const settled = erasures.value.items.filter(({ standing }) => standing !== 'proposed')
  return answer(visit, {
    title: t('retention.title'),
    width: 'full',
    body: (
      <>
        <p class="lead">{t('retention.lead')}</p>
        <p class="buttons">
          <a href="/retention/periods">{t('retention.periods')}</a>
        </p>
        {waiting.length === 0 ? null : (
          <section aria-labelledby="waiting">
            <h2 id="waiting">{t('retention.waiting')}</h2>
            <Erasures items={waiting} caption={t('retention.waiting')} />
          </section>
        )}
        <section aria-labelledby="due">
          <h2 id="due">{t('retention.due')}</h2>
          <Reviews items={reviews.value.items} />
          {reviews.value.next === undefined ? null : (
            <p>
              <a href={`/retention?cursor=${encodeURIComponent(reviews.value.next)}`} rel="next">
                {t('web.pager.next')}
              </a>
            </p>
          )}
        </section>
        {settled.length === 0 ? null : (
          <section aria-labelledby="settled">
            <h2 id="settled">{t('retention.settled')}</h2>
            <Erasures items={settled} caption={t('retention.settled')} />
          </section>
        )}
      </>
    ),
  })
}
