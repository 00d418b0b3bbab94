import type { ProfileProposal } from '@comity/contract/profile'
import { stateName } from '@comity/reference/state'
import { Isolated } from '../ui/isolated.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import { By } from './by.tsx'

/** Profiles that were suggested: what waits for a second officer, and what was decided. */
export function ProfileSuggestions({ items }: { readonly items: readonly ProfileProposal[] }) {
  const { t, language } = useVoice()
  if (items.length === 0) return <p class="quiet">{t('profile.suggested-none')}</p>
  return (
    <Table
      caption={t('profile.suggested')}
      head={['law.state', 'law.change', 'profile.suggested-by', 'profile.standing'].map((id) => t(id))}
      rows={items.map(({ id, state, review, note, proposedBy, standing }) => ({
        key: id,
        cells: [
          <a href={`/law/changes/profiles/${id}`}>
            <Isolated>{stateName(state, language)}</Isolated>
          </a>,
          <>
            {t(review ? 'profile.reviewed' : 'profile.change.changed')}
            {note === undefined ? null : (
              <small class="block" dir="auto">
                {note}
              </small>
            )}
          </>,
          <By {...proposedBy} />,
          <Tag tone={standing === 'proposed' ? 'do' : 'plain'}>{t(`law.proposal.${standing}`)}</Tag>,
        ],
      }))}
    />
  )
}
