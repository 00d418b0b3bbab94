import { StateName } from '../request/names.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

interface Late {
  readonly request: string
  readonly counterpart: string
  readonly reference?: string | undefined
  readonly next: string
  readonly due: string
}

/** Paper originals of which something was due: what, by when, and where it is noted. */
export function LateOriginals({ originals }: { readonly originals: readonly Late[] }) {
  const { t } = useVoice()
  if (originals.length === 0) return null
  return (
    <section aria-labelledby="originals-title">
      <h2 id="originals-title">{t('paper.original.late.title')}</h2>
      <ul>
        {originals.map(({ request, counterpart, reference, next, due }) => (
          <li>
            <a href={`/requests/${request}/original`}>
              <Isolated>{reference ?? t('web.request.untitled')}</Isolated>
            </a>{' '}
            · <StateName code={counterpart} /> · {t(`paper.note.${next}`)} · <DateText iso={due} />
          </li>
        ))}
      </ul>
    </section>
  )
}
