import type { LegalBases } from '@comity/contract/request-law'
import { measureTypes } from '@comity/domain/measure/measure'
import type { Translate } from '@comity/language/translate'
import { Citations } from '../request/citation.tsx'
import { useVoice } from '../ui/voice.ts'

/** The name of a measure; the code of one that no request can hold yet. */
function measureName(measure: string, t: Translate): string {
  return measureTypes.some((type) => type === measure) ? t(`measure.${measure}`) : measure
}

/** Measure by measure, how an instrument stands to what is asked. */
export function CoverageList({ coverage }: { readonly coverage: LegalBases['bases'][number]['coverage'] }) {
  const { t } = useVoice()
  if (coverage.length === 0) return null
  return (
    <details>
      <summary>{t('legal-basis.coverage.title')}</summary>
      <dl>
        {coverage.map(({ measure, answer, provisions }) => (
          <>
            <dt>{measureName(measure, t)}</dt>
            <dd>
              {t(`legal-basis.coverage.${answer}`)} <Citations provisions={provisions} />
            </dd>
          </>
        ))}
      </dl>
    </details>
  )
}
