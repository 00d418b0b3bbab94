import type { TranslationRow } from '@comity/contract/translation'
import { languageName } from '../draft/language-options.ts'
import { DueClock } from '../request/due-clock.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'

/** From which language into which, in the reader's words. */
export function LanguagePair({ of: { sourceLanguage, language } }: { readonly of: Pick<TranslationRow, 'sourceLanguage' | 'language'> }) {
  const { t, language: reader } = useVoice()
  return <>{t('translation.pair', { source: languageName(sourceLanguage, reader), target: languageName(language, reader) })}</>
}

/** Whether a translation that was given back no longer says all that the request says. */
export function isBehind({ stage, counts }: Pick<TranslationRow, 'stage' | 'counts'>): boolean {
  return (stage === 'returned' || stage === 'certified') && (counts.done < counts.all || counts.stale > 0)
}

/** How far a translation is, and whether its source has changed. */
export function Progress({ of }: { readonly of: Pick<TranslationRow, 'stage' | 'counts'> }) {
  const { t } = useVoice()
  const { stage, counts } = of
  const fresh = counts.all - counts.done
  return (
    <>
      <Tag tone={stage === 'certified' && !isBehind(of) ? 'good' : 'plain'}>{t(`translation.stage.${stage}`)}</Tag>{' '}
      {counts.stale === 0 ? null : (
        <>
          <Tag tone="do">{t('translation.stale', { count: counts.stale })}</Tag>{' '}
        </>
      )}
      {isBehind(of) && fresh > 0 ? (
        <>
          <Tag tone="do">{t('translation.new', { count: fresh })}</Tag>{' '}
        </>
      ) : null}
      <small class="block">{t('translation.progress', { done: counts.done, all: counts.all })}</small>
    </>
  )
}

/** Translations, each leading to its page. */
export function TranslationTable({ caption, rows }: { readonly caption: string; readonly rows: readonly TranslationRow[] }) {
  const { t } = useVoice()
  return (
    <Table
      caption={caption}
      head={['reference', 'languages', 'due', 'progress', 'translator'].map((column) => t(`translation.column.${column}`))}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <a href={`/translations/${row.id}`}>
            <Isolated>{row.reference}</Isolated>
          </a>,
          <LanguagePair of={row} />,
          row.stage === 'certified' ? <DateText iso={row.due} /> : <DueClock date={row.due} />,
          <Progress of={row} />,
          <Isolated>{row.translator.name}</Isolated>,
        ],
      }))}
    />
  )
}
