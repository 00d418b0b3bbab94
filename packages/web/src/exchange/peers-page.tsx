import type { Peer } from '@comity/contract/exchange'
import type { Page } from '../page.ts'
import { offers } from '../navigation.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { Fingerprint } from './fingerprint.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { AlarmList, alarmsFor } from './alarm-list.tsx'
import { peerPath } from './peer-path.ts'

/** How far a peer is trusted, as a word that stands out where something is to be done. */
export function StandingTag({ standing }: { readonly standing: Peer['standing'] }) {
  const { t } = useVoice()
  return <Tag tone={standing === 'active' ? 'good' : standing === 'revoked' ? 'plain' : 'do'}>{t(`peer.${standing}`)}</Tag>
}

/** Other authorities' instances and how far they are trusted; and our own fingerprint, to be read out to them. */
export const peersPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const [listed, own] = await Promise.all([operations.listPeers({}), operations.getDirectory({})])
  if (!listed.ok) return problemPage(visit, listed.problem)
  const alarms = await alarmsFor(visit, operations)
  const head = ['web.peers.authority', 'web.register.state', 'web.peers.standing', 'web.peers.expires']
  return answer(visit, {
    title: t('web.nav.peers'),
    width: 'full',
    body: (
      <>
        <p class="lead">{t('web.peers.lead')}</p>
        <AlarmList alarms={alarms} />
        {offers(visit.account, 'peer.propose') ? (
          <p class="buttons">
            <a class="button" href="/peers/new">
              {t('contact.title')}
            </a>
          </p>
        ) : null}
        {listed.value.items.length === 0 ? (
          <p class="quiet">{t('web.peers.empty')}</p>
        ) : (
          <Table
            caption={t('web.nav.peers')}
            head={head.map((id) => t(id))}
            rows={listed.value.items.map((peer) => ({
              key: peer.id,
              cells: [
                <a href={peerPath(peer.id)}>
                  <Isolated>{peer.name}</Isolated>
                </a>,
                <StateName code={peer.state} />,
                <StandingTag standing={peer.standing} />,
                <DateText iso={peer.expires.slice(0, 10)} />,
              ],
            }))}
          />
        )}
        {own.ok ? (
          <section aria-labelledby="own">
            <h2 id="own">{t('web.peers.own')}</h2>
            <p>{t('web.peers.own.about')}</p>
            <Fingerprint digits={own.value.digits} words={own.value.words} fingerprint={own.value.fingerprint} code={own.value.code} />
            <details>
              <summary>{t('web.peers.own.directory')}</summary>
              <textarea readOnly rows={6} aria-label={t('web.peers.own.directory')} value={own.value.directory} />
            </details>
          </section>
        ) : null}
      </>
    ),
  })
}
