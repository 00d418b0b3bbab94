import { directions, listMessages, type MessageEntry } from '@comity/contract/message'
import type { ComityClient } from '@comity/contract/operations'
import { problemStatus } from '@comity/contract/problem'
import { read } from '@comity/domain/input'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Page, Visit } from '../page.ts'
import { offers } from '../navigation.ts'
import { answer } from '../ui/answer.tsx'
import { FilterChoice } from '../ui/filter.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Pager } from '../ui/pager.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

function Happened({ message }: { readonly message: MessageEntry }) {
  const { t } = useVoice()
  const { standing, problem, receipts, attempts, attention } = message
  return (
    <>
      <Tag tone={attention ? 'do' : standing === 'consigned' || standing === 'accepted' ? 'good' : 'plain'}>{t(`message.${standing}`)}</Tag>
      <small class="block">{t(`message.${standing}.means`)}</small>
      {problem === undefined ? null : <small class="block">{t(`problem.${problem}`)}</small>}
      {attempts === undefined || attempts < 2 ? null : <small class="block">{t('web.messages.attempts', { count: attempts })}</small>}
      {receipts.map(({ event, at }) => (
        <small class="block">
          {t(`receipt.${event}`)}, <InstantText iso={at} />
        </small>
      ))}
    </>
  )
}

/** The authorities by which the list can be narrowed: for those who may see them. */
async function peersFor(visit: Visit, operations: ComityClient): Promise<readonly { readonly value: string; readonly text: string }[]> {
  if (!offers(visit.account, 'peer.list')) return []
  const listed = await operations.listPeers({})
  return listed.ok ? listed.value.items.map(({ id, name }) => ({ value: id, text: `${name} (${id})` })) : []
}

function Filters({
  query,
  peers,
}: {
  readonly query: URLSearchParams
  readonly peers: readonly { readonly value: string; readonly text: string }[]
}) {
  const { t } = useVoice()
  return (
    <form class="filters" method="get" action="/messages" role="search">
      {peers.length === 0 ? null : (
        <FilterChoice name="peer" label="web.messages.peer" every="message.filter.every-peer" options={peers} query={query} />
      )}
      <FilterChoice
        name="direction"
        label="web.messages.way"
        every="message.filter.every-way"
        options={directions.map((direction) => ({ value: direction, text: t(`web.messages.${direction}`) }))}
        query={query}
      />
      <FilterChoice
        name="attention"
        label="message.filter.attention"
        every="message.filter.every"
        options={[{ value: 'yes', text: t('message.look') }]}
        query={query}
      />
      <button class="plain">{t('web.register.show')}</button>
    </form>
  )
}

/** What happened to each message, in plain words; never what it says. */
export const messagesPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const query = new URLSearchParams(
    [...visit.query].filter(([name, value]) => ['peer', 'direction', 'attention', 'cursor'].includes(name) && value !== ''),
  )
  const asked = read(listMessages.query, Object.fromEntries(query))
  const listed = asked.ok ? await operations.listMessages({ query: asked.value }) : asked
  const rows = listed.ok ? listed.value.items : []
  const mayRead = offers(visit.account, 'request.read')
  const isNarrowed = ['peer', 'direction', 'attention'].some((name) => query.has(name))
  const head = ['web.messages.way', 'web.messages.peer', 'web.messages.about', 'web.messages.at', 'web.messages.happened']
  return answer(visit, {
    title: t('web.nav.messages'),
    status: listed.ok ? 200 : problemStatus[listed.problem.code],
    wrong: !listed.ok,
    width: 'full',
    body: (
      <>
        <p class="lead">{t('web.messages.lead')}</p>
        <p>
          <a href="/gaps">{t('gap.see')}</a>
        </p>
        {offers(visit.account, 'message.take-in') ? (
          <p class="buttons">
            <a class="button" href="/messages/take-in">
              {t('carried.in.title')}
            </a>
          </p>
        ) : null}
        <Filters query={query} peers={await peersFor(visit, operations)} />
        <ErrorSummary wrong={listed.ok ? undefined : wrongOf(listed.problem, t)} fields={[]} />
        {rows.length === 0 ? (
          <p class="quiet">{t(isNarrowed ? 'message.filter.none' : 'web.messages.empty')}</p>
        ) : (
          <Table
            caption={t('web.nav.messages')}
            head={head.map((id) => t(id))}
            rows={rows.map((message) => ({
              key: message.ref,
              cells: [
                t(`web.messages.${message.direction}`),
                <Isolated code>{message.peer}</Isolated>,
                <>
                  {message.type === undefined ? (
                    '–'
                  ) : mayRead && message.thread !== undefined ? (
                    <a href={`/requests/${message.thread}`}>{t(`act.${message.type}`)}</a>
                  ) : (
                    t(`act.${message.type}`)
                  )}
                  <small class="block">
                    <a href={`/messages/${message.ref}`} aria-label={`${t('message.see')} ${message.ref}`}>
                      <Isolated code>{message.id}</Isolated>
                    </a>
                  </small>
                </>,
                <InstantText iso={message.at} />,
                <Happened message={message} />,
              ],
            }))}
          />
        )}
        <Pager path="/messages" query={query} next={listed.ok ? listed.value.next : undefined} />
      </>
    ),
  })
}
