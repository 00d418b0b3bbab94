import type { Peer } from '@comity/contract/exchange'
import { Facts } from '../ui/facts.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

/** A fingerprint in its three forms, of which any one is compared. */
export function Fingerprint({ digits, words, fingerprint }: Pick<Peer, 'digits' | 'words' | 'fingerprint'>) {
  const { t } = useVoice()
  return (
    <Facts
      items={[
        [t('web.peer.digits'), <Isolated code>{digits}</Isolated>],
        [t('web.peer.words'), <Isolated code>{words}</Isolated>],
        [
          t('web.peer.hex'),
          <span class="fingerprint">
            <Isolated code>{fingerprint}</Isolated>
          </span>,
        ],
      ]}
    />
  )
}
