import { streamOf } from '../platform/byte-stream.ts'
import { askClamd, type ScannerAddress } from './clamd.ts'
import { noAnswer, readScanReply, readVersionReply, type Scanned, type ScannerVersion } from './scanner-reply.ts'

/** The scanner for malware, as far as it can be relied on. */
export interface Scanner {
  /** What it says of itself; undefined while it is gone: not there, or not finding what every scanner finds. */
  version(): ScannerVersion | undefined
  /** Since when it is gone. */
  goneSince(): string | undefined
  /** Tests it: it must find the file that all scanners find, and find nothing in a plain sentence. */
  test(): Promise<void>
  scan(body: () => AsyncIterable<Uint8Array>): Promise<Scanned>
}

/** The file of EICAR, harmless and known to every scanner; in two parts, so that none takes this file for it. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const plain = 'A request for assistance, with its annexes.'
/** How long a scanner may think, in milliseconds. Our configuration gives clamd two minutes for a file. */
const usualPatience = 130_000
/** How long it may think about a test. */
const testPatience = 10_000

/** Speaks to clamd at the address. It counts as gone until its first test. */
export function openScanner(address: ScannerAddress, clock: () => Date, patience = usualPatience): Scanner {
  let version: ScannerVersion | undefined
  let goneSince: string | undefined = clock().toISOString()
  let testing: Promise<void> | undefined

  async function ask(body: AsyncIterable<Uint8Array>, patient: number): Promise<Scanned> {
    const { text, whole } = await askClamd(address, 'INSTREAM', { patience: patient, body })
    return readScanReply(text, whole)
  }

  async function tryOut(): Promise<void> {
    const limit = Math.min(patience, testPatience)
    const said = readVersionReply((await askClamd(address, 'VERSION', { patience: limit })).text)
    const finds = said !== undefined && (await ask(streamOf(Buffer.from(eicar)), limit)).scan === 'found'
    const spares = finds && (await ask(streamOf(Buffer.from(plain)), limit)).scan === 'clean'
    version = spares ? said : undefined
    goneSince = spares ? undefined : (goneSince ?? clock().toISOString())
  }

  async function test(): Promise<void> {
    testing ??= tryOut().finally(() => {
      testing = undefined
    })
    return testing
  }

  return {
    version: () => version,
    goneSince: () => goneSince,
    test,
    async scan(body) {
      if (version === undefined) return { scan: 'not-scanned', obstacle: 'no-scanner' }
      const said = await ask(body(), patience)
      // Whether this file was too much for it or it is gone is found out before the next file waits as long.
      if (said === noAnswer) await test()
      return said
    },
  }
}
