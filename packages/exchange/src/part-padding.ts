import type { Directory } from './directory-document.ts'

/**
 * Who names this among the `profiles` of its directory document is sent padded parts; the manifest says it by the same
 * name, as a critical member, so that a reader that does not know it refuses rather than takes padding for content.
 */
export const paddingProfile = 'comity-padding/1'

/** Shortest padded part. In bytes. */
const floor = 4_096
const zeros = new Uint8Array(65_536)

/** What a manifest says of padding: both members, or neither. */
export interface PaddingSaid {
  readonly crit?: string[] | undefined
  readonly padding?: typeof paddingProfile | undefined
}

/** Whether parts for this authority are padded. */
export function takesPadding({ profiles }: Pick<Directory, 'profiles'>): boolean {
  return profiles.includes(paddingProfile)
}

/** The members by which a manifest says whether its parts are padded. */
export function paddingSaid({ padded }: { readonly padded: boolean }): PaddingSaid {
  return padded ? { crit: ['padding'], padding: paddingProfile } : {}
}

/**
 * The length to which a part is padded: Padmé (Nikitin et al., Reducing Metadata Leakage from Encrypted Files and
 * Communication with PURBs, PoPETs 2019(4), section 4), and never below 4,096. A length keeps
 * only its leading bits, so that a padded one tells O(log log L) bits of it. In bytes.
 */
export function paddedLength(length: number): number {
  const least = Math.max(length, floor)
  const exponent = least.toString(2).length - 1
  const step = 2 ** (exponent - exponent.toString(2).length)
  return Math.ceil(least / step) * step
}

/** The zeros that follow a file of this length. */
export function* paddingOf(length: number): Generator<Uint8Array> {
  for (let left = paddedLength(length) - length; left > 0; left -= zeros.length) yield zeros.subarray(0, Math.min(left, zeros.length))
}

/** Whether these bytes can stand after the end of a file. */
export function isPadding(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}
