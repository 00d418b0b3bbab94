import { operations as contract } from '@comity/contract/operations'
import { problemStatus } from '@comity/contract/problem'
import { problemCodes } from '@comity/domain/problem'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'

function OperationRows() {
  const { t } = useVoice()
  return (
    <>
      {Object.values(contract).map(({ id, method, path, summary, action, problems, ifMatch, idempotent, status }) => (
        <section aria-labelledby={`op-${id}`} class="operation">
          <h2 id={`op-${id}`}>
            <bdi class="code">
              {method} /api{path}
            </bdi>
          </h2>
          <p lang="en">{summary}.</p>
          <p class="quiet">
            {t('web.docs.operation')} <bdi class="code">{id}</bdi> · {t('web.docs.action')} <bdi class="code">{action}</bdi> ·{' '}
            {t('web.docs.success')} {status}
            {ifMatch ? <> · If-Match</> : null}
            {idempotent ? <> · Idempotency-Key</> : null}
          </p>
          {problems.length === 0 ? null : (
            <p class="quiet">
              {t('web.docs.problems')}{' '}
              {problems.map((code, at) => (
                <>
                  {at === 0 ? null : ', '}
                  <a href={`#problem-${code}`}>
                    <bdi class="code">{code}</bdi>
                  </a>
                </>
              ))}
            </p>
          )}
        </section>
      ))}
    </>
  )
}

/** Where a sentence names what it was about. */
const ofNothing = { file: '…', found: '…' }

function ProblemRows() {
  const { t } = useVoice()
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">{t('web.docs.all-problems')}</h2>
      <dl class="facts">
        {problemCodes.map((code) => (
          <div id={`problem-${code}`}>
            <dt>
              <bdi class="code">{code}</bdi> {problemStatus[code]}
            </dt>
            <dd>{t(`problem.${code}`, ofNothing)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The public API for people: every operation with what it asks and what it can answer, from the contract itself. */
export const docsPage: Page = (visit) => {
  const { t } = voiceOf(visit)
  return Promise.resolve(
    answer(visit, {
      title: t('web.docs.title'),
      body: (
        <>
          <p class="lead">{t('web.docs.lead')}</p>
          <p>
            <a href="/openapi.json">openapi.json</a>
          </p>
          <OperationRows />
          <ProblemRows />
        </>
      ),
    }),
  )
}
