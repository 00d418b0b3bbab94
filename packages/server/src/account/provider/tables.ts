/** Who the person of an account is at the operator's provider. */
interface ProviderIdentityTable {
  id: string
  account: string
  issuer: string
  /** What the issuer calls the person; for ever the same one's. */
  subject: string
  bound_at: string
  used_at: string | null
}
export type ProviderIdentityRow = ProviderIdentityTable

interface ProviderFlowTable {
  hash: Buffer
  /** `code`: the provider has said who it is, and the account's own second factor is still to come. */
  purpose: 'sign-in' | 'code' | 'bind' | 'prove' | 'enrol'
  account: string | null
  session: Buffer | null
  enrolment: Buffer | null
  identity: string | null
  provider_session: string | null
  /** Where the person wanted to go. */
  next: string
  began_at: string
  expires_at: string
}
export type ProviderFlowRow = ProviderFlowTable

export interface ProviderTables {
  provider_identity: ProviderIdentityTable
  provider_flow: ProviderFlowTable
}
