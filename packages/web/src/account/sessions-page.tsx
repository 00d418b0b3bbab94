import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { voiceOf } from '../ui/voice.ts'

/** The open sessions of whoever is signed in, each to be ended at once. */
export const sessionsPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const listed = await operations.listSessions({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  return answer(visit, {
    title: t('account.sessions'),
    crumbs: [{ href: '/account', text: t('account.own') }],
    body: (
      <>
        <p class="lead">{t('account.sessions.about')}</p>
        <Table
          caption={t('account.sessions')}
          head={[t('account.sessions.opened'), t('account.sessions.seen'), t('account.sessions.end')]}
          rows={listed.value.items.map(({ id, openedAt, seenAt, current }) => ({
            key: id,
            cells: [
              <InstantText iso={openedAt} />,
              <InstantText iso={seenAt} />,
              current ? (
                <Tag tone="good">{t('account.sessions.this')}</Tag>
              ) : (
                <Form action={`/sessions/${id}/end`} class="inline">
                  <button class="link">{t('account.sessions.end')}</button>
                </Form>
              ),
            ],
          }))}
        />
      </>
    ),
  })
}

/** Ends one of the reader's own sessions. */
export const endSessionPage: Page = async (visit, operations, place) => {
  const ended = await operations.endOwnSession({ params: { session: place['session'] ?? '' } })
  return ended.ok ? goTo('/sessions') : problemPage(visit, ended.problem)
}
