import type { SegmentView } from '@comity/contract/translation'
import { segmentName } from '@comity/language/segment-name'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import { idOf, type Wrong, wrongWith } from '../ui/wrong.ts'
import { controlsOf, type Typed } from './segment-form.ts'

interface PairProps {
  readonly segment: SegmentView
  /** Its place in the whole translation, from 1. */
  readonly number: number
  readonly languages: { readonly source: string; readonly target: string }
  /** What was typed and could not be kept. */
  readonly typed?: Typed | undefined
  readonly wrong?: Wrong | undefined
  readonly editable: boolean
}

function Marks({ segment: { state, stale } }: { readonly segment: SegmentView }) {
  const { t } = useVoice()
  if (stale) return <Tag tone="do">{t('translation.changed')}</Tag>
  return <Tag tone={state === 'done' ? 'good' : 'plain'}>{t(`translation.state.${state}`)}</Tag>
}

function Help({ segment, languages, editable }: Pick<PairProps, 'segment' | 'languages' | 'editable'>) {
  const { t } = useVoice()
  const { key, findings, suggestions, terms } = segment
  return (
    <>
      {findings.map(({ code, value }) => (
        <p class="finding advice">
          {t(`translation.finding.${code}`)} <bdi class="code">{value}</bdi>
        </p>
      ))}
      {suggestions.map(({ source, target, likeness }, at) => (
        <div class="suggestion">
          <small>
            {likeness === 1 ? t('translation.suggestion.same') : t('translation.suggestion.like', { percent: Math.floor(likeness * 100) })}
          </small>
          {likeness === 1 ? null : (
            <p class="quiet" lang={languages.source} dir="auto">
              {source}
            </p>
          )}
          <p lang={languages.target} dir="auto">
            {target}
          </p>
          {editable ? (
            <button class="link" name="then" value={`use.${at}.${key}`}>
              {t('translation.use')}
            </button>
          ) : null}
        </div>
      ))}
      {terms.length === 0 ? null : (
        <p class="quiet terms">
          {t('translation.terms')}{' '}
          {terms.map(({ term, same }, at) => (
            <>
              {at === 0 ? null : ' · '}
              <bdi lang={languages.source}>{term}</bdi> = <bdi lang={languages.target}>{same}</bdi>
            </>
          ))}
        </p>
      )}
    </>
  )
}

function Target({ segment, number, languages, typed, wrong }: PairProps) {
  const { t } = useVoice()
  const { key, line, text, target = '', digest, state, stale } = segment
  const names = controlsOf(key)
  const sentences = wrongWith(wrong, key)
  const id = idOf(key)
  const rows = line ? 2 : Math.min(14, Math.max(3, Math.ceil(text.length / 55)))
  return (
    <div class={sentences.length > 0 ? 'field bad' : 'field'}>
      <label class="unseen" for={id}>
        {t('translation.target.of', { number })}
      </label>
      {sentences.length === 0 ? null : (
        <p class="error" id={`${id}-error`}>
          {sentences.join(' ')}
        </p>
      )}
      <textarea
        id={id}
        name={names.target}
        rows={rows}
        lang={languages.target}
        dir="auto"
        aria-describedby={sentences.length > 0 ? `${id}-error` : undefined}
        aria-invalid={sentences.length > 0 ? 'true' : undefined}
        value={typed?.target ?? target}
      />
      <input type="hidden" name={names.digest} value={digest} />
      <label class="box">
        <input type="checkbox" name={names.done} value="yes" checked={typed?.done ?? (state === 'done' && !stale)} />
        <span>{t('translation.done')}</span>
      </label>
    </div>
  )
}

/** A segment: what the officer says on the one side, what the translator says on the other, and below it what helps. */
export function SegmentPair(props: PairProps) {
  const { t } = useVoice()
  const { segment, number, languages, editable } = props
  return (
    <section class="segment" id={`segment-${number}`} aria-labelledby={`segment-${number}-name`}>
      <h2 id={`segment-${number}-name`}>
        {t('translation.segment', { number, field: segmentName(segment.path, t) })} <Marks segment={segment} />
      </h2>
      <div class="source-and-target">
        <div>
          <p class="prose" lang={languages.source} dir="auto">
            {segment.text}
          </p>
          {segment.madeFor === undefined ? null : (
            <details>
              <summary>{t('translation.before')}</summary>
              <p class="prose quiet" lang={languages.source} dir="auto">
                {segment.madeFor}
              </p>
            </details>
          )}
        </div>
        <div>
          {editable ? (
            <Target {...props} />
          ) : (
            <p class="prose" lang={languages.target} dir="auto">
              {segment.target ?? t('translation.state.untranslated')}
            </p>
          )}
          <Help segment={segment} languages={languages} editable={editable} />
        </div>
      </div>
    </section>
  )
}
