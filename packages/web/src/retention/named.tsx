import type { Review } from '@comity/contract/retention'
import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

/** A request by its references, as far as it has any: its title may be erased. */
export function ReferenceOf({ of }: { readonly of: Pick<Review, 'reference' | 'theirReference'> }) {
  const { t } = useVoice()
  const said = of.reference ?? of.theirReference
  return said === undefined ? <>{t('web.request.none-yet')}</> : <Isolated>{said}</Isolated>
}
