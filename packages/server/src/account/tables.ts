import type { Role } from '@comity/domain/account/role'
import type { Generated } from 'kysely'
import type { ProviderTables } from './provider/tables.ts'

/** A person of the authority. */
interface AccountTable {
  id: string
  /** What the person types to sign in; one account for a name whatever its case. */
  name: string
  display_name: string
  role: Role
  office: string | null
  /** A plain name; whoever has the same is of the same team. */
  team: Generated<string | null>
  language: string
  created_at: string
  disabled_at: string | null
  /** With which proof the person enrols. */
  signs_in_by: Generated<'password' | 'provider'>
  password_hash: string | null
  /** Of an earlier version, readable; emptied at a start. */
  totp_secret: Buffer | null
  totp_sealed: Buffer | null
  totp_step: number | null
  enrolment_hash: Buffer | null
  enrolment_expires_at: string | null
  /** Who was shown the enrolment code; null where it was the operator. */
  enrolment_by: string | null
  /** Of what the person was shown on enrolling, until it is confirmed. */
  confirmation_hash: Buffer | null
  /** From when on the account may act. */
  confirmed_at: string | null
  confirmed_by: string | null
  /** Who proposed that the person enrols again, until a second person approves. */
  recovery_by: string | null
  recovery_at: string | null
}

interface SessionTable {
  id: Generated<string>
  token_hash: Buffer
  account: string
  created_at: string
  seen_at: string
  proven_at: string
  /** Where it came by the provider: by whose word, and the provider's own name for its session. */
  provider_identity: Generated<string | null>
  provider_session: Generated<string | null>
}

interface SignInAttemptTable {
  /** `name:...` or `address:...` */
  bucket: string
  at: string
}

interface PasskeyTable {
  id: string
  account: string
  /** What the authenticator calls it. */
  credential: Buffer
  name: string
  /** COSE: -7, -8 or -257. */
  algorithm: number
  /** SubjectPublicKeyInfo. */
  public_key: Buffer
  counter: number
  created_at: string
  used_at: string | null
}
export type PasskeyRow = PasskeyTable

interface PasskeyChallengeTable {
  hash: Buffer
  /** Who adds a passkey; null where one is used. */
  account: string | null
  expires_at: string
}

export interface AccountTables extends ProviderTables {
  account: AccountTable
  session: SessionTable
  sign_in_attempt: SignInAttemptTable
  passkey: PasskeyTable
  passkey_challenge: PasskeyChallengeTable
}
