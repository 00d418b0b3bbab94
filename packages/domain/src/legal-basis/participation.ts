import type { StateCode } from '../input.ts'
import type { Verified } from './evidence.ts'

/** How a State expressed its consent to be bound. Vienna Convention on the Law of Treaties, art. 11. */
export const consentForms = ['ratification', 'acceptance', 'approval', 'accession', 'succession', 'formal-confirmation', 'unknown'] as const
export type ConsentForm = (typeof consentForms)[number]

/** What one State did about one instrument. */
export interface Participation {
  readonly instrument: string
  readonly state: StateCode
  /** Whether it is a party at `asOf`. A signatory that has not consented is not. */
  readonly party: boolean
  readonly signed?: string
  /** Deposit of the consent to be bound. */
  readonly consent?: string
  readonly form?: ConsentForm
  /** Entry into force for this State. */
  readonly inForce?: string
  /** From when it is no longer bound. */
  readonly ended?: string
  readonly source: string
  readonly asOf: string
  readonly verified: Verified
  readonly note?: string
  /** The predecessor in whose place it is bound, without a gap. */
  readonly successorOf?: string
}
