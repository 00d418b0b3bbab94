import type { MessageEntry } from '@comity/contract/exchange'
import type { Page } from '../page.ts'
import { offers } from '../navigation.ts'
import { answer } from '../ui/answer.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'

function Happened({ message }: { readonly message: MessageEntry }) {
  const { t } = useVoice()
  const { standing, problem, receipts, attempts } = message
  return (
    <>
      <Tag
        tone={
          standing === 'failed' || standing === 'refused' ? 'do' : standing === 'consigned' || standing === 'accepted' ? 'good' : 'plain'
        }
      >
        {t(`message.${standing}`)}
      </Tag>
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

/** What happened to each message, in plain words; never what it says. */
export const messagesPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const cursor = visit.query.get('cursor')
  const listed = await operations.listMessages({ query: cursor ? { cursor } : {} })
  if (!listed.ok) return problemPage(visit, listed.problem)
  const mayRead = offers(visit.account, 'request.read')
  const head = ['web.messages.way', 'web.messages.peer', 'web.messages.about', 'web.messages.at', 'web.messages.happened']
  return answer(visit, {
    title: t('web.nav.messages'),
    width: 'full',
    body: (
      <>
        <p class="lead">{t('web.messages.lead')}</p>
        {listed.value.items.length === 0 ? (
          <p class="quiet">{t('web.messages.empty')}</p>
        ) : (
          <Table
            caption={t('web.nav.messages')}
            head={head.map((id) => t(id))}
            rows={listed.value.items.map((message) => ({
              key: message.id,
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
                    <Isolated code>{message.id}</Isolated>
                  </small>
                </>,
                <InstantText iso={message.at} />,
                <Happened message={message} />,
              ],
            }))}
          />
        )}
        <Pager path="/messages" query={visit.query} next={listed.value.next} />
      </>
    ),
  })
}
