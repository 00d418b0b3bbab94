import type { RequestRetention } from '@comity/contract/retention'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { DateText, InstantText, Isolated, OwnWords } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { ReferenceOf } from './named.tsx'
import { openRetentionActs } from './retention-acts.ts'

function Said({ of }: { readonly of: { readonly reason: string; readonly by: string; readonly at: string } }) {
  return (
    <>
      <OwnWords text={of.reason} />
      <small class="block">
        <Isolated>{of.by}</Isolated> · <InstantText iso={of.at} />
      </small>
    </>
  )
}

function KeptFacts({ kept }: { readonly kept: RequestRetention }) {
  const { t } = useVoice()
  return (
    <Facts
      items={[
        [t('retention.request'), <ReferenceOf of={kept} />],
        [t('retention.state'), <StateName code={kept.counterpart} />],
        kept.class === undefined ? undefined : [t('retention.class'), t(`retention.class.${kept.class}`)],
        kept.closedAt === undefined ? undefined : [t('retention.closed'), <InstantText iso={kept.closedAt} />],
        kept.class === undefined
          ? undefined
          : [
              t('retention.period'),
              kept.months === undefined ? t('retention.period.not-set') : t('retention.period.months', { months: kept.months }),
            ],
        kept.review === undefined ? undefined : [t('retention.review'), <DateText iso={kept.review} />],
      ]}
    />
  )
}

/** How one request is kept: its period, who holds it, what was decided, and what the reader can decide. */
export const requestRetentionPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const request = place['request'] ?? ''
  const found = await operations.getRequestRetention({ params: { request } })
  if (!found.ok) return problemPage(visit, found.problem)
  const kept = found.value
  const acts = openRetentionActs(kept).filter(([, { action }]) => offers(visit.account, action))
  return answer(visit, {
    title: t('retention.of-request'),
    crumbs: [{ href: '/retention', text: t('retention.title') }],
    width: 'margin',
    body: (
      <>
        {kept.held ? <Notice tone="do">{t('retention.held')}</Notice> : null}
        <KeptFacts kept={kept} />
        <p class="buttons">
          {kept.erasedAt === undefined ? <a href={`/requests/${request}`}>{t('retention.request')}</a> : null}
          {kept.erasure === undefined ? null : <a href={`/retention/erasures/${kept.erasure}`}>{t('retention.erasure')}</a>}
        </p>
        {acts.length === 0 ? null : (
          <section aria-labelledby="can-do">
            <h2 id="can-do">{t('retention.can-do')}</h2>
            <ul>
              {acts.map(([name, act]) => (
                <li>
                  <a href={`/requests/${request}/retention/${name}`}>{t(act.title)}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {kept.holds.length === 0 ? null : (
          <section aria-labelledby="holds">
            <h2 id="holds">{t('retention.hold')}</h2>
            {kept.holds.map(({ set, lifted }) => (
              <Facts
                items={[
                  [t('retention.reason'), <Said of={set} />],
                  lifted === undefined ? undefined : [t('retention.lifted'), <Said of={lifted} />],
                ]}
              />
            ))}
          </section>
        )}
        {kept.extensions.length === 0 ? null : (
          <section aria-labelledby="extensions">
            <h2 id="extensions">{t('retention.keep')}</h2>
            {kept.extensions.map((extension) => (
              <Facts
                items={[
                  [t('retention.until'), <DateText iso={extension.until} />],
                  [t('retention.reason'), <Said of={extension} />],
                ]}
              />
            ))}
          </section>
        )}
      </>
    ),
  })
}
