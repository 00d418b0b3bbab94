import type { Role } from '@comity/domain/account/role'
import type { Generated } from 'kysely'

/** A person of the authority. */
interface AccountTable {
  id: string
  /** What the person types to sign in; one account for a name whatever its case. */
  name: string
  display_name: string
  role: Role
  office: string | null
  language: string
  created_at: string
  disabled_at: string | null
  password_hash: string | null
  /** Of an earlier version, readable; emptied at a start. */
  totp_secret: Buffer | null
  totp_sealed: Buffer | null
  totp_step: number | null
  enrolment_hash: Buffer | null
  enrolment_expires_at: string | null
}

interface SessionTable {
  id: Generated<string>
  token_hash: Buffer
  account: string
  created_at: string
  seen_at: string
  proven_at: string
}

interface SignInAttemptTable {
  /** `name:...` or `address:...` */
  bucket: string
  at: string
}

export interface AccountTables {
  account: AccountTable
  session: SessionTable
  sign_in_attempt: SignInAttemptTable
}
