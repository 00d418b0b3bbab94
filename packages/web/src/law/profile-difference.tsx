import type { ProfileRow } from '@comity/domain/requirement/profile'
import type { ProfileChange, RowChange } from '@comity/domain/requirement/profile-change'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Facts } from '../ui/facts.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import { Asked, measureText } from './profile-rows.tsx'
import { Sources, VerifiedMark } from './sources.tsx'

function Side({ row }: { readonly row: ProfileRow | undefined }) {
  if (row === undefined) return <>–</>
  return (
    <>
      <p>
        <Asked row={row} />
      </p>
      <VerifiedMark verified={row.verified} />
      <Sources evidence={[row]} />
    </>
  )
}

function rowOf(change: RowChange): ProfileRow {
  return change.kind === 'removed' ? change.before : change.after
}

function Moved({ before, after }: { readonly before: string | undefined; readonly after: string }) {
  return (
    <>
      {before === undefined ? null : (
        <>
          <del>
            <DateText iso={before} />
          </del>{' '}
        </>
      )}
      <ins>
        <DateText iso={after} />
      </ins>
    </>
  )
}

/** What changes between two profiles, row by row. */
export function ProfileDifference({ change, caption }: { readonly change: ProfileChange; readonly caption: string }) {
  const { t } = useVoice()
  const { rows, kept, steward, reviewBy } = change
  return (
    <>
      {steward === undefined && reviewBy === undefined ? null : (
        <Facts
          items={[
            reviewBy === undefined ? undefined : [t('profile.field.review-by'), <Moved before={reviewBy.before} after={reviewBy.after} />],
            steward === undefined ? undefined : [t('profile.field.steward'), <Moved before={steward.before} after={steward.after} />],
          ]}
        />
      )}
      {rows.length === 0 ? null : (
        <Table
          caption={caption}
          head={['profile.field.measure', 'law.change', 'law.before', 'law.after'].map((id) => t(id))}
          rows={rows.map((row, at) => ({
            key: String(at),
            cells: [
              <Isolated>{measureText(rowOf(row).measure, t)}</Isolated>,
              <Tag tone={row.kind === 'removed' ? 'do' : 'plain'}>{t(`profile.change.${row.kind}`)}</Tag>,
              <Side row={row.kind === 'added' ? undefined : row.before} />,
              <Side row={row.kind === 'removed' ? undefined : row.after} />,
            ],
          }))}
        />
      )}
      <p class="quiet">{t('profile.kept', { count: kept })}</p>
    </>
  )
}
