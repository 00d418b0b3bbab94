import type { RequestView } from '@comity/contract/request'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

type Entry = RequestView['thread'][number]

const bad = ['RelayRejection', 'RelayFailure', 'ContentConsignmentFailure']

/** How far the message that carried an act has come, as one sign: its shape says it too, not its colour alone. */
function signOf({ receipts }: Entry): { readonly sign: string; readonly look: string; readonly label: string } {
  const last = receipts.at(-1)
  if (last === undefined) return { sign: '·', look: 'none', label: 'receipt.none' }
  if (bad.includes(last.event)) return { sign: '✕', look: 'refused', label: `receipt.${last.event}` }
  const opened = last.event === 'ContentConsignment' || last.event === 'ContentHandover'
  return { sign: opened ? '✦' : '✓', look: opened ? 'handed' : '', label: `receipt.${last.event}` }
}

/** The seal on the line between the two sides. */
export function Seal({ entry }: { readonly entry: Entry }) {
  const { t } = useVoice()
  const { sign, look, label } = signOf(entry)
  return (
    <div class={`seal ${look}`} role="img" aria-label={t(label)} title={t(label)}>
      {sign}
    </div>
  )
}

/** The receipts of an act in words: what each proves, who signed it and when. */
export function Receipts({ entry }: { readonly entry: Entry }) {
  const { t } = useVoice()
  const { receipts } = entry
  if (receipts.length === 0) return null
  return (
    <details class="receipts">
      <summary>{t('web.thread.receipts', { count: receipts.length })}</summary>
      <ul>
        {receipts.map(({ event, at, by }) => (
          <li>
            <b>{t(`receipt.${event}`)}</b>. {t(`receipt.${event}.means`)}
            <small>
              <InstantText iso={at} /> · <Isolated code>{by}</Isolated>
            </small>
          </li>
        ))}
      </ul>
    </details>
  )
}
