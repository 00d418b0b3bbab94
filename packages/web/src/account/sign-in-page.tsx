import { signIn } from '@comity/contract/account'
import { signInWithPasskey } from '@comity/contract/passkey'
import { read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { PasskeyScript } from '../form/passkey-instead.tsx'
import { readForm } from '../form/read-form.ts'
import { goTo, type Page, type View } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { ownPath } from './own-path.ts'
import { readPasskey } from './read-passkey.ts'

const fields: readonly Field[] = [
  { kind: 'line', name: 'name', label: 'web.sign-in.name', autocomplete: 'username', keep: true },
  { kind: 'line', name: 'password', label: 'web.sign-in.password', secret: true, autocomplete: 'current-password', keep: true },
  { kind: 'line', name: 'code', label: 'web.sign-in.code', digits: true, autocomplete: 'one-time-code', keep: true },
]

/** Sign in: name, password and the code of the moment. What was typed is kept, except what is secret. */
export const signInPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const next = ownPath(visit.form.get('next') ?? visit.query.get('next'))
  let wrong
  if (visit.method === 'POST' && visit.form.has('passkey')) {
    const body = readPasskey(visit.form.get('passkey'), (value) => read(signInWithPasskey.body, value, 'passkey'))
    const opened = body.ok ? await operations.signInWithPasskey({ body: body.value }) : body
    if (opened.ok) return { kind: 'redirect', to: next, setSession: opened.value.token }
    // A signature has no fields that the reader could mend.
    wrong = wrongOf(opened.problem.code === 'sign-in-failed' || !body.ok ? invalid('passkey', 'passkey-not-taken') : opened.problem, t)
  } else if (visit.method === 'POST') {
    const said = readForm(fields, visit.form)
    const body = read(signIn.body, {
      ...said,
      password: visit.form.get('password') ?? '',
      code: (visit.form.get('code') ?? '').replaceAll(/\s/gu, ''),
    })
    const opened = body.ok ? await operations.signIn({ body: body.value }) : body
    if (opened.ok) return { kind: 'redirect', to: next, setSession: opened.value.token }
    wrong = wrongOf(opened.problem, t)
  }
  // Said once, and where there is no script only if there is something before it.
  const or = <p class="or">{t('account.passkey.or')}</p>
  const values = new URLSearchParams({ name: visit.form.get('name') ?? '' })
  return answer(visit, {
    title: t('web.sign-in.title'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        {visit.provider === undefined ? null : (
          <Form action="/sign-in/provider" class="narrow">
            <input type="hidden" name="next" value={next} />
            <p class="buttons">
              <button>{t('account.provider.sign-in', { name: visit.provider })}</button>
            </p>
          </Form>
        )}
        <div data-passkey="sign-in" data-failed={t('account.passkey.failed')} hidden>
          <Form action="/sign-in" class="narrow">
            <input type="hidden" name="next" value={next} />
            <input type="hidden" name="passkey" />
            <p class="buttons">
              <button name="with">{t('account.passkey.sign-in')}</button> <span role="status" />
            </p>
          </Form>
          {visit.provider === undefined ? or : null}
          <PasskeyScript />
        </div>
        {visit.provider === undefined ? null : or}
        <Form action="/sign-in" class="narrow">
          <input type="hidden" name="next" value={next} />
          <Fields fields={fields} values={values} wrong={wrong} />
          <p class="buttons">
            <button>{t('web.sign-in.title')}</button>
          </p>
        </Form>
        <p>
          <a href="/enrol">{t('web.sign-in.enrol')}</a>
        </p>
      </>
    ),
  })
}

/** Sign out: the session ends on the server too. Who came by the provider is told that they may still be signed in there. */
export const signOutPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const left = visit.provider === undefined ? undefined : await operations.leaveProvider({})
  const ended = await operations.signOut({})
  if (!ended.ok && ended.problem.code !== 'not-signed-in') return problemPage(visit, ended.problem)
  const { url } = left?.ok === true ? left.value : {}
  if (url === undefined) return { ...goTo('/sign-in'), endSession: true } as const
  const { account: _account, ...nobody } = visit
  const name = visit.provider ?? ''
  const view = answer(nobody, {
    title: t('account.provider.signed-out'),
    body: (
      <>
        <p class="lead">{t('account.provider.signed-out.about', { name })}</p>
        <p class="buttons">
          <a class="button" href={url}>
            {t('account.provider.leave', { name })}
          </a>
        </p>
        <p>
          <a href="/sign-in">{t('web.sign-in.title')}</a>
        </p>
      </>
    ),
  })
  return { ...view, endSession: true } as View
}
