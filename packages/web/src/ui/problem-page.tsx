import type { Problem } from '@comity/domain/problem'
import { problemStatus } from '@comity/contract/problem'
import { goTo, type View, type Visit } from '../page.ts'
import { answer } from './answer.tsx'
import { voiceOf } from './voice.ts'
import { ruleSentence } from './wrong.ts'

/** A problem that is the whole answer: nothing here, not allowed, or something to try again. Someone not signed in is led to the door. */
export function problemPage(visit: Visit, problem: Problem): View {
  const { t } = voiceOf(visit)
  if (problem.code === 'not-signed-in') return goTo(`/sign-in?${new URLSearchParams({ next: visit.path })}`)
  const request = problem.values?.['request']
  if (problem.code === 'reason-needed' && typeof request === 'string') return goTo(`/requests/${request}/reason`)
  const sentence = t(`problem.${problem.code}`, problem.values)
  const fields = problem.fields ?? []
  return answer(visit, {
    title: t(
      problem.code === 'not-found'
        ? 'web.problem.not-found'
        : problem.code === 'not-permitted'
          ? 'web.problem.not-permitted'
          : 'web.problem.title',
    ),
    status: problemStatus[problem.code],
    wrong: true,
    body: (
      <>
        <p class="lead">{sentence}</p>
        {fields.length === 0 ? null : (
          <ul>
            {fields.map(({ field, rule, values }) => (
              <li>
                <bdi class="code">{field}</bdi>: {ruleSentence(rule, t, values)}
              </li>
            ))}
          </ul>
        )}
        <p>
          <a href="/">{t('web.problem.home')}</a>
        </p>
      </>
    ),
  })
}
