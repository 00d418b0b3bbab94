import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { ministryAt } from './ministry.test-support.ts'
import type { ProviderOptions } from './provider.ts'

/** What a provider says that is not so; a token is made of the claims that an honest one would give. */
export interface Lie {
  /** Members of the discovery document. */
  readonly says?: Readonly<Record<string, unknown>>
  /** Where discovery is sent on to. */
  readonly redirectsTo?: string
  readonly token?: (honest: JWTPayload, sign: (claims: JWTPayload, typ?: string) => Promise<string>) => Promise<string> | string
}

/** A provider that lies as it is told. */
export interface LyingProvider {
  readonly issuer: string
  readonly options: (secretFile: string) => ProviderOptions
  /** How often each path was asked. */
  readonly asked: Map<string, number>
  /** What was last said to it where a code is exchanged for a token. */
  told(): URLSearchParams
  lie(how: Lie): void
  sign(claims: JWTPayload, typ?: string): Promise<string>
  /** The query with which an honest provider's browser comes back. */
  answerTo(url: string, more?: Readonly<Record<string, string>>): string
  close(): Promise<void>
}

/** A token without a signature, as none may be taken. */
export function unsigned(claims: JWTPayload): string {
  return new UnsecuredJWT(claims).encode()
}

/** Starts it. */
export async function startLyingProvider(subject: string): Promise<LyingProvider> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }
  const asked = new Map<string, number>()
  let how: Lie = {}
  let nonce = ''
  let told = new URLSearchParams()
  const sign = async (claims: JWTPayload, typ = 'JWT') =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one', typ }).sign(privateKey)
  const server = createServer((request, response) => {
    const say = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const answer = async (): Promise<unknown> => {
      const path = request.url ?? ''
      asked.set(path, (asked.get(path) ?? 0) + 1)
      if (path === '/jwks') return say({ keys: [jwk] })
      if (path.startsWith('/.well-known/')) {
        if (how.redirectsTo !== undefined) return response.writeHead(302, { location: how.redirectsTo }).end()
        return say({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          id_token_signing_alg_values_supported: ['ES256', 'none', 'HS256'],
          authorization_response_iss_parameter_supported: true,
          ...how.says,
        })
      }
      if (path !== '/token') return response.writeHead(404).end()
      told = new URLSearchParams(await text(request))
      const now = Math.floor(Date.now() / 1000)
      const honest = { iss: issuer, aud: 'comity', sub: subject, nonce, iat: now, exp: now + 60, auth_time: now, acr: 'two' }
      const token = await (how.token ?? ((claims) => sign(claims)))(honest, sign)
      return say({ access_token: 'x', token_type: 'Bearer', ...(token === '' ? {} : { id_token: token }) })
    }
    answer().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    asked,
    sign,
    told: () => told,
    lie(next) {
      how = next
    },
    options: (secretFile) => ministryAt(issuer, secretFile),
    answerTo(url, more = {}) {
      const { searchParams } = new URL(url)
      nonce = searchParams.get('nonce') ?? ''
      return new URLSearchParams({ code: 'once', state: searchParams.get('state') ?? '', iss: issuer, ...more }).toString()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
