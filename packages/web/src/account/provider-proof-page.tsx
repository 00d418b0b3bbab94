import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { toProvider } from './provider-way-page.tsx'

/** A window of its own in which the reader proves at the provider who they are, while the form that asked for it stays open in the other. */
export const providerProofPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  if (visit.provider === undefined) return problemPage(visit, { code: 'not-found' })
  const { provider: name } = visit
  if (visit.method === 'POST') {
    const begun = await operations.beginProviderProof({ body: { language: visit.language } })
    return begun.ok ? toProvider(visit, begun.value) : problemPage(visit, begun.problem)
  }
  return answer(visit, {
    title: t('account.provider.proof'),
    body: visit.query.has('proven') ? (
      <Notice tone="good">
        <p>{t('account.provider.proven')}</p>
      </Notice>
    ) : (
      <>
        <p class="lead">{t('account.provider.proof.about', { name })}</p>
        <Form action="/account/proof" class="narrow">
          <p class="buttons">
            <button>{t('account.provider.onward')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
