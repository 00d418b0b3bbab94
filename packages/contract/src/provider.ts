import { Line } from '@comity/domain/input'
import * as z from 'zod'
import { operation } from './operation.ts'

/** What a browser holds while its person is at the provider. */
const Flow = z.string().regex(/^[\w-]{43}$/u)
const OneTimeCode = z.string().regex(/^\d{6}$/u, { error: 'one-time-code' })
/** In which the provider is asked to speak. */
const Language = Line.max(20).optional()

const begun = z.strictObject({
  /** Where the person goes. */
  url: z.string(),
  /** What is to be shown when they come back. */
  flow: z.string(),
})

/** What came of a way through the provider, by what was begun. */
const ProviderOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('signed-in'), token: z.string(), expiresAt: z.string(), next: z.string() }),
  /** The provider vouches for one factor: the account's own second one opens the session. */
  z.strictObject({ outcome: z.literal('code-needed'), flow: z.string(), next: z.string() }),
  z.strictObject({ outcome: z.literal('proven') }),
  z.strictObject({ outcome: z.literal('bound') }),
  /** Shown this once, as on enrolling with a password. */
  z.strictObject({ outcome: z.literal('enrolled'), totpSecret: z.string(), totpUri: z.string(), confirmationCode: z.string() }),
])
export type ProviderOutcome = z.infer<typeof ProviderOutcome>

export const beginProviderSignIn = operation({
  id: 'beginProviderSignIn',
  method: 'POST',
  path: '/session/provider',
  action: 'session.open',
  summary: 'Begin to sign in with the operator’s provider of identities (OpenID Connect)',
  body: z.strictObject({ next: Line.max(2000).default('/'), language: Language }),
  response: begun,
  problems: ['not-found', 'provider-not-reached'],
})
export const finishProvider = operation({
  id: 'finishProvider',
  method: 'POST',
  path: '/session/provider/answer',
  action: 'session.open',
  summary: 'Finish what was begun with the provider: the query with which the browser came back, once',
  body: z.strictObject({ flow: Flow, answer: z.string().max(8000) }),
  response: ProviderOutcome,
  problems: [
    'not-found',
    'provider-begin-again',
    'provider-answer-refused',
    'provider-too-weak',
    'provider-stranger',
    'provider-bound-already',
    'provider-not-reached',
    'account-not-confirmed',
    'too-many-attempts',
  ],
})
export const finishProviderWithCode = operation({
  id: 'finishProviderWithCode',
  method: 'POST',
  path: '/session/provider/code',
  action: 'session.open',
  summary: 'Give the one-time code where the provider vouches for one factor only',
  body: z.strictObject({ flow: Flow, code: OneTimeCode }),
  response: z.strictObject({ token: z.string(), expiresAt: z.string(), next: z.string() }),
  status: 201,
  problems: ['not-found', 'sign-in-failed', 'provider-begin-again', 'account-not-confirmed', 'too-many-attempts'],
})
export const beginProviderEnrolment = operation({
  id: 'beginProviderEnrolment',
  method: 'POST',
  path: '/enrolment/provider',
  action: 'session.open',
  summary: 'Begin to enrol in a new account that signs in by the provider, with its enrolment code',
  body: z.strictObject({ name: Line.min(1).max(100), enrolmentCode: z.string().min(1).max(100), language: Language }),
  response: begun,
  problems: ['not-found', 'sign-in-failed', 'provider-not-reached', 'too-many-attempts'],
})
export const beginProviderProof = operation({
  id: 'beginProviderProof',
  method: 'POST',
  path: '/session/proof/provider',
  action: 'session.prove',
  summary: 'Begin to prove once more who you are, at the provider: it counts where the provider says that two factors were shown anew',
  body: z.strictObject({ language: Language }),
  response: begun,
  problems: ['not-found', 'act-not-available', 'provider-not-reached'],
})
export const leaveProvider = operation({
  id: 'leaveProvider',
  method: 'GET',
  path: '/session/provider',
  action: 'session.read',
  summary: 'Where a session that came by the provider can be ended there too',
  response: z.strictObject({ url: z.string().optional() }),
})
export const getProviderBinding = operation({
  id: 'getProviderBinding',
  method: 'GET',
  path: '/account/provider',
  action: 'credential.change',
  summary: 'The operator’s provider, and who you are there if your account is bound',
  response: z.strictObject({
    name: z.string(),
    issuer: z.string(),
    bound: z.strictObject({ subject: z.string(), at: z.string(), usedAt: z.string().optional() }).optional(),
  }),
  problems: ['not-found'],
})
export const beginProviderBinding = operation({
  id: 'beginProviderBinding',
  method: 'POST',
  path: '/account/provider',
  action: 'credential.change',
  summary: 'Begin to bind your account to who you are at the provider',
  body: z.strictObject({ language: Language }),
  response: begun,
  freshProof: true,
  problems: ['not-found', 'act-not-available', 'provider-not-reached'],
})
export const removeProviderBinding = operation({
  id: 'removeProviderBinding',
  method: 'DELETE',
  path: '/account/provider',
  action: 'credential.change',
  summary: 'Take that binding away; sessions that came by the provider end. Not where it is all that you sign in with',
  response: z.strictObject({}),
  status: 204,
  freshProof: true,
  problems: ['not-found', 'act-not-available'],
})

/** The operations of this file, as the API lists them. */
export const providerOperations = {
  beginProviderSignIn,
  finishProvider,
  finishProviderWithCode,
  beginProviderEnrolment,
  beginProviderProof,
  leaveProvider,
  getProviderBinding,
  beginProviderBinding,
  removeProviderBinding,
}
