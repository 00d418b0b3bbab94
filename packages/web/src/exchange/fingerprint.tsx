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
        [
          t('contact.annex.digits'),
          <span class="fingerprint spoken">
            <Isolated code>{digits}</Isolated>
          </span>,
        ],
        [
          t('contact.annex.words'),
          <span class="fingerprint spoken">
            <Isolated code>{words}</Isolated>
          </span>,
        ],
        [
          t('contact.annex.hex'),
          <span class="fingerprint">
            <Isolated code>{fingerprint}</Isolated>
          </span>,
        ],
      ]}
    />
  )
}
