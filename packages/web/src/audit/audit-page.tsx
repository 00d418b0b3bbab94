import type { AuditEntry } from '@comity/contract/audit'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { InstantText, Isolated, OwnWords } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { LogHead } from './log-head.tsx'

const filters = ['actor', 'action', 'subject', 'from', 'to'] as const
type Asked = Partial<Record<(typeof filters)[number], string>>

/** What was asked for, empty fields left out. */
function askedOf(query: URLSearchParams): Asked {
  const asked: Asked = {}
  for (const name of filters) {
    const value = query.get(name)?.trim()
    if (value !== undefined && value !== '') asked[name] = value
  }
  return asked
}

function Search({ asked }: { readonly asked: Asked }) {
  const { t } = useVoice()
  return (
    <form class="filters" method="get" action="/audit" role="search">
      {(['actor', 'action', 'subject'] as const).map((name) => (
        <div>
          <label for={name}>{t(`web.audit.${name}`)}</label>
          <input id={name} name={name} value={asked[name] ?? ''} dir="ltr" />
        </div>
      ))}
      {(['from', 'to'] as const).map((name) => (
        <div>
          <label for={name}>{t(`audit.search.${name}`)}</label>
          <input id={name} name={name} type="date" value={asked[name] ?? ''} />
        </div>
      ))}
      <button class="plain">{t('web.register.show')}</button>
    </form>
  )
}

/** How it ended, with what was given as the reason and in whose place it was done. */
function Outcome({ of: { outcome, reason, standsInFor = [] } }: { readonly of: AuditEntry }) {
  const { t } = useVoice()
  return (
    <>
      <Isolated>{outcome}</Isolated>
      {reason === undefined ? null : (
        <small class="block">
          {t('access.reason')}: <OwnWords text={reason} />
        </small>
      )}
      {standsInFor.map((account) => (
        <small class="block">
          {t('access.in-place-of')} <Isolated code>{account}</Isolated>
        </small>
      ))}
    </>
  )
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useVoice()
  if (entries.length === 0) return <p class="quiet">{t('web.audit.empty')}</p>
  const head = ['number', 'at', 'actor', 'action', 'subject', 'outcome', 'hash']
  return (
    <Table
      caption={t('web.nav.audit')}
      head={head.map((id) => t(`web.audit.${id}`))}
      rows={entries.map((entry) => ({
        key: String(entry.seq),
        cells: [
          entry.seq,
          <InstantText iso={entry.at} />,
          <Isolated code>{entry.actor}</Isolated>,
          <Isolated code>{entry.action}</Isolated>,
          <Isolated code>{entry.subject}</Isolated>,
          <Outcome of={entry} />,
          <Isolated code>{entry.hash.slice(0, 16)}</Isolated>,
        ],
      }))}
    />
  )
}

function Export({ asked }: { readonly asked: Asked }) {
  const { t } = useVoice()
  const selection = new URLSearchParams(asked).toString()
  return (
    <section aria-labelledby="export">
      <h2 id="export">{t('audit.export')}</h2>
      <p>{t('audit.export.about')}</p>
      <pre dir="ltr">
        <code>comity verify-log FILE --key KEY --checkpoint EARLIER</code>
      </pre>
      <p class="buttons">
        {selection === '' ? null : (
          <a class="button" href={`/api/audit/export?${selection}`}>
            {t('audit.export.selection')}
          </a>
        )}
        <a class={selection === '' ? 'button' : 'button plain'} href="/api/audit/export">
          {t('audit.export.whole')}
        </a>
      </p>
    </section>
  )
}

/** The audit log, newest first: who did what to which subject, and how it ended; and what shows that it is whole. Never what a request says. */
export const auditPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const asked = askedOf(visit.query)
  const cursor = visit.query.get('cursor')
  const listed = await operations.listAudit({ query: { ...asked, ...(cursor ? { cursor } : {}) } })
  if (!listed.ok) return problemPage(visit, listed.problem)
  const head = await operations.getAuditHead({})
  if (!head.ok) return problemPage(visit, head.problem)
  return answer(visit, {
    title: t('web.nav.audit'),
    width: 'full',
    body: (
      <>
        <p class="lead">{t('web.audit.about')}</p>
        <p>
          <a href="/audit/witnesses">{t('witness.title')}</a>
        </p>
        {head.value.verification?.fault === undefined ? null : (
          <Notice tone="do">
            <b>{t('audit.head.broken')}</b> {t('audit.head.broken.do')} <a href="#log-head">{t('audit.head')}</a>
          </Notice>
        )}
        <Search asked={asked} />
        <Entries entries={listed.value.items} />
        <Pager path="/audit" query={visit.query} next={listed.value.next} />
        <LogHead head={head.value} />
        {offers(visit.account, 'audit.export') ? <Export asked={asked} /> : null}
      </>
    ),
  })
}
