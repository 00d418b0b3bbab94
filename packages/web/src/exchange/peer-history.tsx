import type { PeerHistory, PeerWay } from '@comity/contract/peer-history'
import { untestedKinds } from '@comity/domain/exchange/way'
import { Facts } from '../ui/facts.tsx'
import { DateText, InstantText, Isolated } from '../ui/isolated.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'

function Keys({ keys }: Pick<PeerHistory, 'keys'>) {
  const { t } = useVoice()
  const head = ['peer.history.key.use', 'peer.history.key.standing', 'peer.history.key.from', 'peer.history.key.to', 'peer.history.key.kid']
  return (
    <Table
      caption={t('peer.history.keys')}
      head={head.map((id) => t(id))}
      rows={keys.map(({ use, kid, status, from, to }) => ({
        key: kid,
        cells: [
          ['sign', 'seal', 'tls'].includes(use) ? t(`peer.history.use.${use}`) : <Isolated code>{use}</Isolated>,
          <Tag tone={status === 'active' ? 'good' : 'plain'}>{t(`peer.history.key.${status}`)}</Tag>,
          <DateText iso={from.slice(0, 10)} />,
          <DateText iso={to.slice(0, 10)} />,
          <span class="hash">
            <Isolated code>{kid}</Isolated>
          </span>,
        ],
      }))}
    />
  )
}

/** One way by which the peer is reached: what it is, whether messages take it, and whether it can be reached itself. */
function WayTo({ way }: { readonly way: PeerWay }) {
  const { t } = useVoice()
  const { bridge, used, afterMinutes, goodAt, failingSince } = way
  const untested = untestedKinds.some((kind) => kind === way.way)
  return (
    <>
      {t(`bridge.kind.${way.way}`)}
      {bridge === undefined ? null : (
        <>
          {' · '}
          <Isolated code>{bridge}</Isolated>
        </>
      )}{' '}
      <Tag tone={used === 'never' ? 'plain' : 'good'}>{t(`bridge.used.${used}`, { minutes: afterMinutes ?? 0 })}</Tag>
      {untested ? <small class="block">{t('bridge.untested')}</small> : null}
      {goodAt === undefined ? null : (
        <small class="block">
          {t('bridge.good')} <InstantText iso={goodAt} />
        </small>
      )}
      {failingSince === undefined ? null : (
        <small class="block">
          <Tag tone="do">{t('bridge.failing')}</Tag> <InstantText iso={failingSince} />
        </small>
      )}
    </>
  )
}

function Events({ events }: Pick<PeerHistory, 'events'>) {
  const { t } = useVoice()
  return (
    <ol class="way">
      {events.map(({ event, at, version, by, reason }) => (
        <li class={event === 'contradicted' || event === 'suspended' ? 'wrong' : 'done'}>
          <b>{t(`peer.history.${event}`)}</b>
          <small class="block">
            <InstantText iso={at} />
            {by === undefined ? null : (
              <>
                {' · '}
                <Isolated>{by}</Isolated>
              </>
            )}
            {' · '}
            {t('evidence.key.version', { version })}
          </small>
          {reason === undefined ? null : (
            <small class="block">
              <Isolated>{reason}</Isolated>
            </small>
          )}
        </li>
      ))}
    </ol>
  )
}

/** What became of a peer: last contact, contacts, keys with their time, what happened, and the documents received. */
export function PeerHistorySection({ history }: { readonly history: PeerHistory }) {
  const { t } = useVoice()
  const { heardAt, waiting, waitingSince, ways, keys, contacts, documents, events } = history
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('peer.history.title')}</h2>
      <Facts
        items={[
          [t('peer.history.heard'), heardAt === undefined ? t('peer.history.never') : <InstantText iso={heardAt} />],
          [
            t('peer.history.waiting'),
            waitingSince === undefined ? (
              t('peer.history.nothing-waits')
            ) : (
              <a href={`/messages?peer=${encodeURIComponent(history.id)}&direction=out`}>
                {t('peer.history.messages', { count: waiting })}
              </a>
            ),
          ],
          ...ways.map((way) => [t('bridge.reached'), <WayTo way={way} />] as const),
          ...contacts.map(
            ({ name, email, telephone, address, note }) =>
              [
                t('peer.history.contact'),
                <>
                  <Isolated>{name}</Isolated>
                  {[email, telephone, address, note].map((line) =>
                    line === undefined ? null : (
                      <small class="block">
                        <Isolated>{line}</Isolated>
                      </small>
                    ),
                  )}
                </>,
              ] as const,
          ),
        ]}
      />
      {events.length === 0 ? <p class="quiet">{t('peer.history.before')}</p> : <Events events={events} />}
      <h3>{t('peer.history.keys')}</h3>
      <Keys keys={keys} />
      <h3>{t('peer.history.documents')}</h3>
      <Table
        caption={t('peer.history.documents')}
        head={[t('web.peer.version'), t('peer.history.received'), 'SHA-256']}
        rows={documents.map(({ version, digest, receivedAt, held }) => ({
          key: digest,
          cells: [
            <>
              {version} {held ? <Tag tone="good">{t('peer.history.held')}</Tag> : null}
            </>,
            <DateText iso={receivedAt.slice(0, 10)} />,
            <span class="hash">
              <Isolated code>{digest}</Isolated>
            </span>,
          ],
        }))}
      />
    </section>
  )
}
