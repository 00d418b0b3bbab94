import type { StateCode } from '../input.ts'
import type { Verified } from './evidence.ts'

/**
 * What is recorded of an instrument and a territory: that it applies there, or that it was left out, and by which State. Nothing is
 * ever assumed: a treaty binds a party in respect of its entire territory unless it says otherwise, but which places those are is no
 * question for a table of ours. Vienna Convention on the Law of Treaties, art. 29.
 */
export interface Territorial {
  readonly instrument: string
  readonly territory: StateCode
  /** The State whose consent or declaration it rests on. */
  readonly state: StateCode
  readonly effect: 'extended' | 'excluded'
  /** The instrument's own text says so, from the day on which it binds the State; otherwise the State declared it. */
  readonly byText?: true
  /** As cited; empty where the declaration named none. */
  readonly article: string
  /** From when a declaration works. */
  readonly since?: string
  readonly source: string
  readonly asOf: string
  readonly verified: Verified
}
