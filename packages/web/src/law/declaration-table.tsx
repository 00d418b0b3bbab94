import type { Declaration } from '@comity/domain/legal-basis/declaration'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { StateName } from '../request/names.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice } from '../ui/voice.ts'
import { Sources, VerifiedMark } from './sources.tsx'

/** Reservations, declarations and notifications, as facts with their source; where none are known, that says so. */
export function DeclarationTable({ rows, by }: { readonly rows: readonly Declaration[]; readonly by: 'instrument' | 'state' }) {
  const { t, language } = useVoice()
  if (rows.length === 0) return <p class="doubt">{t('law.declarations.none')}</p>
  return (
    <Table
      caption={t('law.declarations')}
      head={[
        t(by === 'instrument' ? 'law.instrument' : 'law.state'),
        t('law.article'),
        t('law.declaration'),
        t('law.made'),
        t('law.source'),
      ]}
      rows={rows.map((row) => ({
        key: `${row.instrument} ${row.state} ${row.article} ${row.about}`,
        cells: [
          by === 'instrument' ? <Isolated>{instrumentShortTitle(row.instrument, language)}</Isolated> : <StateName code={row.state} />,
          row.article === '' ? '–' : <Isolated>{row.article}</Isolated>,
          <>
            {t(`law.declaration.${row.kind}`)}: {t(`law.about.${row.about}`)} <small>({t(`law.effect.${row.effect}`)})</small>
          </>,
          row.made === undefined ? '–' : <DateText iso={row.made} />,
          <>
            <VerifiedMark verified={row.verified} />
            <Sources evidence={[row]} />
          </>,
        ],
      }))}
    />
  )
}
