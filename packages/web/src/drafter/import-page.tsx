import { invalid, type Problem } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import type { ComityClient } from '@comity/contract/operations'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { FileRow } from '../form/file-row.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'

const fields: readonly Field[] = [{ kind: 'line', name: 'passphrase', label: 'drafter.passphrase', secret: true }]
const named: readonly Field[] = [{ kind: 'line', name: 'file', label: 'drafter.open.file' }, ...fields]

type Drafts = readonly { readonly id: string; readonly reference: string }[]

/** Opens a file that the server holds: with the passphrase, which is asked anew each time. */
function OpenForm({
  held,
  wrong,
  again = false,
}: {
  readonly held: string | undefined
  readonly wrong?: Wrong | undefined
  readonly again?: boolean
}) {
  const { t } = useVoice()
  return (
    <Form action="/drafts/import" files>
      {held === undefined ? null : <input type="hidden" name="held" value={held} />}
      {held === undefined || again ? null : <Notice>{t('drafter.import.held')}</Notice>}
      {again ? null : <FileRow name="file" label="drafter.open.file" accept=".comity,.age" wrong={wrong} />}
      <Fields fields={fields} values={new URLSearchParams()} wrong={wrong} margin={fixedMargin(t)} />
      <p class="buttons">
        {again ? (
          <button name="then" value="again">
            {t('drafter.before.again.button')}
          </button>
        ) : (
          <button>{t('drafter.import.button')}</button>
        )}
      </p>
    </Form>
  )
}

function Drafts({ items }: { readonly items: Drafts }) {
  return (
    <ul>
      {items.map(({ id, reference }) => (
        <li>
          <a href={`/requests/${id}`}>
            <Isolated>{reference}</Isolated>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** The same file was brought in before: what it became, and the way to bring it in once more. */
function beforePage(visit: Visit, held: string, { items, before }: { readonly items: Drafts; readonly before: string }): View {
  const { t, instant } = voiceOf(visit)
  return answer(visit, {
    title: t('drafter.before.title'),
    crumbs: [{ href: '/requests', text: t('web.nav.requests') }],
    width: 'margin',
    body: (
      <>
        <p class="lead">{t('drafter.before.about', { at: instant(before) })}</p>
        <Drafts items={items} />
        <section aria-labelledby="again">
          <h2 id="again">{t('drafter.before.again')}</h2>
          <p>{t('drafter.before.again.about')}</p>
          <OpenForm held={held} again />
        </section>
      </>
    ),
  })
}

/** The file that a form brings, or the one that an earlier round of it brought. */
async function heldFile({ form, files }: Visit, operations: ComityClient): Promise<Result<string>> {
  const sent = files.find(({ field }) => field === 'file')?.file
  if (sent !== undefined) {
    const holding = await operations.holdDrafterFile({ body: sent })
    return holding.ok ? { ok: true, value: holding.value.file } : holding
  }
  const held = form.get('held')
  return held === null ? { ok: false, problem: invalid('file', 'required') } : { ok: true, value: held }
}

/** Brings in the drafts of a file that the stand-alone drafter sealed. */
export const importDraftsPage: Page = async (visit, operations) => {
  if (!offers(visit.account, 'draft.import')) return problemPage(visit, { code: 'not-permitted' })
  const { t } = voiceOf(visit)
  let problem: Problem | undefined
  let held: string | undefined
  if (visit.method === 'POST') {
    const file = await heldFile(visit, operations)
    if (file.ok) {
      const body = { passphrase: visit.form.get('passphrase') ?? '', again: visit.form.get('then') === 'again' }
      const done = await operations.importDrafts({ params: { file: file.value }, body })
      if (done.ok) {
        const { items, before } = done.value
        if (before !== undefined) return beforePage(visit, file.value, { items, before })
        const [only, ...others] = items
        if (only !== undefined && others.length === 0) return goTo(`/requests/${only.id}/draft`)
        return answer(visit, {
          title: t('drafter.imported.title'),
          crumbs: [{ href: '/requests', text: t('web.nav.requests') }],
          body: <Drafts items={items} />,
        })
      }
      // It was held for a day, or until the next start: it has to be sent once more.
      problem = done.problem.code === 'not-found' ? invalid('file', 'required') : done.problem
      // Where it is the passphrase that is wrong, the file need not be sent again.
      held = problem.fields?.every(({ field }) => field.endsWith('passphrase')) === true ? file.value : undefined
    } else problem = file.problem
  }
  const wrong = problem === undefined ? undefined : wrongOf(problem, t)
  return answer(visit, {
    title: t('drafter.import.title'),
    crumbs: [{ href: '/requests', text: t('web.nav.requests') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={named} />
        <p class="lead">{t('drafter.import.about')}</p>
        <OpenForm held={held} wrong={wrong} />
      </>
    ),
  })
}
