import type { Delegation } from '@comity/contract/access'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { DateText, InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'

const path = '/account/delegations'

function Standing({ of: { standing, endedAt } }: { readonly of: Delegation }) {
  const { t } = useVoice()
  return (
    <>
      <Tag tone={standing === 'in-force' ? 'good' : 'plain'}>{t(`delegation.standing.${standing}`)}</Tag>
      {endedAt === undefined ? null : (
        <small class="block">
          {t('delegation.ended')} <InstantText iso={endedAt} />
        </small>
      )}
    </>
  )
}

/** Delegations of one kind: those that the reader gave, or was given. */
function Listed({ id, items }: { readonly id: 'gave' | 'was-given'; readonly items: readonly Delegation[] }) {
  const { t } = useVoice()
  const title = `delegation.${id}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(title)}</h2>
      {items.length === 0 ? (
        <p class="quiet">{t('delegation.none')}</p>
      ) : (
        <Table
          caption={t(title)}
          head={['access.name', 'delegation.since', 'delegation.until', 'delegation.standing', 'delegation.end'].map((of) => t(of))}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <Isolated>{(id === 'gave' ? one.to : one.from).name}</Isolated>,
              <DateText iso={one.since} />,
              <DateText iso={one.until} />,
              <Standing of={one} />,
              one.standing === 'over' ? (
                '—'
              ) : (
                <Form action={`${path}/${one.id}/end`} class="inline">
                  <button class="link">{t('delegation.end')}</button>
                </Form>
              ),
            ],
          }))}
        />
      )}
    </section>
  )
}

/** In whose place the reader stands, and who stands in theirs. */
export const delegationsPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const listed = await operations.listDelegations({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const { items } = listed.value
  return answer(visit, {
    title: t('delegation.title'),
    crumbs: [{ href: '/account', text: t('account.own') }],
    body: (
      <>
        <p class="lead">{t('delegation.lead')}</p>
        <p class="buttons">
          <a class="button" href={`${path}/new`}>
            {t('delegation.give')}
          </a>
        </p>
        <Listed id="gave" items={items.filter(({ own }) => own)} />
        <Listed id="was-given" items={items.filter(({ own }) => !own)} />
      </>
    ),
  })
}

/** Ends a delegation that the reader gave or was given. */
export const endDelegationPage: Page = async (visit, operations, place) => {
  const ended = await operations.endDelegation({ params: { delegation: place['delegation'] ?? '' } })
  return ended.ok ? goTo(path) : problemPage(visit, ended.problem)
}
