import { ErrorSummary } from '../form/error-summary.tsx'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { type PeerPageAct, peerActs } from './peer-acts.ts'
import { peerPath } from './peer-path.ts'

function actOf(text: string | undefined): PeerPageAct | undefined {
  return (Object.keys(peerActs) as PeerPageAct[]).find((act) => act === text)
}

/** One decision about a peer: what it means, what is asked, and one button. The fingerprint is not shown where it is to be typed. */
export const peerActPage: Page = async (visit, operations, place) => {
  const act = actOf(place['act'])
  const listed = await operations.listPeers({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const peer = listed.value.items.find(({ id }) => peerPath(id) === `/peers/${place['peer']}`)
  if (peer === undefined || act === undefined) return problemPage(visit, { code: 'not-found' })
  const page = peerActs[act]
  if (!offers(visit.account, page.action)) return problemPage(visit, { code: 'not-permitted' })
  if (visit.method === 'GET' && !page.open(peer)) return problemPage(visit, { code: 'act-not-available' })
  const { t } = voiceOf(visit)
  const path = peerPath(peer.id)
  const tried =
    visit.method === 'POST'
      ? await withProof(visit, operations, async () => page.run(operations, place['peer'] ?? '', visit.form))
      : undefined
  if (tried?.ok === true) return goTo(path)
  const wrong = tried === undefined ? undefined : wrongOf(tried.problem, t)
  const fields = asksProof(tried?.problem) || visit.form.has('proof') ? [...page.fields, proofField] : page.fields
  return answer(visit, {
    title: t(`web.peer.${act}`),
    crumbs: [
      { href: '/peers', text: t('web.nav.peers') },
      { href: path, text: peer.name },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">
          <Isolated>{peer.name}</Isolated>
        </p>
        <p>{t(`web.peer.${act}.how`)}</p>
        <Form action={`${path}/${act}`}>
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button class={page.danger === true ? 'danger' : undefined}>{t(`web.peer.${act}`)}</button>
          </p>
        </Form>
      </>
    ),
  })
}
