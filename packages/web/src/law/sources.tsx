import type { LegalBases } from '@comity/contract/request-law'
import { inWords } from '../ui/in-words.ts'
import { useVoice } from '../ui/voice.ts'

/** A fact's origin, as every row of the reference data has it. */
export interface Sourced {
  readonly source: string
  readonly asOf: string
}

/** Where facts were read and as of when, each source once. The sentence keeps its own direction; the source in it is isolated. */
export function Sources({ evidence }: { readonly evidence: readonly Sourced[] }) {
  const voice = useVoice()
  const sources = [...new Set(evidence.map(({ source, asOf }) => voice.t('legal-basis.source', inWords({ source, date: asOf }, voice))))]
  return (
    <>
      {sources.map((source) => (
        <p>{source}</p>
      ))}
    </>
  )
}

/** How far a fact is checked, in words: nothing unverified looks verified. */
export function VerifiedMark({ verified }: { readonly verified: LegalBases['bases'][number]['verified'] }) {
  const { t } = useVoice()
  return <span class={verified === 'yes' ? 'mark' : 'mark doubt'}>{t(`law.verified.${verified}`)}</span>
}
