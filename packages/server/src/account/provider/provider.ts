import { createPrivateKey, type webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ProblemCode } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { OperatorError } from '../../platform/operator-error.ts'
import { secretsOf } from './flow.ts'

/** Signatures of ID tokens and logout tokens that are taken: none with a shared secret, and never none at all. */
export const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

const minute = 60_000
/** Clocks may differ by so much, in milliseconds. */
const skew = minute
/** After this long, what the provider publishes about itself is asked for anew. */
const publishedFor = 10 * minute
/** Who proved themselves to the provider longer ago does so again; in seconds, as long as a session of ours. */
const oldest = 12 * 60 * 60

/** How an operator names a provider of identities. */
export interface ProviderOptions {
  /** As the provider's discovery document and its tokens name it, sign for sign. */
  readonly issuer: string
  /** As people know it. */
  readonly name: string
  readonly clientId: string
  /** With what we prove to it who asks: a file with a secret, or with a private key (PKCS #8 as PEM). */
  readonly proof: { readonly secretFile: string } | { readonly keyFile: string; readonly keyId?: string }
  /** Hosts of its endpoints beside the issuer's, and hosts, addresses and networks of it that are not public. */
  readonly hosts: readonly string[]
  /** One of these classes has to come back (`acr`); none: any will do. */
  readonly acr: readonly string[]
  /** What says that two factors were shown: `acr:…` or `amr:…`. */
  readonly twoFactors: readonly string[]
}

/** The hosts that are asked: the provider's own and those that the operator lists, and no other. */
export function hostsOf({ issuer, hosts }: ProviderOptions): readonly string[] {
  return [new URL(issuer).hostname, ...hosts]
}

/** Asks the provider, by the one way out. */
export type AskProvider = (
  url: string,
  question: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal | undefined },
) => Promise<Response>

/** Whom the provider says it has before it. */
export interface Said {
  readonly subject: string
  /** When that person proved who they are; RFC 3339. */
  readonly at: string
  readonly twoFactors: boolean
  /** The provider's own session, by which it may end ours. */
  readonly session?: string
}

/** The operator's provider of identities. */
export interface Provider {
  readonly name: string
  readonly issuer: string
  /** Where to send the browser. @param fresh whether the person is to prove anew who they are @returns `provider-not-reached` */
  begin(flow: string, asked: { readonly fresh: boolean; readonly language?: string }): Promise<Result<string>>
  /**
   * Redeems what the browser brought back.
   * @param answer the query of the address
   * @param since for a flow that asked for a fresh proof, when it began
   * @returns `provider-answer-refused`, `provider-too-weak`, `provider-not-reached`
   */
  finish(flow: string, answer: string, since?: string): Promise<Result<Said>>
  /** Where the person can end the provider's session too, if there is such a place. */
  leave(): Promise<string | undefined>
  /** What the provider says of a session that has ended there (OpenID Connect Back-Channel Logout 1.0). @returns undefined for what is no such token of it */
  readLogout(token: string): Promise<{ readonly subject?: string; readonly session?: string } | undefined>
  /** Looks at the provider, for the operator. @returns what keeps us from using it */
  look(): Promise<string | undefined>
}

async function signWith(path: string): Promise<webcrypto.CryptoKey> {
  const key = createPrivateKey(await readFile(path, 'utf8'))
  if (key.asymmetricKeyType === 'ed25519') return key.toCryptoKey('Ed25519', false, ['sign'])
  if (key.asymmetricKeyType === 'ec') return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  return key.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign'])
}

/** @throws OperatorError where the file is not there, or holds nothing of the kind */
async function proofOf({ proof }: ProviderOptions): Promise<oidc.ClientAuth> {
  const path = 'secretFile' in proof ? proof.secretFile : proof.keyFile
  try {
    if ('secretFile' in proof) return oidc.ClientSecretBasic((await readFile(path, 'utf8')).trim())
    const key = await signWith(path)
    return oidc.PrivateKeyJwt(proof.keyId === undefined ? key : { key, kid: proof.keyId })
  } catch {
    throw new OperatorError(
      `The provider of identities: ${path} cannot be read, or holds no ${'secretFile' in proof ? 'secret' : 'private key'}.`,
    )
  }
}

function isTwoFactors({ twoFactors }: ProviderOptions, acr: unknown, amr: unknown): boolean {
  const said = [`acr:${typeof acr === 'string' ? acr : ''}`, ...(Array.isArray(amr) ? amr.map((one) => `amr:${String(one)}`) : [])]
  return said.some((one) => twoFactors.includes(one))
}

/** The line failed, or was not allowed. */
class NotReached extends Error {}

/** A failure of the line is another matter than an answer that does not hold. */
function whyNot(error: unknown): ProblemCode {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof NotReached) return 'provider-not-reached'
  return 'provider-answer-refused'
}

/** What an operator is told of a failure: the innermost cause says it best. */
function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return reasonIn(error.cause)
  return (error as NodeJS.ErrnoException).code === undefined ? error.message : `${error.message} (${(error as NodeJS.ErrnoException).code})`
}

/** What the provider publishes: where its endpoints are, and its keys. */
interface Published {
  readonly config: oidc.Configuration
  readonly keys: ReturnType<typeof createRemoteJWKSet>
}

/** Whether a browser may be sent there. */
function isPlace(url: string | undefined, issuer: string): boolean {
  const { protocol } = URL.parse(url ?? '') ?? {}
  return protocol === 'https:' || (protocol === 'http:' && issuer.startsWith('http:'))
}

/**
 * Opens the operator's provider. Nothing is asked of it before somebody signs in.
 * @param pages where our pages are, to whose `/sign-in/provider` the browser comes back
 */
export function openProvider(options: ProviderOptions, pages: () => string, reach: AskProvider, clock: () => Date): Provider {
  const { issuer, name, clientId } = options
  const execute = [oidc.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [])]
  let known: (Published & { readonly until: number }) | undefined
  const ask: AskProvider = async (url, question) =>
    reach(url, question).catch((error: unknown) => {
      throw new NotReached('the provider was not reached', { cause: error })
    })
  // Many providers say the class only where it is asked for.
  const telling = options.twoFactors.flatMap((one) => (one.startsWith('acr:') ? [one.slice('acr:'.length)] : []))
  const classes = options.acr.length > 0 ? options.acr : telling
  const back = () => `${pages()}/sign-in/provider`

  /** @throws what keeps us from using the provider */
  async function discover(): Promise<Published> {
    const proof = await proofOf(options)
    const found = await oidc.discovery(new URL(issuer), clientId, undefined, proof, {
      [oidc.customFetch]: ask,
      execute,
      timeout: 10,
    })
    // Text by text: the library forgives some providers another issuer than the one that was asked.
    const said = JSON.parse(JSON.stringify(found.serverMetadata())) as oidc.ServerMetadata
    const signed = (said.id_token_signing_alg_values_supported ?? ['RS256']).filter((one) => algorithms.includes(one))
    if (said.issuer !== issuer) throw new oidc.ClientError(`it says that its issuer is ${said.issuer}`)
    if (signed.length === 0) throw new oidc.ClientError('it signs with no algorithm that is taken here')
    if (!isPlace(said.authorization_endpoint, issuer) || said.jwks_uri === undefined)
      throw new oidc.ClientError('it names no endpoint to which people could be sent, or no keys')
    if (said.code_challenge_methods_supported?.includes('S256') === false) throw new oidc.ClientError('it knows no PKCE with S256')
    const config = new oidc.Configuration({ ...said, id_token_signing_alg_values_supported: signed }, clientId, undefined, proof)
    config[oidc.customFetch] = ask
    config.timeout = 10
    for (const extend of execute) extend(config)
    return { config, keys: createRemoteJWKSet(new URL(said.jwks_uri), { [customFetch]: ask as typeof fetch }) }
  }

  async function open(): Promise<Published> {
    const now = clock().getTime()
    if (known === undefined || known.until <= now || known.until > now + publishedFor)
      known = { ...(await discover()), until: now + publishedFor }
    return known
  }

  return {
    name,
    issuer,
    async begin(flow, { fresh, language }) {
      const { state, nonce, verifier } = secretsOf(flow)
      try {
        const url = oidc.buildAuthorizationUrl((await open()).config, {
          response_type: 'code',
          redirect_uri: back(),
          scope: 'openid',
          state,
          nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          max_age: String(fresh ? 0 : oldest),
          ...(fresh ? { prompt: 'login' } : {}),
          ...(classes.length === 0 ? {} : { acr_values: classes.join(' ') }),
          ...(language === undefined ? {} : { ui_locales: language }),
        })
        return ok(url.href)
      } catch {
        // What is wrong is the operator's to mend: `comity doctor` says it.
        return fail({ code: 'provider-not-reached' })
      }
    },
    async finish(flow, answer, since) {
      const { state, nonce, verifier } = secretsOf(flow)
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      try {
        const tokens = await oidc.authorizationCodeGrant((await open()).config, new URL(`${back()}?${answer}`), checks)
        const claims = tokens.claims()
        const acr = claims?.['acr']
        const now = clock().getTime()
        const at = typeof claims?.auth_time === 'number' ? claims.auth_time * 1000 : undefined
        if (claims === undefined || at === undefined) return fail({ code: 'provider-answer-refused' })
        if (at < (since === undefined ? now - oldest * 1000 : Date.parse(since)) - skew) return fail({ code: 'provider-answer-refused' })
        if (options.acr.length > 0 && !options.acr.includes(typeof acr === 'string' ? acr : '')) return fail({ code: 'provider-too-weak' })
        const session = claims['sid']
        return ok({
          subject: claims.sub,
          at: new Date(Math.min(at, now)).toISOString(),
          twoFactors: isTwoFactors(options, acr, claims['amr']),
          ...(typeof session === 'string' ? { session } : {}),
        })
      } catch (error) {
        return fail({ code: whyNot(error) })
      }
    },
    async leave() {
      try {
        const { config } = await open()
        if (!isPlace(config.serverMetadata().end_session_endpoint, issuer)) return undefined
        return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${pages()}/sign-in` }).href
      } catch {
        // Who leaves has left here, whether or not the provider answers.
        return undefined
      }
    },
    async readLogout(token) {
      try {
        const { payload } = await jwtVerify(token, (await open()).keys, {
          issuer,
          audience: clientId,
          algorithms: [...algorithms],
          // What it says stands for two minutes at most, and no ID token is taken for it (RFC 8725, section 3.11).
          typ: 'logout+jwt',
          maxTokenAge: 120,
          clockTolerance: skew / 1000,
          currentDate: clock(),
          requiredClaims: ['jti', 'iat'],
        })
        const { events, nonce, sub: subject, sid: session } = payload
        const event = (events as Readonly<Record<string, unknown>> | undefined)?.['http://schemas.openid.net/event/backchannel-logout']
        if (typeof event !== 'object' || event === null || nonce !== undefined) return undefined
        if (typeof session === 'string') return { session, ...(subject === undefined ? {} : { subject }) }
        return subject === undefined ? undefined : { subject }
      } catch {
        return undefined
      }
    },
    async look() {
      try {
        known = { ...(await discover()), until: clock().getTime() + publishedFor }
        return undefined
      } catch (error) {
        return reasonIn(error)
      }
    },
  }
}
