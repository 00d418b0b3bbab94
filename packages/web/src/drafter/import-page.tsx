import { invalid, type Problem } from '@comity/domain/problem'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { FileRow } from '../form/file-row.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { readBase64 } from './base64.ts'

const fields: readonly Field[] = [{ kind: 'line', name: 'passphrase', label: 'drafter.passphrase', secret: true }]
const named: readonly Field[] = [{ kind: 'line', name: 'file', label: 'drafter.open.file' }, ...fields]

/** Largest sealed file, in bytes; the contract says so once more. */
const limit = 24 * 1024 * 1024

/** Brings in the drafts of a file that the stand-alone drafter sealed. */
export const importDraftsPage: Page = async (visit, operations) => {
  if (!offers(visit.account, 'draft.import')) return problemPage(visit, { code: 'not-permitted' })
  const { t } = voiceOf(visit)
  let problem: Problem | undefined
  if (visit.method === 'POST') {
    const file = visit.files.find(({ field }) => field === 'file')?.file
    const base64 = file === undefined ? '' : await readBase64(file.stream, limit)
    if (file === undefined) problem = invalid('file', 'required')
    else if (base64 === undefined) problem = { code: 'too-large', values: { limit } }
    else {
      const body = { passphrase: visit.form.get('passphrase') ?? '', file: base64 }
      const done = await operations.importDrafts({ body })
      if (done.ok) {
        const [only, ...others] = done.value.items
        if (only !== undefined && others.length === 0) return goTo(`/requests/${only.id}/draft`)
        return answer(visit, {
          title: t('drafter.imported.title'),
          crumbs: [{ href: '/requests', text: t('web.nav.requests') }],
          body: (
            <ul>
              {done.value.items.map(({ id, reference }) => (
                <li>
                  <a href={`/requests/${id}/draft`}>
                    <Isolated>{reference}</Isolated>
                  </a>
                </li>
              ))}
            </ul>
          ),
        })
      }
      problem = done.problem
    }
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
        <Form action="/drafts/import" files>
          <FileRow name="file" label="drafter.open.file" accept=".comity,.age" wrong={wrong} />
          <Fields fields={fields} values={new URLSearchParams()} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('drafter.import.button')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
