import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'
import { ministryAt } from './ministry.test-support.ts'
import type { ProviderOptions } from './provider.ts'

/** Who sits before the browser, and how they prove it to the provider. */
export interface Sitting {
  readonly subject: string
  readonly acr?: string
  readonly amr?: readonly string[]
  /** Of an earlier proof, in seconds since 1970; now, where it is not said. */
  readonly at?: number
}

/** `oidc-provider` on this machine, and a browser that goes through it. */
export interface RealProvider {
  readonly issuer: string
  readonly options: (secretFile: string) => ProviderOptions
  readonly secret: string
  /** @param pages where our pages are said to be; @param here where they are */
  serve(pages: string, here: string): Promise<void>
  /** Goes where it is sent, with no cookie of an earlier way, as the person who sits there. @returns the query with which it comes back */
  walk(url: string, sitting: Sitting): Promise<string>
  /** Ends the provider's own session, as somebody who signs out there. */
  signOut(): Promise<number>
  close(): Promise<void>
}

/** Starts it. Its pages of consent and of signing in are left out: who sits there is who they say. */
export async function startRealProvider(): Promise<RealProvider> {
  let provider: Provider | undefined
  let sitting: Sitting = { subject: 'nobody' }
  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      if (provider === undefined) throw new Error('it is not served yet')
      if (request.url?.startsWith('/interaction/') !== true) return provider.callback()(request, response)
      const { subject: accountId, acr, amr, at: ts } = sitting
      await provider.interactionFinished(request, response, { login: { accountId, acr, amr, ts, remember: true } })
    }
    serve().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const secret = randomBytes(24).toString('base64url')
  const jar = new Map<string, string>()

  async function ask(url: string, body?: URLSearchParams): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...(body === undefined ? {} : { method: 'POST', body }) })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }

  return {
    issuer,
    secret,
    options: (secretFile) => ministryAt(issuer, secretFile),
    async serve(pages, here) {
      const { privateKey } = await generateKeyPair('ES256', { extractable: true })
      const client = {
        client_id: 'comity',
        client_secret: secret,
        redirect_uris: [`${pages}/sign-in/provider`],
        post_logout_redirect_uris: [`${pages}/sign-in`],
        backchannel_logout_uri: `${pages}/sign-in/provider/logout`,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: 'ES256',
      }
      provider = new Provider(issuer, {
        clients: [client],
        jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'ES256', kid: 'one' }] },
        cookies: { keys: [secret] },
        ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
        acrValues: ['one', 'two'],
        claims: { openid: ['sub', 'amr'], acr: null, auth_time: null, iss: null, sid: null },
        features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
        // What it would not do by itself: ask an address of this machine.
        fetch: async (url: string, { dispatcher: _own, ...how }: RequestInit & { dispatcher?: unknown }) =>
          fetch(url.replace(pages, here), how),
        findAccount: (_context: unknown, sub: string) => ({
          accountId: sub,
          claims: () => ({ sub, email: 'officer@ministry.example', role: 'head' }),
        }),
        interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
        loadExistingGrant: async ({ oidc }: { oidc: { provider: Provider; session: { accountId: string } } }) => {
          const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: 'comity' })
          grant.addOIDCScope('openid')
          await grant.save()
          return grant
        },
      })
    },
    async walk(url, who) {
      sitting = who
      jar.clear()
      for (let next = url, step = 0; step < 10; step++) {
        const answer = await ask(next)
        const to = new URL(answer.headers.get('location') ?? '', next)
        if (answer.status !== 303 && answer.status !== 302) throw new Error(`the provider answers ${answer.status}: ${await answer.text()}`)
        if (to.origin !== issuer) return to.searchParams.toString()
        next = to.href
      }
      throw new Error('the provider leads nowhere')
    },
    async signOut() {
      const asked = await (await ask(`${issuer}/session/end`)).text()
      const xsrf = /name="xsrf" value="([^"]+)"/u.exec(asked)?.[1] ?? ''
      return (await ask(`${issuer}/session/end/confirm`, new URLSearchParams({ xsrf, logout: 'yes' }))).status
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
