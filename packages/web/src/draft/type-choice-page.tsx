import type { RequestView } from '@comity/contract/request'
import { measureGroups } from '@comity/domain/measure/measure-form'
import type { View, Visit } from '../page.ts'
import { useVoice } from '../ui/voice.ts'
import { voiceOf } from '../ui/voice.ts'
import type { ItemsStep } from './step.ts'
import { stepFrame } from './step-frame.tsx'

function Group({ group, types, base }: { readonly group: string; readonly types: readonly string[]; readonly base: string }) {
  const { t } = useVoice()
  return (
    <section>
      <h2>{t(`measure.group.${group}`)}</h2>
      <ul class="choice">
        {types.map((type) => (
          <li>
            <a href={`${base}/new?${new URLSearchParams({ type })}`}>{t(`measure.${type}`)}</a>
            <small class="block">{t(`measure.${type}.what`)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Which measure: all that a request of this kind can ask, under their headings. */
export function typeChoicePage(visit: Visit, view: RequestView, step: ItemsStep): View {
  const { t } = voiceOf(visit)
  const types = step.types(view.content)
  const base = `/requests/${view.id}/draft/${step.name}`
  return stepFrame(visit, step.name, view, {
    title: t('web.draft.choose-measure'),
    body: (
      <>
        {measureGroups.map((group) => {
          const own = types.filter((type) => step.groupOf?.(type) === group)
          return own.length === 0 ? null : <Group group={group} types={own} base={base} />
        })}
      </>
    ),
  })
}
