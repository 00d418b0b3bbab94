import type { Provision } from '@comity/domain/requirement/finding'
import { instrumentShortTitle, instrumentTitle } from '@comity/reference/instrument'
import type { Asked } from '../form/field.ts'
import { useVoice, type Voice } from '../ui/voice.ts'

/** An article as it is cited; a treaty whose articles are not in our sources is cited as a whole. */
export function citationText({ instrument, article }: Asked, { t, language }: Voice): string {
  if (article === '') return t('legal-basis.treaty-as-a-whole', { instrument: instrumentTitle(instrument, language) })
  return t('legal-basis.citation', { instrument: instrumentShortTitle(instrument, language), article })
}

/** Articles that ask for something; one that nobody has checked says so. */
export function Citations({ provisions }: { readonly provisions: readonly (Asked | Provision)[] }) {
  const voice = useVoice()
  const cited = provisions.filter(
    (one, at) => provisions.findIndex((other) => other.instrument === one.instrument && other.article === one.article) === at,
  )
  if (cited.length === 0) return null
  return (
    <cite>
      {cited.map((provision, at) => (
        <>
          {at === 0 ? null : ' · '}
          <bdi>{citationText(provision, voice)}</bdi>
          {'verified' in provision && !provision.verified ? <small> ({voice.t('legal-basis.unverified')})</small> : null}
        </>
      ))}
    </cite>
  )
}
