import { operations as contract } from '@comity/contract/operations'
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
            <dl>
              {problems.map((code) => (
                <>
                  <dt>
                    <bdi class="code">{code}</bdi>
                  </dt>
                  <dd>{t(`problem.${code}`)}</dd>
                </>
              ))}
            </dl>
          )}
        </section>
      ))}
    </>
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
        </>
      ),
    }),
  )
}
