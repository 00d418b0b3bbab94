import type { RequestView } from '@comity/contract/request'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import { ActBody } from './act-body.tsx'
import { StateName, stateOf } from './names.tsx'
import { Receipts, Seal } from './receipts.tsx'

type Entry = RequestView['thread'][number]

function ActCard({ entry, view }: { readonly entry: Entry; readonly view: RequestView }) {
  const { t } = useVoice()
  const { act, crossed, entered } = entry
  const ours = act.side === view.side
  const waits = view.openClarifications.some((open) => open.act === act.id)
    ? 'web.thread.to-answer'
    : view.unconfirmed.includes(act.id)
      ? 'web.thread.to-confirm'
      : undefined
  return (
    <li class={`step ${ours ? 'ours' : 'theirs'}${crossed ? ' crossed' : ''}`} id={`act-${act.id}`} data-act={act.type}>
      <Seal entry={entry} />
      <article class="act">
        <h3>
          {t(`act.${act.type}`)} {waits === undefined ? null : <Tag tone="do">{t(waits)}</Tag>}
        </h3>
        <p class="side-name">
          <StateName code={stateOf(view, act.side)} />
        </p>
        {crossed ? <p class="crossing">{t('web.thread.crossed')}</p> : null}
        <ActBody act={act} view={view} />
        <p class="quiet">
          <InstantText iso={act.at} /> · <Isolated>{act.by}</Isolated>
          {act.approvedBy === undefined ? null : (
            <>
              , {t('web.thread.approved-by')} <Isolated>{act.approvedBy}</Isolated>
            </>
          )}
        </p>
        {entered === undefined ? null : (
          <p class="quiet">
            {t('paper.said.entered')} <Isolated>{entered.by}</Isolated> · <InstantText iso={entered.at} />
          </p>
        )}
        <Receipts entry={entry} />
      </article>
    </li>
  )
}

/** The life of a request: our acts on one side, theirs on the other, time running down, the same on both sides of the border. */
export function Thread({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="thread-title">
      <h2 id="thread-title">{t('web.thread.title')}</h2>
      {view.gap > 0 ? <Notice tone="do">{t('web.thread.gap', { count: view.gap })}</Notice> : null}
      {view.thread.length === 0 ? (
        <p class="quiet">{t('web.thread.empty')}</p>
      ) : (
        <>
          <div class="sides" aria-hidden="true">
            <span>
              <StateName code={view.self} />
            </span>
            <span>
              <StateName code={view.counterpart} />
            </span>
          </div>
          <ol class="thread">
            {view.thread.map((entry) => (
              <ActCard entry={entry} view={view} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
