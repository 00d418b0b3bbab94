import { reusableParts } from '@comity/domain/request/take-over'
import { useVoice } from '../ui/voice.ts'
import type { StepName } from './step.ts'

/** Whether a step can take something over from earlier requests. */
export function canReuse(step: StepName): boolean {
  return reusableParts.some((part) => part === step)
}

/** The way to what earlier requests said, on the steps that can take something over. */
export function ReuseLink({ request, step }: { readonly request: string; readonly step: StepName }) {
  const { t } = useVoice()
  if (!canReuse(step)) return null
  return (
    <a class="button plain" href={`/requests/${request}/draft/${step}/reuse`}>
      {t('web.reuse.link')}
    </a>
  )
}
