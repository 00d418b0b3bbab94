import type { TranslationView } from '@comity/contract/translation'
import { DueClock } from '../request/due-clock.tsx'
import { Facts } from '../ui/facts.tsx'
import { DateText, InstantText, Isolated, ProseText } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { useVoice } from '../ui/voice.ts'
import { Progress } from './translation-table.tsx'

/** Where a translation stands: who has it, until when, and what was said about it. */
export function TranslationFacts({ view }: { readonly view: TranslationView }) {
  const { t } = useVoice()
  const { certificate, sentBack, accepted, note, counts } = view
  return (
    <section aria-labelledby="stands-title">
      <h2 id="stands-title">{t('translation.stands')}</h2>
      {counts.stale === 0 ? null : <Notice tone="do">{t('translation.stale.means', { count: counts.stale })}</Notice>}
      {sentBack === undefined ? null : (
        <Notice tone="do">
          <b>{t('translation.sent-back')}</b> <Isolated>{sentBack.by}</Isolated> · <InstantText iso={sentBack.at} />
          <ProseText text={sentBack.reason} />
        </Notice>
      )}
      <Facts
        items={[
          [t('translation.column.progress'), <Progress of={view} />],
          [t('translation.due'), view.stage === 'certified' ? <DateText iso={view.due} /> : <DueClock date={view.due} />],
          [t('translation.column.translator'), <Isolated>{view.translator.name}</Isolated>],
          [
            t('translation.asked-by'),
            <>
              <Isolated>{view.asked.by}</Isolated> · <InstantText iso={view.asked.at} />
            </>,
          ],
          note === undefined ? undefined : [t('translation.note'), <ProseText text={note} />],
          certificate === undefined
            ? undefined
            : [
                t('translation.certificate'),
                <>
                  <Isolated>{certificate.name}</Isolated>, <Isolated>{certificate.capacity}</Isolated> · <DateText iso={certificate.on} />
                  {certificate.statement === undefined ? null : <ProseText text={certificate.statement} />}
                </>,
              ],
          accepted === undefined
            ? undefined
            : [
                t('translation.accepted'),
                <>
                  <Isolated>{accepted.by}</Isolated> · <InstantText iso={accepted.at} />
                </>,
              ],
        ]}
      />
    </section>
  )
}
