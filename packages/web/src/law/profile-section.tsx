import type { ProfileApproval } from '@comity/contract/profile'
import { isStale, type StateProfile } from '@comity/domain/requirement/profile'
import { offers } from '../navigation.ts'
import type { Visit } from '../page.ts'
import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'
import { ProfileRows } from './profile-rows.tsx'

interface Standing {
  readonly profile: StateProfile | undefined
  /** Who brought it in; undefined as delivered. */
  readonly approval: ProfileApproval | undefined
}

/** A profile with its rows, who answers for it, and whether anyone has looked at it in time. */
export function ProfileStanding({ profile, approval }: Standing) {
  const { t, today, date, instant } = useVoice()
  if (profile === undefined) return <p class="doubt">{t('law.profile.none')}</p>
  const stale = isStale(profile, today)
  return (
    <>
      <p class={stale ? 'doubt' : 'quiet'}>{t(stale ? 'profile.overdue' : 'profile.review', { date: date(profile.reviewBy) })}</p>
      <ProfileRows rows={profile.rows} />
      <p class="quiet">
        {t('profile.kept-by', { steward: profile.steward })}{' '}
        {approval === undefined
          ? t('profile.delivered')
          : t('profile.approved', {
              version: approval.version,
              proposer: approval.proposedBy,
              approver: approval.approvedBy,
              date: instant(approval.at),
            })}
      </p>
    </>
  )
}

interface ActsProps {
  readonly visit: Visit
  readonly state: string
  readonly profile: StateProfile | undefined
}

/** What can be done about a profile: for whoever may propose, a change or a review. */
export function ProfileActs({ visit, state, profile }: ActsProps) {
  const { t } = useVoice()
  const base = `/law/states/${state}/profile`
  if (!offers(visit.account, 'reference.propose')) return null
  return (
    <p class="buttons">
      <a class="button plain" href={`${base}/edit`}>
        {t('profile.suggest')}
      </a>
      {profile === undefined ? null : (
        <a class="button plain" href={`${base}/review`}>
          {t('profile.reviewed')}
        </a>
      )}
    </p>
  )
}

/** The way to every version of a profile. */
export function HistoryLink({ state }: { readonly state: string }) {
  const { t } = useVoice()
  return (
    <p>
      <a href={`/law/states/${state}/profile`}>
        <Isolated>{t('profile.history')}</Isolated>
      </a>
    </p>
  )
}
