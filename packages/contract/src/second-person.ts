import { Id } from '@comity/domain/input'
import * as z from 'zod'
import { Account, Password } from './account.ts'
import { operation } from './operation.ts'

export const confirmAccount = operation({
  id: 'confirmAccount',
  method: 'POST',
  path: '/accounts/{account}/confirm',
  action: 'account.confirm',
  summary: 'Confirm, with the code that the person tells, that the right person enrolled; not for whoever handed out the enrolment code',
  params: z.strictObject({ account: Id }),
  body: z.strictObject({ code: z.string().min(1).max(20) }),
  response: Account,
  freshProof: true,
  problems: ['not-found', 'act-not-available', 'not-the-second-person', 'too-many-attempts'],
})
export const proposeRecovery = operation({
  id: 'proposeRecovery',
  method: 'POST',
  path: '/accounts/{account}/recovery',
  action: 'account.manage',
  summary: 'Propose that a person who lost what they sign in with enrols again',
  params: z.strictObject({ account: Id }),
  response: Account,
  freshProof: true,
  problems: ['not-found', 'act-not-available'],
})
export const declineRecovery = operation({
  id: 'declineRecovery',
  method: 'DELETE',
  path: '/accounts/{account}/recovery',
  action: 'account.confirm',
  summary: 'Drop such a proposal',
  params: z.strictObject({ account: Id }),
  response: z.strictObject({}),
  status: 204,
  problems: ['not-found', 'act-not-available'],
})
export const approveRecovery = operation({
  id: 'approveRecovery',
  method: 'POST',
  path: '/accounts/{account}/recovery/approve',
  action: 'account.confirm',
  summary:
    'Approve it, as a second person: sessions and all that the person signed in with end, and the answer holds the code with which they enrol again',
  params: z.strictObject({ account: Id }),
  response: z.strictObject({ account: Account, enrolmentCode: z.string() }),
  freshProof: true,
  problems: ['not-found', 'act-not-available', 'not-the-second-person'],
})
export const changePassword = operation({
  id: 'changePassword',
  method: 'POST',
  path: '/account/password',
  action: 'credential.change',
  summary: 'Change your own password; your other sessions end',
  body: z.strictObject({ password: z.string().min(1).max(500), newPassword: Password }),
  response: z.strictObject({}),
  status: 204,
  freshProof: true,
  problems: ['too-many-attempts'],
})
