import type { ComityClient } from '@comity/contract/operations'
import type { LetterReport } from '@comity/contract/signature'
import { invalid } from '@comity/domain/problem'
import { fail, type Result } from '@comity/domain/result'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { FileRow } from '../form/file-row.tsx'
import type { Page, Visit } from '../page.ts'
import { sizeText } from '../request/files-list.tsx'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { Report } from './report.tsx'

/** Largest letter that is checked, in bytes. */
const limit = 20 * 1024 * 1024
const fields: readonly Field[] = [{ kind: 'files', name: 'letter', label: 'web.verify.file' }]

async function check({ files }: Visit, operations: ComityClient): Promise<Result<LetterReport>> {
  const given = files.find(({ field }) => field === 'letter')
  return given === undefined ? fail(invalid('letter', 'required')) : operations.verifyLetter({ body: given.file })
}

/** Checks the signatures of a letter for anyone who was sent it; the file is read and not kept. */
export const verifyPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const checked = visit.method === 'POST' ? await check(visit, operations) : undefined
  const wrong = checked?.ok === false ? wrongOf(checked.problem, t) : undefined
  return answer(visit, {
    title: t('web.nav.verify'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body:
      checked?.ok === true ? (
        <>
          <Report report={checked.value} />
          <p class="buttons">
            <a class="button plain" href="/verify">
              {t('web.verify.again')}
            </a>
          </p>
        </>
      ) : (
        <>
          <p class="lead">{t('web.verify.lead')}</p>
          <ErrorSummary wrong={wrong} fields={fields} />
          <Form action="/verify" files>
            <FileRow name="letter" label="web.verify.file" accept="application/pdf" wrong={wrong}>
              <p>{t('web.verify.file.note', { limit: sizeText(limit, visit.language) })}</p>
            </FileRow>
            <p class="buttons">
              <button>{t('web.verify.check')}</button>
            </p>
          </Form>
          <p>
            <a href="/letters">{t('paper.check.title')}</a>
          </p>
        </>
      ),
  })
}
