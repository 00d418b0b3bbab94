import { finishProviderWithCode } from '@comity/contract/provider'
import { read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { ownPath } from './own-path.ts'

const fields: readonly Field[] = [
  { kind: 'line', name: 'code', label: 'web.sign-in.code', digits: true, autocomplete: 'one-time-code', keep: true },
]

/** Asks for the account's own second factor, where the provider vouches for one only. */
export function codeForm(visit: Visit, wrong: Wrong | undefined): View {
  const { t } = voiceOf(visit)
  return answer(visit, {
    title: t('account.provider.code'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t('account.provider.code.about', { name: visit.provider ?? '' })}</p>
        <Form action="/sign-in/code" class="narrow">
          <Fields fields={fields} values={new URLSearchParams()} wrong={wrong} />
          <p class="buttons">
            <button>{t('web.sign-in.title')}</button>
          </p>
        </Form>
      </>
    ),
  })
}

/** Takes the code, and signs in. */
export const providerCodePage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  if (visit.flow === undefined) return goTo('/sign-in')
  const code = (visit.form.get('code') ?? '').replaceAll(/\s/gu, '')
  const body = read(finishProviderWithCode.body, { flow: visit.flow, code })
  const opened = body.ok ? await operations.finishProviderWithCode({ body: body.value }) : body
  if (opened.ok) return { ...goTo(ownPath(opened.value.next)), setSession: opened.value.token, flow: '' } as View
  const { problem } = opened
  if (problem.code === 'sign-in-failed') return codeForm(visit, wrongOf(invalid('code', 'one-time-code-wrong'), t))
  return problem.code === 'invalid-input' ? codeForm(visit, wrongOf(problem, t)) : ({ ...problemPage(visit, problem), flow: '' } as View)
}
