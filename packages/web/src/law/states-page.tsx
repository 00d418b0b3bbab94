import { listStates, stateName } from '@comity/reference/state'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { shown } from '../ui/shown.ts'
import { voiceOf } from '../ui/voice.ts'

/** Every State by its name, the way to what is known of each. */
export const statesPage: Page = (visit) => {
  const { t, language, hidden } = voiceOf(visit)
  const byName = new Intl.Collator(language)
  const states = shown(listStates(), hidden).map(({ code }) => ({ code, name: stateName(code, language) }))
  return Promise.resolve(
    answer(visit, {
      title: t('law.states'),
      crumbs: [{ href: '/law', text: t('law.title') }],
      width: 'full',
      body: (
        <ul class="columns">
          {states
            .toSorted((a, b) => byName.compare(a.name, b.name))
            .map(({ code, name }) => (
              <li>
                <a href={`/law/states/${code}`}>
                  <bdi>{name}</bdi>
                </a>
              </li>
            ))}
        </ul>
      ),
    }),
  )
}
