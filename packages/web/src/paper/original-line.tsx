import type { PaperView } from '@comity/contract/paper'
import { originalSteps } from '@comity/domain/paper/original'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'

/** The four steps of a paper original, those that were made with their dates. */
export function OriginalLine({ original }: { readonly original: NonNullable<PaperView['original']> }) {
  const { t } = useVoice()
  const { wanted, steps, next, due, late } = original
  if (wanted === undefined) return <p class="quiet">{t('paper.original.not-wanted')}</p>
  return (
    <>
      <p class="quiet">{t(`paper.original.because.${wanted}`)}</p>
      <ol class="steps">
        {originalSteps.map((step) => {
          const made = steps.find(({ type }) => type === step)
          return (
            <li class={made === undefined ? undefined : 'made'} aria-current={step === next ? 'step' : undefined}>
              <b>{t(`paper.step.${step}`)}</b>
              {made === undefined ? null : (
                <small class="block">
                  <DateText iso={made.on} />
                  {[made.carrier, made.tracking, made.toldBy].map((said) =>
                    said === undefined ? null : (
                      <>
                        {' · '}
                        <Isolated>{said}</Isolated>
                      </>
                    ),
                  )}
                </small>
              )}
            </li>
          )
        })}
      </ol>
      {due === undefined ? null : late ? (
        <Notice tone="do">
          {t('paper.original.late')} <DateText iso={due} />
        </Notice>
      ) : (
        <p class="quiet">
          {t('paper.original.due')} <DateText iso={due} />
        </p>
      )}
      {next === undefined ? <Tag tone="good">{t('paper.original.done')}</Tag> : null}
    </>
  )
}
