import type { ProfileProposalView } from '@comity/contract/profile'
import { stateName } from '@comity/reference/state'
import { ErrorSummary } from '../form/error-summary.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { By } from './by.tsx'
import { ProfileDifference } from './profile-difference.tsx'

function SuggestionFacts({ proposal }: { readonly proposal: ProfileProposalView }) {
  const { t } = useVoice()
  const { standing, restsOn, note, file, proposedBy, settledBy, reason } = proposal
  return (
    <Facts
      items={[
        [t('profile.standing'), t(`law.proposal.${standing}`)],
        [t('profile.suggested-by'), <By {...proposedBy} />],
        [t('profile.rests-on'), restsOn],
        note === undefined ? undefined : [t('profile.field.why'), <Isolated>{note}</Isolated>],
        file === undefined ? undefined : [t('law.file'), <Isolated>{file}</Isolated>],
        settledBy === undefined ? undefined : [t('law.settled-by'), <By {...settledBy} />],
        reason === undefined ? undefined : [t('web.act.reason'), <Isolated>{reason}</Isolated>],
      ]}
    />
  )
}

function Overtaken({ proposal }: { readonly proposal: ProfileProposalView }) {
  const { t } = useVoice()
  const { id, state, conflict, since } = proposal
  if (!conflict) return null
  return (
    <section aria-labelledby="since">
      <h2 id="since">{t('profile.since')}</h2>
      <p class="doubt">{t('profile.conflict')}</p>
      {since === undefined ? null : <ProfileDifference change={since} caption={t('profile.since')} />}
      <p class="buttons">
        <a class="button plain" href={`/law/states/${state}/profile/edit?from=${id}`}>
          {t('profile.anew')}
        </a>
      </p>
    </section>
  )
}

/** A suggested profile: what it changes, row by row, and the second officer's decision. */
export const profileChangePage: Page = async (visit, operations, { proposal = '' }) => {
  const { t, language } = voiceOf(visit)
  const path = `/law/changes/profiles/${proposal}`
  const params = { proposal }
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const done =
      visit.form.get('act') === 'decline'
        ? await operations.declineProfileProposal({ params, body: { reason: visit.form.get('reason') ?? '' } })
        : await operations.approveProfileProposal({ params })
    if (done.ok) return goTo(done.value.standing === 'approved' ? `/law/states/${done.value.state}/profile` : path)
    wrong = wrongOf(done.problem, t)
  }
  const found = await operations.getProfileProposal({ params })
  if (!found.ok) return problemPage(visit, found.problem)
  const { state, change, review, standing, proposedBy, conflict } = found.value
  const open = standing === 'proposed' && offers(visit.account, 'reference.approve')
  const own = proposedBy.account === visit.account?.id
  const name = stateName(state, language)
  return answer(visit, {
    title: review ? t('profile.reviewed-of', { state: name }) : t('profile.change-of', { state: name }),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: '/law/changes', text: t('law.changes') },
      { href: `/law/states/${state}`, text: name },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'full',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={[]} />
        <SuggestionFacts proposal={found.value} />
        <Overtaken proposal={found.value} />
        <section aria-labelledby="differences">
          <h2 id="differences">{t('law.differences')}</h2>
          <ProfileDifference change={change} caption={t('law.differences')} />
        </section>
        {open && own ? <p class="doubt">{t('profile.own')}</p> : null}
        {open && !own && !conflict ? (
          <Form action={path}>
            <p class="buttons">
              <button name="act" value="approve">
                {t('law.approve')}
              </button>
            </p>
          </Form>
        ) : null}
        {open ? (
          <Form action={path} class="narrow">
            <input type="hidden" name="act" value="decline" />
            <label for="reason">{t('web.act.reason')}</label>
            <input id="reason" name="reason" dir="auto" />
            <button class="plain">{t('law.decline')}</button>
          </Form>
        ) : null}
      </>
    ),
  })
}
