import { readListed } from '@comity/server/exchange/destination'
import type { ProviderOptions } from '@comity/server/account/provider/provider'
import { UsageError } from './command.ts'

type Get = (name: string) => string | undefined

const words = (text: string | undefined): readonly string[] => (text ?? '').split(/\s+/u).filter((word) => word !== '')

/** The issuer as its tokens name it. @throws UsageError when it is no address of the web: plain HTTP is for this machine only */
function readIssuer(value: string): string {
  const url = URL.parse(value)
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/u.test(url?.hostname ?? '')
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)
  if (url === null || !isSafe || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new UsageError('COMITY_OIDC_ISSUER: the provider’s issuer, sign for sign, as in https://login.ministry.example/realms/staff')
  return value
}

function readProof(get: Get): ProviderOptions['proof'] {
  const [secretFile, keyFile, keyId] = [get('COMITY_OIDC_SECRET_FILE'), get('COMITY_OIDC_KEY_FILE'), get('COMITY_OIDC_KEY_ID')]
  if ((secretFile === undefined) === (keyFile === undefined))
    throw new UsageError(
      'COMITY_OIDC_SECRET_FILE or COMITY_OIDC_KEY_FILE: the file that holds the client’s secret, or its private key; one of them',
    )
  if (secretFile !== undefined) return { secretFile }
  return { keyFile: keyFile ?? '', ...(keyId === undefined ? {} : { keyId }) }
}

/**
 * Reads which provider of identities people may sign in with. Its secret stands in a file of its own.
 * @returns undefined where none is named
 * @throws UsageError naming what is missing or wrong
 */
export function readProvider(get: Get): ProviderOptions | undefined {
  const issuer = get('COMITY_OIDC_ISSUER')
  if (issuer === undefined) return undefined
  const [name, clientId] = [get('COMITY_OIDC_NAME'), get('COMITY_OIDC_CLIENT_ID')]
  if (name === undefined) throw new UsageError('COMITY_OIDC_NAME: the provider as people know it, as in Ministry of Justice')
  if (clientId === undefined) throw new UsageError('COMITY_OIDC_CLIENT_ID: as what the provider knows this instance')
  if (get('COMITY_PAGES_URL') === undefined)
    throw new UsageError('COMITY_PAGES_URL: needed with COMITY_OIDC_ISSUER, for the provider sends people back there')
  const hosts = (get('COMITY_OIDC_HOSTS') ?? '').split(/[\s,]+/u).filter((host) => host !== '')
  const stray = hosts.find((host) => readListed(host) === undefined)
  if (stray !== undefined) throw new UsageError(`COMITY_OIDC_HOSTS: ${stray} is no host, address or network, as in 10.20.0.0/16`)
  const twoFactors = words(get('COMITY_OIDC_TWO_FACTORS'))
  const unread = twoFactors.find((word) => !/^a[cm]r:./u.test(word))
  if (unread !== undefined) throw new UsageError(`COMITY_OIDC_TWO_FACTORS: ${unread} is none, as in acr:urn:example:two amr:mfa`)
  return { issuer: readIssuer(issuer), name, clientId, proof: readProof(get), hosts, acr: words(get('COMITY_OIDC_ACR')), twoFactors }
}
