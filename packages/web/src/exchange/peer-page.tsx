import type { Peer } from '@comity/contract/exchange'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { Fingerprint } from './fingerprint.tsx'
import { type PeerPageAct, peerActs } from './peer-acts.ts'
import { PeerHistorySection } from './peer-history.tsx'
import { peerPath } from './peer-path.ts'
import { StandingTag } from './peers-page.tsx'

function PeerFacts({ peer }: { readonly peer: Peer }) {
  const { t } = useVoice()
  return (
    <Facts
      items={[
        [t('web.register.state'), <StateName code={peer.state} />],
        [t('web.peers.standing'), <StandingTag standing={peer.standing} />],
        ...(peer.suspensionReason === undefined ? [] : [[t('web.act.reason'), <Isolated>{peer.suspensionReason}</Isolated>] as const]),
        [t('web.peer.id'), <Isolated code>{peer.id}</Isolated>],
        [t('web.peer.endpoint'), <Isolated code>{peer.endpoint}</Isolated>],
        [t('web.peer.version'), peer.directoryVersion],
        [t('web.peers.expires'), <DateText iso={peer.expires.slice(0, 10)} />],
        ...(peer.floor === undefined ? [] : [[t('web.peer.floor'), <Isolated code>{peer.floor}</Isolated>] as const]),
        [
          t('web.peer.verified-by'),
          peer.comparisons.length === 0
            ? t('web.peer.nobody')
            : peer.comparisons.map(({ name, at, means, counterpart }, place) => (
                <>
                  {place === 0 ? null : <br />}
                  <Isolated>{name}</Isolated> · <DateText iso={at.slice(0, 10)} />
                  {means === undefined ? null : <> · {t(`peer.means.${means}`)}</>}
                  {counterpart === undefined ? null : (
                    <>
                      {' · '}
                      <Isolated>{counterpart}</Isolated>
                    </>
                  )}
                </>
              )),
        ],
        ...peer.contacts.map(
          ({ name, email, telephone, address }) =>
            [
              t('web.peer.contact'),
              [name, telephone, email, address].flatMap((one, place) =>
                one === undefined ? [] : [place === 0 ? null : ' · ', <Isolated>{one}</Isolated>],
              ),
            ] as const,
        ),
      ]}
    />
  )
}

/** What officers must look into, in sentences. */
function troublesOf(peer: Peer, now: string): readonly string[] {
  return [
    ...(peer.trouble === undefined ? [] : [`peer.trouble.${peer.trouble}`]),
    ...(Date.parse(peer.expires) < Date.parse(now) ? ['peer.trouble.expired'] : []),
    ...(peer.floor !== undefined && !peer.suites.includes(peer.floor) ? ['peer.trouble.weaker'] : []),
  ]
}

/** One peer: who it is, how far it is trusted, what is wrong, and what can be done about it, each on a page of its own. */
export const peerPage: Page = async (visit, operations, place) => {
  const listed = await operations.listPeers({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const peer = listed.value.items.find(({ id }) => peerPath(id) === `/peers/${place['peer']}`)
  if (peer === undefined) return problemPage(visit, { code: 'not-found' })
  const history = await operations.getPeerHistory({ params: { peer: place['peer'] ?? '' } })
  const { t } = voiceOf(visit)
  const open = (Object.keys(peerActs) as PeerPageAct[]).filter(
    (act) => peerActs[act].open(peer) && offers(visit.account, peerActs[act].action),
  )
  return answer(visit, {
    title: peer.name,
    width: 'margin',
    crumbs: [{ href: '/peers', text: t('web.nav.peers') }],
    body: (
      <>
        {troublesOf(peer, visit.now).map((trouble) => (
          <p class="notice" role="note">
            {t(trouble)}
          </p>
        ))}
        {peer.floorProposal === undefined ? null : (
          <p class="notice" role="note">
            {t('peer.floor.proposed')} <Isolated>{peer.floorProposal.by}</Isolated>: <Isolated>{peer.floorProposal.reason}</Isolated>
          </p>
        )}
        <PeerFacts peer={peer} />
        {open.length === 0 ? null : (
          <p class="buttons">
            {open.map((act) => (
              <a class={peerActs[act].danger === true ? 'button plain' : 'button'} href={`${peerPath(peer.id)}/${act}`}>
                {t(`web.peer.${act}`)}
              </a>
            ))}
          </p>
        )}
        <details>
          <summary>{t('web.peer.fingerprint')}</summary>
          <Fingerprint digits={peer.digits} words={peer.words} fingerprint={peer.fingerprint} code={peer.code} />
        </details>
        {history.ok ? <PeerHistorySection history={history.value} /> : null}
      </>
    ),
  })
}
