import { proposePeer } from '@comity/contract/exchange'
import { read } from '@comity/domain/input'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { goTo, type Page } from '../page.ts'
import { offers } from '../navigation.ts'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { peerPath } from './peer-path.ts'

const fields: readonly Field[] = [
  { kind: 'prose', rows: 12, name: 'directory', label: 'web.peers.directory', note: 'web.peers.directory.note', keep: true },
]

/** Enters another authority by its signed directory document. It is only proposed: two officers must compare its fingerprint before anything is sent. */
export const proposePage: Page = async (visit, operations) => {
  if (!offers(visit.account, 'peer.propose')) return problemPage(visit, { code: 'not-permitted' })
  const { t } = voiceOf(visit)
  let wrong
  if (visit.method === 'POST') {
    const body = read(proposePeer.body, { directory: (visit.form.get('directory') ?? '').trim() })
    const proposed = body.ok ? await operations.proposePeer({ body: body.value }) : body
    if (proposed.ok) return goTo(peerPath(proposed.value.id))
    wrong = wrongOf(proposed.problem, t)
  }
  return answer(visit, {
    title: t('web.peers.propose'),
    crumbs: [{ href: '/peers', text: t('web.nav.peers') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <Form action="/peers/new">
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('web.peers.propose')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
