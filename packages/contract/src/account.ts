import { roles } from '@comity/domain/account/role'
import { Id, Line } from '@comity/domain/input'
import * as z from 'zod'
import { operation, pageOf, pageQuery } from './operation.ts'

/** What a person types to sign in; not their display name. */
const SignInName = Line.min(1).max(100)
export const Password = z.string().min(12).max(500)
const OneTimeCode = z.string().regex(/^\d{6}$/u, { error: 'one-time-code' })

/** One account of the authority. */
export const Account = z.strictObject({
  id: Id,
  name: SignInName,
  displayName: Line,
  role: z.enum(roles),
  /** The executing office the account belongs to, for that role. */
  office: Line.optional(),
  /** Whoever has the same is of the same team; officers and heads only. */
  team: Line.optional(),
  language: Line,
  /** `invited` until the person enrols, `enrolled` until a second person confirms it; only `open` can act. */
  standing: z.enum(['invited', 'enrolled', 'open', 'disabled']),
  /** With which proof the person enrols: a password of their own, or the word of the operator's provider of identities. */
  signsInBy: z.enum(['password', 'provider']),
  /** That the person is to enrol again, as an administrator proposed. */
  recovery: z.strictObject({ by: Id, at: z.string() }).optional(),
})
export type Account = z.infer<typeof Account>

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: '/session',
  action: 'session.open',
  summary: 'Sign in with password and one-time code',
  body: z.strictObject({ name: SignInName, password: z.string().min(1).max(500), code: OneTimeCode }),
  response: z.strictObject({ token: z.string(), expiresAt: z.string() }),
  status: 201,
  problems: ['sign-in-failed', 'account-not-confirmed', 'too-many-attempts'],
})
export const signOut = operation({
  id: 'signOut',
  method: 'DELETE',
  path: '/session',
  action: 'session.close',
  summary: 'Sign out',
  response: z.strictObject({}),
  status: 204,
})
export const prove = operation({
  id: 'prove',
  method: 'POST',
  path: '/session/proof',
  action: 'session.prove',
  summary: 'Prove once more who you are, with a one-time code: acts that commit the authority ask for a proof of the last ten minutes',
  body: z.strictObject({ proof: OneTimeCode }),
  response: z.strictObject({}),
  status: 204,
  problems: ['too-many-attempts'],
})

/** One open session of an account: when it was opened and last used, never its token. */
export const OpenSession = z.strictObject({
  id: Id,
  openedAt: z.string(),
  /** To the minute. */
  seenAt: z.string(),
  /** Whether it is the one that asks. */
  current: z.boolean(),
})
export type OpenSession = z.infer<typeof OpenSession>

export const listSessions = operation({
  id: 'listSessions',
  method: 'GET',
  path: '/sessions',
  action: 'session.read',
  summary: 'The open sessions of the account that is signed in',
  response: z.strictObject({ items: z.array(OpenSession) }),
})
export const endOwnSession = operation({
  id: 'endOwnSession',
  method: 'DELETE',
  path: '/sessions/{session}',
  action: 'session.close',
  summary: 'End one of your own sessions, at once',
  params: z.strictObject({ session: Id }),
  response: z.strictObject({}),
  status: 204,
  problems: ['not-found'],
})
export const endSessions = operation({
  id: 'endSessions',
  method: 'POST',
  path: '/accounts/{account}/end-sessions',
  action: 'account.manage',
  summary: 'End every session of an account, at once',
  params: z.strictObject({ account: Id }),
  response: z.strictObject({}),
  status: 204,
  problems: ['not-found'],
})
export const whoAmI = operation({
  id: 'whoAmI',
  method: 'GET',
  path: '/session',
  action: 'session.read',
  summary: 'The account that is signed in',
  response: Account,
})
export const enrol = operation({
  id: 'enrol',
  method: 'POST',
  path: '/enrolment',
  action: 'session.open',
  summary:
    'Set the password of a new account with its enrolment code; the answer holds, shown once, the authenticator secret and the code that the person tells whoever confirms the account',
  body: z.strictObject({ name: SignInName, enrolmentCode: z.string().min(1).max(100), password: Password }),
  response: z.strictObject({ totpSecret: z.string(), totpUri: z.string(), confirmationCode: z.string() }),
  status: 201,
  problems: ['sign-in-failed', 'too-many-attempts'],
})
export const listAccounts = operation({
  id: 'listAccounts',
  method: 'GET',
  path: '/accounts',
  action: 'account.list',
  summary: 'Accounts of the authority',
  query: z.strictObject(pageQuery),
  response: pageOf(Account),
})
export const createAccount = operation({
  id: 'createAccount',
  method: 'POST',
  path: '/accounts',
  action: 'account.manage',
  summary: 'Open an account; the person enrols with the code in the answer',
  body: z.strictObject({
    name: SignInName,
    displayName: Line.min(1),
    role: z.enum(roles),
    office: Line.optional(),
    language: Line.default('en'),
    signsInBy: z.enum(['password', 'provider']).default('password'),
  }),
  response: z.strictObject({ account: Account, enrolmentCode: z.string() }),
  status: 201,
  freshProof: true,
})
export const getAccount = operation({
  id: 'getAccount',
  method: 'GET',
  path: '/accounts/{account}',
  action: 'account.list',
  summary: 'One account of the authority',
  params: z.strictObject({ account: Id }),
  response: Account,
  problems: ['not-found'],
})
export const disableAccount = operation({
  id: 'disableAccount',
  method: 'POST',
  path: '/accounts/{account}/disable',
  action: 'account.manage',
  summary: 'Disable an account and end its sessions at once',
  params: z.strictObject({ account: Id }),
  response: Account,
  problems: ['not-found'],
})

/** The operations of this file, as the API lists them. */
export const accountOperations = {
  signIn,
  signOut,
  prove,
  listSessions,
  endOwnSession,
  endSessions,
  whoAmI,
  enrol,
  listAccounts,
  createAccount,
  getAccount,
  disableAccount,
}
