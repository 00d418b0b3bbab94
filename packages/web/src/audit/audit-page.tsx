import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { voiceOf } from '../ui/voice.ts'

/** The audit log, newest first: who did what to which subject, and how it ended. Never what a request says. */
export const auditPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const cursor = visit.query.get('cursor')
  const subject = visit.query.get('subject')
  const listed = await operations.listAudit({ query: { ...(cursor ? { cursor } : {}), ...(subject ? { subject } : {}) } })
  if (!listed.ok) return problemPage(visit, listed.problem)
  const head = [
    'web.audit.number',
    'web.audit.at',
    'web.audit.actor',
    'web.audit.action',
    'web.audit.subject',
    'web.audit.outcome',
    'web.audit.hash',
  ]
  return answer(visit, {
    title: t('web.nav.audit'),
    width: 'full',
    body: (
      <>
        <p class="lead">{t('web.audit.about')}</p>
        <form class="filters" method="get" action="/audit" role="search">
          <div class="wide">
            <label for="subject">{t('web.audit.subject')}</label>
            <input id="subject" name="subject" value={subject ?? ''} />
          </div>
          <button class="plain">{t('web.register.show')}</button>
        </form>
        {listed.value.items.length === 0 ? (
          <p class="quiet">{t('web.audit.empty')}</p>
        ) : (
          <Table
            caption={t('web.nav.audit')}
            head={head.map((id) => t(id))}
            rows={listed.value.items.map((entry) => ({
              key: String(entry.seq),
              cells: [
                entry.seq,
                <InstantText iso={entry.at} />,
                <Isolated code>{entry.actor}</Isolated>,
                <Isolated code>{entry.action}</Isolated>,
                <Isolated code>{entry.subject}</Isolated>,
                <Isolated>{entry.outcome}</Isolated>,
                <Isolated code>{entry.hash.slice(0, 16)}</Isolated>,
              ],
            }))}
          />
        )}
        <Pager path="/audit" query={visit.query} next={listed.value.next} />
      </>
    ),
  })
}
