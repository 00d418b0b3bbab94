import type { View, Visit } from '../page.ts'
import { answer } from './answer.tsx'
import { voiceOf } from './voice.ts'

/**
 * A page that leads on by itself, with a link for where it does not. It leads where an answer that redirects could not: to another site after a
 * form, which the policy of our pages forbids, and from another site to a page of ours that needs the session's cookie.
 */
export function onwardPage(visit: Visit, title: string, to: string): View {
  const { t } = voiceOf(visit)
  return answer(visit, {
    title,
    onward: to,
    body: (
      <p>
        {t('account.provider.onward.about')} <a href={to}>{t('account.provider.onward')}</a>
      </p>
    ),
  })
}
