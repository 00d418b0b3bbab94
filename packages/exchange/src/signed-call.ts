import { createHash, randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '@comity/domain/result'
import { type Directory, signingKeysAt } from './directory-document.ts'
import {
  type ComponentValue,
  isSignedEd25519,
  readSignature,
  readSignatureInput,
  signatureBase,
  writeSignature,
  writeSignatureInput,
} from './http-signature.ts'
import type { SigningKey } from './keys.ts'

/** Who names this among the `profiles` of its directory document signs its calls, and takes none unsigned from others who name it. */
export const callsProfile = 'comity-calls/1'

/** How far the clock of a caller may be from ours. In seconds. */
export const callSkew = 300

const label = 'comity'
const tag = callsProfile
const nonceForm = /^[A-Za-z0-9_-]{22,64}$/u

/** A call as both sides see it. Names of fields in lower case. */
export interface Call {
  readonly method: string
  /** Path and query as they are sent. */
  readonly target: string
  readonly fields: Readonly<Record<string, string | undefined>>
  /** Whether something follows the head. */
  readonly hasBody: boolean
}

/** Why a call is not taken. */
export type CallFault = 'missing' | 'form' | 'recipient' | 'key' | 'clock' | 'signature' | 'nonce' | 'digest'

/** What a signature that holds says. */
export interface CheckedCall {
  /** Good for once, with the key's name. */
  readonly nonce: string
  readonly keyid: string
  /** The field `Content-Digest` that is covered, to be compared with the body. */
  readonly digest?: string
}

/** Whether both documents say that calls between them are signed. */
export function isCallSigned(one: Pick<Directory, 'profiles'>, other: Pick<Directory, 'profiles'>): boolean {
  return one.profiles.includes(callsProfile) && other.profiles.includes(callsProfile)
}

/** The field `Content-Digest` of a body, from its SHA-256: RFC 9530 section 2. */
export function contentDigest(sha256: Uint8Array): string {
  return `sha-256=:${Buffer.from(sha256).toString('base64')}:`
}

/** The same of a body at hand. */
export function contentDigestOf(body: Uint8Array): string {
  return contentDigest(createHash('sha256').update(body).digest())
}

/** What a signature has to cover: all that says what the call does, and to whom. */
function componentsOf({ fields, hasBody }: Call): readonly string[] {
  const more = [...(hasBody ? ['content-digest'] : []), ...(fields['upload-offset'] === undefined ? [] : ['upload-offset'])]
  return ['@method', '@path', '@query', 'comity-to', ...more]
}

function valueIn({ method, target, fields }: Call): ComponentValue {
  const [path = '', ...query] = target.split('?')
  const derived: Readonly<Record<string, string>> = { '@method': method, '@path': path, '@query': `?${query.join('?')}` }
  return (name) => derived[name] ?? fields[name]?.trim()
}

/**
 * Signs a call.
 * @param call its field `content-digest` must be there when it has a body
 * @param to authority id of the recipient
 * @param at milliseconds since 1970, by the recipient's clock as far as that is known
 * @returns the fields to add
 */
export function signCall(call: Call, to: string, key: SigningKey, at: number): Readonly<Record<string, string>> {
  const whole = { ...call, fields: { ...call.fields, 'comity-to': to } }
  const said = {
    covered: componentsOf(whole),
    created: Math.floor(at / 1000),
    keyid: key.kid,
    nonce: randomBytes(18).toString('base64url'),
    tag,
  }
  const input = writeSignatureInput(said)
  const base = signatureBase(input, valueIn(whole))
  if (base === undefined) throw new Error('a call has all that its signature covers')
  return { 'comity-to': to, 'signature-input': `${label}=${input.text}`, signature: writeSignature(label, base, key) }
}

function refused(reason: CallFault): Result<never> {
  return fail({ code: 'call-refused', values: { reason } })
}

/**
 * Checks the signature of a call, before its body is read and its nonce is looked up.
 * @param by our authority id, the caller's directory document, and the moment in milliseconds since 1970
 * @returns what it says; or `call-refused` with the reason
 */
export function checkCall(
  call: Call,
  by: { readonly self: string; readonly caller: Directory; readonly now: number },
): Result<CheckedCall> {
  const { 'signature-input': said, signature: signed } = call.fields
  if (said === undefined || signed === undefined) return refused('missing')
  const input = readSignatureInput(said)
  const bytes = readSignature(signed, label)
  const { nonce } = input ?? {}
  if (input === undefined || bytes === undefined || input.label !== label || input.tag !== tag) return refused('form')
  if (nonce === undefined || !nonceForm.test(nonce) || input.covered.join() !== componentsOf(call).join()) return refused('form')
  if (call.fields['comity-to'] !== by.self) return refused('recipient')
  const created = new Date(input.created * 1000)
  if (Number.isNaN(created.getTime()) || Math.abs(by.now - created.getTime()) > callSkew * 1000) return refused('clock')
  // By a clock that is behind, a key of the document at hand may not have begun.
  const moment = new Date(Math.max(created.getTime(), Date.parse(by.caller.issued)))
  const jwk = signingKeysAt(by.caller, moment.toISOString()).get(input.keyid)
  if (jwk === undefined) return refused('key')
  const base = signatureBase(input, valueIn(call))
  if (base === undefined || !isSignedEd25519(jwk, Buffer.from(base), bytes)) return refused('signature')
  const digest = call.hasBody ? call.fields['content-digest'] : undefined
  return ok({ nonce, keyid: input.keyid, ...(digest === undefined ? {} : { digest }) })
}
