import type { StateCode } from '../input.ts'
import type { OffenceFamily } from './convention-offence.ts'
import type { Verified } from './evidence.ts'

/** What one article of an instrument is for. Grows with the kinds of cooperation. */
export type Purpose =
  | 'scope'
  | 'assistance'
  | 'forms'
  | 'prevailing-treaty'
  | 'bank-secrecy'
  | 'dual-criminality'
  | 'central-authority'
  | 'languages'
  | 'contents'
  | 'procedure'
  | 'use-limit'
  | 'confidentiality'
  | 'refusal'
  | 'fiscal'
  | 'reasons'
  | 'progress'
  | 'postponement'
  | 'consultation'
  | 'costs'
  | 'confiscation-request'
  | 'extradition'
  | 'extradition-treaty-basis'
  | 'provisional-arrest'
  | 'preservation'
  | 'confiscation'
  | 'asset-disposal'
  | 'transfer-of-proceedings'
  | 'transfer-of-sentenced-person'
  | 'joint-investigation'
  | 'special-techniques'
  | 'spontaneous-information'
  | 'law-enforcement-cooperation'
  | 'video-hearing'
  | 'transfer-of-detained-person'
  | 'safe-conduct'
  | 'offences'
  | 'jurisdiction'
  | 'nationals'
  | 'political-offence'
  | 'ne-bis-in-idem'
  | 'capital-punishment'
  | 'speciality'
  | 'urgent-channel'
  | 'contact-point'
  | 'reservations'
  | 'entry-into-force'
  | 'denunciation'
  | 'dispute-settlement'

/** One article of an instrument for one purpose. */
export interface InstrumentProvision {
  /** As cited, as in `18(15)`. Never written down unless a text was read: empty means the treaty as a whole. */
  readonly article: string
  readonly verified: boolean
}

/** A treaty or arrangement, as the reference data hold it. */
export interface Instrument {
  readonly id: string
  readonly reach: 'universal' | 'regional' | 'bilateral'
  /** By language; English is always there. */
  readonly titles: Readonly<Record<string, string>>
  readonly shortTitles: Readonly<Record<string, string>>
  /** Where the depositary or the official collection keeps it, as in `MTDSG XVIII-12`. */
  readonly collection: string
  readonly adopted?: string
  readonly opened?: string
  readonly signed?: string
  /** When it began to bind anyone. */
  readonly inForce?: string
  /** Where that day is not known: a date on which a source listed it as in force. To the year, the month or the day. */
  readonly inForceAt?: string
  /** A date on which it was not yet in force; later than that nothing is known. */
  readonly notInForceAt?: string
  /** When it ceased to. */
  readonly ended?: string
  /** The two parties of a bilateral treaty, which has no participation rows. */
  readonly between?: readonly [StateCode, StateCode]
  /** Days, at most, from a State's consent to its entry into force, after the instrument's own. */
  readonly entryDays?: number
  /** Up to when absence from the list of parties means no; without it absence means unknown. */
  readonly completeUntil?: string
  readonly provisions: Readonly<Partial<Record<Purpose, InstrumentProvision>>>
  readonly url?: string
  readonly source: string
  readonly asOf: string
  readonly verified: Verified
  readonly note?: string
  /** Under whose roof it was made, as in `UN` or `OAS`. */
  readonly organization?: string
  readonly depositary?: string
  /** Regions (UNSD M49) outside of which no State can be bound by it: its union or community lies within them. */
  readonly regions?: readonly string[]
  /** Serves its own offences and no others; without this, offences of any kind. */
  readonly ownOffencesOnly?: boolean
  /** What its offences are about, where they are not listed one by one. */
  readonly subject?: OffenceFamily
  /** The treaty that a protocol supplements: nobody is bound by the protocol alone. */
  readonly parent?: string
  /** Treaties that it replaces between States that are bound by both. */
  readonly supersedes?: readonly string[]
  /** A scheme is agreed policy and does not bind in law; an act of a union binds its members by the union's own law. */
  readonly form?: 'treaty' | 'scheme' | 'union-act'
}
