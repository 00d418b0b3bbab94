import type { ProviderOptions } from './provider.ts'

/** How an authority names a provider of identities on this machine that knows it as `comity`. */
export function ministryAt(issuer: string, secretFile: string): ProviderOptions {
  return {
    issuer,
    name: 'Ministry',
    clientId: 'comity',
    proof: { secretFile },
    hosts: ['127.0.0.1'],
    acr: [],
    twoFactors: ['acr:two', 'amr:mfa'],
  }
}
