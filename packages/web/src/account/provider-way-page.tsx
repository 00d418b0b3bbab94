import type { ProviderOutcome } from '@comity/contract/provider'
import type { View } from '../page.ts'
import { goTo, type Page, type Visit } from '../page.ts'
import { onwardPage } from '../ui/onward-page.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { enrolledPage } from './enrol-page.tsx'
import { ownPath } from './own-path.ts'
import { codeForm } from './provider-code-page.tsx'

/** Leads a reader to the provider, with what their browser shows when it comes back. */
export function toProvider(visit: Visit, { url, flow }: { readonly url: string; readonly flow: string }): View {
  const { t } = voiceOf(visit)
  return { ...onwardPage(visit, t('account.provider.to', { name: visit.provider ?? '' }), url), flow } as View
}

function after(visit: Visit, done: ProviderOutcome): View {
  const { t } = voiceOf(visit)
  const title = t('account.provider.done', { name: visit.provider ?? '' })
  switch (done.outcome) {
    case 'signed-in':
      return { ...onwardPage(visit, title, ownPath(done.next)), setSession: done.token, flow: '' } as View
    case 'code-needed':
      return { ...codeForm(visit, undefined), flow: done.flow } as View
    case 'proven':
      return { ...onwardPage(visit, title, '/account/proof?proven=yes'), flow: '' } as View
    case 'bound':
      return { ...onwardPage(visit, title, '/account/provider'), flow: '' } as View
    case 'enrolled':
      return { ...enrolledPage(visit, done, t('account.provider.secret')), flow: '' } as View
  }
}

/** To the provider, to sign in; and back from it, whatever the reader went there for. */
export const providerWayPage: Page = async (visit, operations) => {
  if (visit.provider === undefined) return problemPage(visit, { code: 'not-found' })
  if (visit.method === 'POST') {
    const next = ownPath(visit.form.get('next'))
    const begun = await operations.beginProviderSignIn({ body: { next, language: visit.language } })
    return begun.ok ? toProvider(visit, begun.value) : problemPage(visit, begun.problem)
  }
  // Without an answer it is somebody who came by hand.
  if (!visit.query.has('state')) return goTo('/sign-in')
  if (visit.flow === undefined) return problemPage(visit, { code: 'provider-begin-again' })
  const done = await operations.finishProvider({ body: { flow: visit.flow, answer: visit.query.toString() } })
  return done.ok ? after(visit, done.value) : ({ ...problemPage(visit, done.problem), flow: '' } as View)
}
