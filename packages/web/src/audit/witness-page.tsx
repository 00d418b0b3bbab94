import { settleContradiction, type Witness, type WitnessedLog } from '@comity/contract/witness'
import { read } from '@comity/domain/input'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { readForm } from '../form/read-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { witnessPath } from './witnesses-page.tsx'

const settleFields: readonly Field[] = [
  { kind: 'prose', rows: 3, name: 'reason', label: 'witness.settle.reason', note: 'witness.settle.note', keep: true },
]

function Note({ children }: { readonly children: string }) {
  return (
    <pre dir="ltr">
      <code>{children}</code>
    </pre>
  )
}

/** How far the peer has cosigned our log, and what a verifier needs to see it. */
function Ours({ witness: { size, at, note, key, fault } }: { readonly witness: Witness }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="ours">
      <h2 id="ours">{t('witness.ours')}</h2>
      {fault === undefined ? null : <p>{t(`witness.fault.${fault}`)}</p>}
      <Facts
        items={[
          [t('witness.size'), size],
          at === undefined ? undefined : [t('witness.at'), <InstantText iso={at} />],
          key === undefined ? undefined : [t('witness.key'), <Isolated code>{key}</Isolated>],
        ]}
      />
      {note === undefined ? null : (
        <>
          <h3>{t('witness.checkpoint')}</h3>
          <p>{t('witness.keep')}</p>
          <Note>{note}</Note>
          <Note>comity verify-log FILE --key KEY --checkpoint CHECKPOINT --witness KEY-OF-THE-COSIGNER</Note>
        </>
      )}
    </section>
  )
}

/** How far we have cosigned the peer's log, and what contradicts it. */
function Theirs({ log: { size, at, note, contradiction } }: { readonly log: WitnessedLog }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="theirs">
      <h2 id="theirs">{t('witness.theirs')}</h2>
      <Facts
        items={[
          [t('witness.size'), size],
          [t('witness.at'), <InstantText iso={at} />],
        ]}
      />
      {contradiction === undefined ? (
        <Note>{note}</Note>
      ) : (
        <>
          <h3>{t('witness.contradiction')}</h3>
          <p>{t('witness.contradiction.about')}</p>
          <h4>{t('witness.before')}</h4>
          <Note>{contradiction.before}</Note>
          <h4>{t('witness.after')}</h4>
          <Note>{contradiction.after}</Note>
        </>
      )}
    </section>
  )
}

/** One peer: how far it has cosigned our log and we theirs; where theirs contradicts itself, what was found out is written here. */
export const witnessPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const params = { peer: place['peer'] ?? '' }
  const path = `/audit/witnesses/${params.peer}`
  let wrong: Wrong | undefined
  let proof = false
  if (visit.method === 'POST') {
    const body = read(settleContradiction.body, readForm(settleFields, visit.form))
    const settled = body.ok
      ? await withProof(visit, operations, async () => operations.settleContradiction({ params, body: body.value }))
      : body
    if (settled.ok) return goTo(path)
    wrong = wrongOf(settled.problem, t)
    proof = asksProof(settled.problem)
  }
  const listed = await operations.listWitnesses({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const ours = listed.value.ours.find(({ peer }) => witnessPath(peer) === path)
  const theirs = listed.value.theirs.find(({ peer }) => witnessPath(peer) === path)
  const peer = ours?.peer ?? theirs?.peer
  if (peer === undefined) return problemPage(visit, { code: 'not-found' })
  const fields = proof ? [...settleFields, proofField] : settleFields
  return answer(visit, {
    title: peer,
    crumbs: [
      { href: '/audit', text: t('web.nav.audit') },
      { href: '/audit/witnesses', text: t('witness.title') },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        {ours === undefined ? null : <Ours witness={ours} />}
        {theirs === undefined ? null : <Theirs log={theirs} />}
        {theirs?.contradiction === undefined || !offers(visit.account, 'audit.witness') ? null : (
          <Form action={path}>
            <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
            <button>{t('witness.settle')}</button>
          </Form>
        )}
      </>
    ),
  })
}
