import { Id, Line } from '@comity/domain/input'
import * as z from 'zod'
import { operation } from './operation.ts'

/** Bytes of an authenticator or a browser. */
const Bytes = z
  .string()
  .regex(/^[\w-]*$/u)
  .max(10_000)

/** What an authenticator signed: members of WebAuthn's `AuthenticatorAssertionResponse`, in base64url. */
export const PasskeyAssertion = z.strictObject({
  id: Bytes.min(1),
  clientDataJSON: Bytes,
  authenticatorData: Bytes,
  signature: Bytes,
})
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>

/** A passkey as its owner sees it. */
export const Passkey = z.strictObject({ id: Id, name: Line, addedAt: z.string(), usedAt: z.string().optional() })
export type Passkey = z.infer<typeof Passkey>

export const askChallenge = operation({
  id: 'askChallenge',
  method: 'POST',
  path: '/session/challenge',
  action: 'session.open',
  summary: 'Something for a passkey to sign, good once and for five minutes, and the host whose passkeys are meant',
  response: z.strictObject({ challenge: z.string(), relyingParty: z.string() }),
})
export const signInWithPasskey = operation({
  id: 'signInWithPasskey',
  method: 'POST',
  path: '/session/passkey',
  action: 'session.open',
  summary: 'Sign in with a passkey whose authenticator has verified its person',
  body: PasskeyAssertion,
  response: z.strictObject({ token: z.string(), expiresAt: z.string() }),
  status: 201,
  problems: ['sign-in-failed', 'account-not-confirmed', 'too-many-attempts'],
})
export const proveWithPasskey = operation({
  id: 'proveWithPasskey',
  method: 'POST',
  path: '/session/proof/passkey',
  action: 'session.prove',
  summary: 'Prove once more who you are, with a passkey',
  body: PasskeyAssertion,
  response: z.strictObject({}),
  status: 204,
  problems: ['too-many-attempts'],
})
export const beginPasskey = operation({
  id: 'beginPasskey',
  method: 'POST',
  path: '/passkeys/challenge',
  action: 'credential.change',
  summary: 'What an authenticator is to be asked for a new passkey',
  response: z.strictObject({
    challenge: z.string(),
    relyingParty: z.string(),
    user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
    algorithms: z.array(z.int()),
    /** Passkeys that the account has: an authenticator that holds one makes no second. */
    held: z.array(z.string()),
  }),
  freshProof: true,
})
export const addPasskey = operation({
  id: 'addPasskey',
  method: 'POST',
  path: '/passkeys',
  action: 'credential.change',
  summary: 'Add a passkey to your own account',
  body: z.strictObject({ name: Line.min(1).max(60), clientDataJSON: Bytes, attestationObject: Bytes }),
  response: Passkey,
  status: 201,
  freshProof: true,
  problems: ['too-many'],
})
export const listPasskeys = operation({
  id: 'listPasskeys',
  method: 'GET',
  path: '/passkeys',
  action: 'credential.change',
  summary: 'Your own passkeys',
  response: z.strictObject({ items: z.array(Passkey) }),
})
export const removePasskey = operation({
  id: 'removePasskey',
  method: 'DELETE',
  path: '/passkeys/{passkey}',
  action: 'credential.change',
  summary: 'Remove one of your own passkeys',
  params: z.strictObject({ passkey: Id }),
  response: z.strictObject({}),
  status: 204,
  freshProof: true,
  problems: ['not-found'],
})
