import { request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { digestOf } from '@comity/exchange/digest'
import { directoryLimit, verifyDirectory } from '@comity/exchange/directory'
import { readWhole } from '../platform/read-whole.ts'
import { DestinationRefused, type FindPlaces } from './destination.ts'
import { certificatesIn } from './peer-store.ts'
import { directoryPath } from './wire.ts'

/** How long it may take. In milliseconds. */
const patience = 15_000

interface Shown {
  readonly bytes: Uint8Array
  /** Digest of the certificate of the connection. */
  readonly certificate: string
}

async function ask(url: URL, findPlaces: FindPlaces): Promise<Shown | undefined> {
  const places = await findPlaces(url.hostname)
  return new Promise((resolve, reject) => {
    const asked = request({
      host: url.hostname,
      port: url.port === '' ? 443 : Number(url.port),
      path: directoryPath(),
      // Not the system's: these were looked at, and a name server's second answer is not asked for.
      lookup: (_host, { all }, answer) => (all === true ? answer(null, [...places]) : answer(null, places[0].address, places[0].family)),
      agent: false,
      minVersion: 'TLSv1.3',
      // Certificates are self-signed, and no document has named one yet; ours is not shown.
      rejectUnauthorized: false,
      signal: AbortSignal.timeout(patience),
    })
    asked.on('error', reject)
    asked.on('response', (response) => {
      const certificate = (response.socket as TLSSocket).getPeerX509Certificate()
      const read = async (): Promise<Shown | undefined> => {
        const body = await readWhole(response as AsyncIterable<Uint8Array>, directoryLimit)
        if (response.statusCode !== 200 || certificate === undefined || !body.ok) return undefined
        return { bytes: body.value, certificate: digestOf(certificate.raw) }
      }
      read().then(resolve, reject)
    })
    asked.end()
  })
}

/**
 * Fetches the directory document that is shown at an address, before anything is known of who is there. It proves only that it
 * agrees with itself and with the connection; whose it is, two officers find out by another way.
 * @param address of a gateway, as in `https://exchange.justice.example`
 * @param findPlaces which addresses may be reached
 * @returns the document as it came; or what is wrong with the address: `web-address`, `address-refused`, `no-answer`,
 *   `no-directory`, `another-certificate` (the document does not name the certificate of the connection)
 */
export async function fetchDirectory(address: string, findPlaces: FindPlaces): Promise<Result<Uint8Array>> {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.search !== '') return fail(invalid('address', 'web-address'))
  let shown
  try {
    shown = await ask(url, findPlaces)
  } catch (error) {
    return fail(invalid('address', error instanceof DestinationRefused ? 'address-refused' : 'no-answer'))
  }
  if (shown === undefined) return fail(invalid('address', 'no-directory'))
  const read = await verifyDirectory(shown.bytes)
  if (!read.ok) return fail(invalid('address', 'no-directory'))
  return certificatesIn(read.value).includes(shown.certificate) ? ok(shown.bytes) : fail(invalid('address', 'another-certificate'))
}
