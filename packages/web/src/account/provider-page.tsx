import type { Output } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import type { getProviderBinding } from '@comity/contract/provider'
import type { Problem } from '@comity/domain/problem'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Fields } from '../form/fields.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { toProvider } from './provider-way-page.tsx'

type Binding = Output<typeof getProviderBinding>

function Binding({ binding: { name, issuer, bound } }: { readonly binding: Binding }) {
  const { t } = useVoice()
  if (bound === undefined) return <p>{t('account.provider.not-bound', { name })}</p>
  return (
    <Facts
      items={[
        [t('account.provider.issuer'), <Isolated code>{issuer}</Isolated>],
        [t('account.provider.subject'), <Isolated code>{bound.subject}</Isolated>],
        [t('account.provider.since'), <InstantText iso={bound.at} />],
        [t('account.passkey.used'), bound.usedAt === undefined ? t('account.passkey.unused') : <InstantText iso={bound.usedAt} />],
      ]}
    />
  )
}

/** Does what was asked. @returns where it leads, or why not */
async function perform(act: 'bind' | 'unbind', visit: Visit, operations: ComityClient): Promise<View | Problem> {
  if (act === 'bind') {
    const begun = await withProof(visit, operations, () => operations.beginProviderBinding({ body: { language: visit.language } }))
    return begun.ok ? toProvider(visit, begun.value) : begun.problem
  }
  const done = await withProof(visit, operations, () => operations.removeProviderBinding({}))
  return done.ok ? goTo('/account/provider') : done.problem
}

/** Whether the reader's account is bound to who they are at the provider, and the one thing to do about it. */
export const providerPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const found = await operations.getProviderBinding({})
  if (!found.ok) return problemPage(visit, found.problem)
  const { name, bound } = found.value
  const act = bound === undefined ? 'bind' : 'unbind'
  const done = visit.method === 'POST' ? await perform(act, visit, operations) : undefined
  if (done !== undefined && 'kind' in done) return done
  const wrong = done === undefined ? undefined : wrongOf(done, t)
  return answer(visit, {
    title: t('account.provider', { name }),
    crumbs: [{ href: '/account', text: t('account.own') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={[proofField]} />
        <Binding binding={found.value} />
        <p>{t(`account.provider.${act}.about`, { name })}</p>
        <Form action="/account/provider" class="narrow">
          {asksProof(done) ? <Fields fields={[proofField]} values={new URLSearchParams()} wrong={wrong} /> : null}
          <p class="buttons">
            <button class={act === 'unbind' ? 'danger' : undefined}>{t(`account.provider.${act}`)}</button>
          </p>
        </Form>
      </>
    ),
  })
}
