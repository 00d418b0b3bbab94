import { DateText } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

const day = 86_400_000

/** Beyond this many days nobody counts them. */
const farOff = 90

/** Whole days from one calendar date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day)
}

/** A deadline and how far off it is; one that has passed says so. */
export function DueClock({ date }: { readonly date: string }) {
  const { t, today } = useVoice()
  const days = daysBetween(today, date)
  const near = days < 0 ? 'past' : days <= 14 ? 'near' : ''
  const far = days < 0 ? t('web.due.past', { days: -days }) : days === 0 ? t('web.due.today') : t('web.due.in', { days })
  return (
    <span class={`clock ${near}`}>
      <DateText iso={date} />
      {days > farOff ? null : ` · ${far}`}
    </span>
  )
}
