import type { ProfileApproval } from '@comity/contract/profile'
import { stateName } from '@comity/reference/state'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { By } from './by.tsx'
import { ProfileActs, ProfileStanding } from './profile-section.tsx'
import { ProfileSuggestions } from './profile-suggestions.tsx'

/** Every version that officers brought in; what it changed is for those who may suggest changes. */
function Versions({ versions, linked }: { readonly versions: readonly ProfileApproval[]; readonly linked: boolean }) {
  const { t } = useVoice()
  if (versions.length === 0) return <p class="quiet">{t('profile.delivered')}</p>
  return (
    <Table
      caption={t('profile.versions')}
      head={['profile.version', 'law.change', 'profile.suggested-by', 'profile.approved-by'].map((id) => t(id))}
      rows={versions.map(({ version, review, proposal, proposedBy, approvedBy, at }) => {
        const what = t(review ? 'profile.reviewed' : 'profile.change.changed')
        return {
          key: proposal,
          cells: [
            version,
            linked ? <a href={`/law/changes/profiles/${proposal}`}>{what}</a> : what,
            <Isolated>{proposedBy}</Isolated>,
            <By name={approvedBy} at={at} />,
          ],
        }
      })}
    />
  )
}

/** What a State asks with all its history: the versions that officers brought in, and what was suggested. */
export const profilePage: Page = async (visit, operations, { state = '' }) => {
  const { t, language } = voiceOf(visit)
  const found = await operations.getProfile({ params: { state } })
  if (!found.ok) return problemPage(visit, found.problem)
  const { profile, versions } = found.value
  const steward = offers(visit.account, 'reference.propose')
  const suggested = steward ? await operations.listProfileProposals({ query: { state } }) : undefined
  return answer(visit, {
    title: t('profile.history-of', { state: stateName(state, language) }),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: `/law/states/${state}`, text: stateName(state, language) },
    ],
    width: 'full',
    body: (
      <>
        <ProfileStanding profile={profile} approval={versions[0]} />
        <ProfileActs visit={visit} state={state} profile={profile} />
        <section aria-labelledby="versions">
          <h2 id="versions">{t('profile.versions')}</h2>
          <Versions versions={versions} linked={steward} />
        </section>
        {suggested?.ok !== true ? null : (
          <section aria-labelledby="suggested">
            <h2 id="suggested">{t('profile.suggested')}</h2>
            <ProfileSuggestions items={suggested.value.items} />
          </section>
        )}
      </>
    ),
  })
}
