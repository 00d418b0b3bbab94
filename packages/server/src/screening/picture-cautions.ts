import type { Caution } from '@comity/domain/screening/verdict'

/** Points above which a picture is one that was made to fill memory: a page of A3 scanned at 1200 dots an inch has 278 million. */
const pointsLimit = 400_000_000

function pngPoints(bytes: Buffer): number | undefined {
  return bytes.length >= 24 && bytes.toString('latin1', 12, 16) === 'IHDR' ? bytes.readUInt32BE(16) * bytes.readUInt32BE(20) : undefined
}

/** The frame of a JPEG (ITU-T T.81 B.2.2), behind segments that each say how long they are. */
function jpegPoints(bytes: Buffer): number | undefined {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7)
    if (marker === 0xff) at += 1
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** Whether a picture says how large it is, and is not larger than one from a scanner. */
export function pictureCautions(bytes: Buffer, type: 'image/png' | 'image/jpeg'): readonly Caution[] {
  const points = type === 'image/png' ? pngPoints(bytes) : jpegPoints(bytes)
  if (points === undefined) return ['unread']
  return points > pointsLimit ? ['unpacks'] : []
}
