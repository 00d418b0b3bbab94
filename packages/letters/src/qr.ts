import { encode } from 'uqr'
import type { QrCode } from './model.ts'

/** Light modules around a code, as ISO/IEC 18004 wants them. */
const quiet = 4

/** A QR code (ISO/IEC 18004) of a text. It can still be read with a seventh of it spoilt. */
export function qrCode(text: string): QrCode {
  const modules = encode(text, { ecc: 'M', border: 0 }).data.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''))
  const runs = modules.flatMap((row, y) =>
    [...row.matchAll(/1+/gu)].map(({ index, 0: run }) => `M${index + quiet} ${y + quiet}h${run.length}v1h-${run.length}z`),
  )
  return { modules, path: runs.join(''), size: modules.length + 2 * quiet }
}

/** A QR code as a drawing that needs nothing else. */
export function qrSvg({ size, path }: QrCode): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="M0 0h${size}v${size}h-${size}z" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
}
