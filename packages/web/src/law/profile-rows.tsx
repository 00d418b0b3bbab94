import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import { measureTypes } from '@comity/domain/measure/measure'
import type { ProfileRow } from '@comity/domain/requirement/profile'
import type { Translate } from '@comity/language/translate'
import { Citations } from '../request/citation.tsx'
import { askedBy } from '../request/profile-note.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice } from '../ui/voice.ts'
import { Sources, VerifiedMark } from './sources.tsx'

/** What a row is asked for, in words; a measure that cannot be asked here yet by its id. */
export function measureText(measure: string, t: Translate): string {
  if (measure === 'any') return t('profile.for.any')
  if ((cooperationKinds as readonly string[]).includes(measure)) return t(`law.kind.${measure}`)
  return (measureTypes as readonly string[]).includes(measure) ? t(`measure.${measure}`) : measure
}

/** What one row asks, under which article and between which days. */
export function Asked({ row }: { readonly row: ProfileRow }) {
  const voice = useVoice()
  const { t, date } = voice
  return (
    <>
      {askedBy(row, voice)}{' '}
      {row.instrument === undefined ? null : (
        <Citations provisions={[{ instrument: row.instrument, article: row.article ?? '', verified: row.verified === 'yes' }]} />
      )}
      {row.from === undefined ? null : <small class="block">{t('profile.holds.from', { date: date(row.from) })}</small>}
      {row.to === undefined ? null : <small class="block">{t('profile.holds.to', { date: date(row.to) })}</small>}
    </>
  )
}

/** The rows of a profile: what is asked, for what, where it was read and how far that is checked. */
export function ProfileRows({ rows }: { readonly rows: readonly ProfileRow[] }) {
  const { t } = useVoice()
  return (
    <Table
      caption={t('profile.rows')}
      head={['profile.rows', 'profile.field.measure', 'law.source'].map((id) => t(id))}
      rows={rows.map((row, at) => ({
        key: String(at),
        cells: [
          <Asked row={row} />,
          <Isolated>{measureText(row.measure, t)}</Isolated>,
          <>
            <VerifiedMark verified={row.verified} />
            <Sources evidence={[row]} />
          </>,
        ],
      }))}
    />
  )
}
