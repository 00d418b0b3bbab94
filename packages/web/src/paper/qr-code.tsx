import type { QrCode as Drawing } from '@comity/letters/model'

/** A QR code, dark on light whatever the colours of the page: readers want it so. */
export function QrCode({ qr, alternative }: { readonly qr: Drawing; readonly alternative: string }) {
  return (
    <svg class="qr" role="img" aria-label={alternative} viewBox={`0 0 ${qr.size} ${qr.size}`}>
      <path d={`M0 0h${qr.size}v${qr.size}h-${qr.size}z`} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  )
}
