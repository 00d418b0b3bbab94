import type { MarginOf } from '../form/leaf-row.tsx'
import { Citations } from '../request/citation.tsx'
import { useVoice } from '../ui/voice.ts'

function Words({ id }: { readonly id: string }) {
  const { t } = useVoice()
  return <p>{t(id)}</p>
}

/** The margin of a form about translations: the articles that ask, and what else is worth knowing. */
export const articleMargin: MarginOf = ({ asks = [], note }) =>
  asks.length === 0 && note === undefined ? undefined : (
    <>
      <Citations provisions={asks} />
      {note === undefined ? null : <Words id={note} />}
    </>
  )
