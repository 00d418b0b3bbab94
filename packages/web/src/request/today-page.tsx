import type { ComityClient } from '@comity/contract/operations'
import type { RequestRow } from '@comity/contract/request'
import type { TranslationRow } from '@comity/contract/translation'
import { AlarmList, alarmsFor } from '../exchange/alarm-list.tsx'
import { offers } from '../navigation.ts'
import { navigationFor } from '../navigation.ts'
import type { Page, Visit } from '../page.ts'
import { TranslationTable } from '../translation/translation-table.tsx'
import { answer } from '../ui/answer.tsx'
import { DateText } from '../ui/isolated.tsx'
import { LateOriginals } from '../paper/late-originals.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { daysBetween } from './due-clock.tsx'
import { RequestTable } from './request-table.tsx'

/** How far ahead the page looks, in days. */
const horizon = 14

function Waiting({
  title,
  empty,
  rows,
  id,
}: {
  readonly title: string
  readonly empty: string
  readonly rows: readonly RequestRow[]
  readonly id: string
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? <p class="quiet">{empty}</p> : <RequestTable caption={title} rows={rows} />}
    </section>
  )
}

function Lists({
  approvals,
  due,
  incoming,
}: {
  readonly approvals: readonly RequestRow[]
  readonly due: readonly RequestRow[]
  readonly incoming: readonly RequestRow[]
}) {
  const { t } = useVoice()
  return (
    <>
      <Waiting id="approvals" title={t('web.today.approvals')} empty={t('web.today.approvals.none')} rows={approvals} />
      <Waiting id="due" title={t('web.today.due', { days: horizon })} empty={t('web.today.due.none')} rows={due} />
      <Waiting id="incoming" title={t('web.today.incoming')} empty={t('web.today.incoming.none')} rows={incoming} />
    </>
  )
}

/** Translations that are due, and those that wait for an officer to accept them. */
async function translationsDue(visit: Visit, operations: ComityClient): Promise<readonly TranslationRow[]> {
  if (!offers(visit.account, 'translation.list')) return []
  const { today } = voiceOf(visit)
  const list = await operations.listTranslations({ query: { open: 'yes', limit: 20 } })
  if (!list.ok) return []
  return list.value.items.filter(({ stage, due }) => stage === 'returned' || daysBetween(today, due) <= horizon)
}

function TranslationsDue({ rows }: { readonly rows: readonly TranslationRow[] }) {
  const { t } = useVoice()
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="translations">
      <h2 id="translations">{t('translation.today', { days: horizon })}</h2>
      <TranslationTable caption={t('translation.today', { days: horizon })} rows={rows} />
    </section>
  )
}

/** What waits for the reader. Those who may read no request find their own places instead. */
export const todayPage: Page = async (visit, operations) => {
  const { t, today } = voiceOf(visit)
  const translations = await translationsDue(visit, operations)
  const alarms = await alarmsFor(visit, operations)
  if (!offers(visit.account, 'request.list')) {
    return answer(visit, {
      title: t('web.today.title'),
      body: (
        <>
          {offers(visit.account, 'translation.list') ? null : <p class="lead">{t('web.today.no-requests')}</p>}
          <AlarmList alarms={alarms} />
          <TranslationsDue rows={translations} />
          <ul>
            {navigationFor(visit)
              .filter(({ href }) => href !== '/')
              .map(({ href, label }) => (
                <li>
                  <a href={href}>{t(label)}</a>
                </li>
              ))}
          </ul>
        </>
      ),
    })
  }
  const [byDue, byChange, arrived] = await Promise.all([
    operations.listRequests({ query: { sort: 'due', limit: 50 } }),
    operations.listRequests({ query: { sort: 'changed', limit: 100 } }),
    operations.listRequests({ query: { side: 'requested', stage: 'sent', sort: 'changed', limit: 50 } }),
  ])
  const originals = offers(visit.account, 'letter.list') ? await operations.listOriginals({}) : undefined
  if (!byDue.ok) return problemPage(visit, byDue.problem)
  if (!byChange.ok) return problemPage(visit, byChange.problem)
  if (!arrived.ok) return problemPage(visit, arrived.problem)
  return answer(visit, {
    title: t('web.today.title'),
    width: 'full',
    body: (
      <>
        <p class="lead">
          <DateText iso={today} />
        </p>
        <Lists
          approvals={byChange.value.items.filter((row) => row.waitsForApproval)}
          due={byDue.value.items.filter((row) => row.due !== undefined && daysBetween(today, row.due) <= horizon)}
          incoming={arrived.value.items}
        />
        <AlarmList alarms={alarms} />
        <TranslationsDue rows={translations} />
        <LateOriginals originals={originals?.ok === true ? originals.value.items.filter(({ late }) => late) : []} />
      </>
    ),
  })
}
