import type { ScanObstacle } from '@comity/domain/screening/verdict'

/** What a scanner answers about some bytes. */
export type Scanned =
  | { readonly scan: 'clean' }
  | { readonly scan: 'found'; readonly found: string }
  | { readonly scan: 'not-scanned'; readonly obstacle: ScanObstacle }

/** No answer that counts. */
export const noAnswer: Scanned = { scan: 'not-scanned', obstacle: 'no-answer' }
const tooLarge: Scanned = { scan: 'not-scanned', obstacle: 'too-large' }

/**
 * Reads what clamd says of a stream (clamd(8), `INSTREAM`). Anything but the two sentences that it has is no answer.
 * @param whole whether everything had been sent before it answered: who praises what it has not seen is not believed
 */
export function readScanReply(reply: string | undefined, whole: boolean): Scanned {
  if (reply === undefined) return noAnswer
  if (/^INSTREAM size limit exceeded\. ERROR$/u.test(reply)) return tooLarge
  if (!whole) return noAnswer
  if (reply === 'stream: OK') return { scan: 'clean' }
  const found = /^stream: ([\x21-\x7E]{1,200}) FOUND$/u.exec(reply)?.[1]
  if (found === undefined) return noAnswer
  // With `AlertExceedsMax` the scanner says that it has not seen all of it; that is no malware.
  return found.startsWith('Heuristics.Limits.Exceeded') ? tooLarge : { scan: 'found', found }
}

/** A scanner's word on itself. */
export interface ScannerVersion {
  /** All of it, to see when it changes. */
  readonly text: string
  /** As in `ClamAV 1.4.3`. */
  readonly engine: string
  /** When its signatures were made. */
  readonly signaturesAt?: string
}

/** Reads clamd's answer to `VERSION`: the engine and, where it has the project's own signatures, their number and day. */
export function readVersionReply(reply: string | undefined): ScannerVersion | undefined {
  const said = /^(ClamAV [\w.+~-]{1,40})(?:\/\d{1,10}\/(\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}))?$/u.exec(reply ?? '')
  const engine = said?.[1]
  if (reply === undefined || engine === undefined) return undefined
  const made = said?.[2] === undefined ? Number.NaN : Date.parse(`${said[2]} UTC`)
  return { text: reply, engine, ...(Number.isNaN(made) ? {} : { signaturesAt: new Date(made).toISOString() }) }
}
