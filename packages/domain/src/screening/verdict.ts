import * as z from 'zod'

/** What a scanner for malware has said of a file. What nobody looked at is never taken for clean. */
export const scanStates = ['not-scanned', 'clean', 'found'] as const
export type ScanState = (typeof scanStates)[number]

/** Why a file was not scanned: no scanner is at work; it is larger, or unpacks to more, than the scanner takes; the scanner gave no answer that counts. */
export const scanObstacles = ['no-scanner', 'too-large', 'no-answer'] as const
export type ScanObstacle = (typeof scanObstacles)[number]

/**
 * What in a file asks for care, beside malware that is known: what runs, reaches out or hides. `unpacks` is more than a reader unpacks;
 * `unread` is what contradicts itself, or is too large, so that nobody could look.
 */
export const cautions = ['macros', 'script', 'launch', 'external', 'embedded', 'programs', 'encrypted', 'unpacks', 'unread'] as const
export type Caution = (typeof cautions)[number]

/** What is known of a file's danger. */
export const Verdict = z.strictObject({
  scan: z.enum(scanStates),
  /** Of what was not scanned. */
  obstacle: z.enum(scanObstacles).optional(),
  /** What the scanner calls what it found. */
  found: z.string().optional(),
  /** The scanner and its version. */
  engine: z.string().optional(),
  /** When the scanner's signatures were made, where it says so. */
  signaturesAt: z.string().optional(),
  /** When the scanner was asked. */
  at: z.string().optional(),
  /** Absent where nobody has looked. */
  cautions: z.array(z.enum(cautions)).readonly().optional(),
})
export type Verdict = z.infer<typeof Verdict>

/** Of a file of which nothing is known. */
export const unknownVerdict: Verdict = { scan: 'not-scanned', obstacle: 'no-scanner' }

/**
 * What is kept when a scanner was asked again. An answer that is none takes nothing back: what was found stays found, what was clean stays so
 * under the signatures of its day.
 */
export function laterVerdict(before: Verdict | undefined, now: Verdict): Verdict {
  const kept = now.scan === 'not-scanned' && before !== undefined && before.scan !== 'not-scanned' ? before : now
  const looked = now.cautions ?? before?.cautions
  const { cautions: _, ...rest } = kept
  return looked === undefined ? rest : { ...rest, cautions: looked }
}
