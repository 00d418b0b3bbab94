import type { Peer } from '@comity/contract/exchange'
import { qrCode } from '@comity/letters/qr'
import { QrCode } from '../paper/qr-code.tsx'
import { Facts } from '../ui/facts.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

/** A fingerprint in its forms, of which any one is compared. @param code what the QR code says; none is shown without */
export function Fingerprint({
  digits,
  words,
  fingerprint,
  code,
}: Pick<Peer, 'digits' | 'words' | 'fingerprint'> & Partial<Pick<Peer, 'code'>>) {
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
        ...(code === undefined ? [] : [[t('contact.annex.qr'), <QrCode qr={qrCode(code)} alternative={t('contact.annex.qr')} />] as const]),
      ]}
    />
  )
}
