import { type Peer, suspendPeer, verifyPeer } from '@comity/contract/exchange'
import { read } from '@comity/domain/input'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { readForm } from '../form/read-form.ts'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { goTo, type Page } from '../page.ts'
import { offers } from '../navigation.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { PeerHistorySection } from './peer-history.tsx'
import { peerPath } from './peer-path.ts'
import { StandingTag } from './peers-page.tsx'

const verifyFields: readonly Field[] = [
  { kind: 'line', name: 'fingerprint', label: 'web.peer.fingerprint.typed', note: 'web.peer.fingerprint.note', keep: true },
]
const suspendFields: readonly Field[] = [
  { kind: 'line', name: 'reason', label: 'web.act.reason', note: 'web.peer.suspend.note', keep: true },
]

function PeerFacts({ peer }: { readonly peer: Peer }) {
  const { t } = useVoice()
  return (
    <Facts
      items={[
        [t('web.register.state'), <StateName code={peer.state} />],
        [t('web.peers.standing'), <StandingTag standing={peer.standing} />],
        [t('web.peer.id'), <Isolated code>{peer.id}</Isolated>],
        [t('web.peer.endpoint'), <Isolated code>{peer.endpoint}</Isolated>],
        [t('web.peer.version'), peer.directoryVersion],
        [t('web.peers.expires'), <DateText iso={peer.expires.slice(0, 10)} />],
        [
          t('web.peer.verified-by'),
          peer.verifiedBy.length === 0
            ? t('web.peer.nobody')
            : peer.verifiedBy.map((name, at) => (
                <>
                  {at === 0 ? null : ', '}
                  <Isolated>{name}</Isolated>
                </>
              )),
        ],
      ]}
    />
  )
}

interface Attempt {
  readonly act: 'verify' | 'suspend'
  readonly wrong: Wrong
  /** The code of the moment is asked too. */
  readonly proof: boolean
}

function Acts({
  peer,
  mayVerify,
  maySuspend,
  attempt,
  form,
}: {
  readonly peer: Peer
  readonly mayVerify: boolean
  readonly maySuspend: boolean
  readonly attempt: Attempt | undefined
  readonly form: URLSearchParams
}) {
  const { t } = useVoice()
  const wrong = (act: Attempt['act']) => (attempt?.act === act ? attempt.wrong : undefined)
  return (
    <>
      {mayVerify && (peer.standing === 'proposed' || peer.standing === 'suspended') ? (
        <section aria-labelledby="verify">
          <h2 id="verify">{t('web.peer.verify')}</h2>
          <p>{t('web.peer.verify.how')}</p>
          <Form action={`${peerPath(peer.id)}/verify`}>
            <Fields
              fields={attempt?.proof === true ? [...verifyFields, proofField] : verifyFields}
              values={attempt?.act === 'verify' ? form : new URLSearchParams()}
              wrong={wrong('verify')}
              margin={fixedMargin(t)}
            />
            <button>{t('web.peer.verify')}</button>
          </Form>
        </section>
      ) : null}
      {maySuspend && (peer.standing === 'proposed' || peer.standing === 'verified') ? (
        <section aria-labelledby="suspend">
          <h2 id="suspend">{t('web.peer.suspend')}</h2>
          <Form action={`${peerPath(peer.id)}/suspend`}>
            <Fields
              fields={suspendFields}
              values={attempt?.act === 'suspend' ? form : new URLSearchParams()}
              wrong={wrong('suspend')}
              margin={fixedMargin(t)}
            />
            <button class="danger">{t('web.peer.suspend')}</button>
          </Form>
        </section>
      ) : null}
    </>
  )
}

/** One peer: its fingerprint in groups, to be compared with a person over there, and what can be done about it. */
export const peerPage: Page = async (visit, operations, place) => {
  const listed = await operations.listPeers({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const peer = listed.value.items.find(({ id }) => peerPath(id) === `/peers/${place['peer']}`)
  if (peer === undefined) return problemPage(visit, { code: 'not-found' })
  const history = await operations.getPeerHistory({ params: { peer: place['peer'] ?? '' } })
  const { t } = voiceOf(visit)
  const params = { peer: place['peer'] ?? '' }
  let attempt: Attempt | undefined
  if (visit.method === 'POST') {
    const act = place['act'] === 'verify' ? 'verify' : 'suspend'
    const done = act === 'verify' ? await verify() : await suspend()
    if (done.ok) return goTo(peerPath(peer.id))
    attempt = { act, wrong: wrongOf(done.problem, t), proof: asksProof(done.problem) }
  }
  async function verify() {
    const body = read(verifyPeer.body, readForm(verifyFields, visit.form))
    return body.ok ? withProof(visit, operations, async () => operations.verifyPeer({ params, body: body.value })) : body
  }
  async function suspend() {
    const body = read(suspendPeer.body, readForm(suspendFields, visit.form))
    return body.ok ? operations.suspendPeer({ params, body: body.value }) : body
  }
  return answer(visit, {
    title: peer.name,
    crumbs: [{ href: '/peers', text: t('web.nav.peers') }],
    status: attempt?.wrong.status ?? 200,
    wrong: attempt !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={attempt?.wrong} fields={[...verifyFields, proofField, ...suspendFields]} />
        <PeerFacts peer={peer} />
        <h2>{t('web.peer.fingerprint')}</h2>
        <p class="fingerprint">
          <Isolated code>{peer.fingerprint}</Isolated>
        </p>
        <Acts
          peer={peer}
          mayVerify={offers(visit.account, 'peer.verify')}
          maySuspend={offers(visit.account, 'peer.suspend')}
          attempt={attempt}
          form={visit.form}
        />
        {history.ok ? <PeerHistorySection history={history.value} /> : null}
      </>
    ),
  })
}
