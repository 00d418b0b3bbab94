import type { RequestContent } from '../request/content.ts'
import type { CooperationKind } from './cooperation-kind.ts'

/** What is known of an offence when one asks for a legal basis. */
export interface OffenceInQuestion {
  /** The convention offences that the conduct matches, as in `uncac.art23`. */
  readonly convention: readonly string[]
  /** Maximum deprivation of liberty in years. */
  readonly maximumPenalty?: number
  readonly lifePenalty?: boolean
}

/** Who asks whom for what, and when. `undefined` links are unstated, which is not the same as absent. */
export interface Question {
  readonly requesting: string
  readonly requested: string
  readonly kind: CooperationKind
  readonly date: string
  readonly measures: readonly string[]
  readonly offences: readonly OffenceInQuestion[]
  readonly transnational?: boolean
  readonly organizedGroup?: boolean
}

/**
 * The question that a draft raises on a date. A link that the officer has described counts as stated; an
 * empty one stays unstated, for a form cannot say that there is no group.
 */
export function questionOf(content: RequestContent, date: string): Question {
  const { kind, requesting, requested, offences = [], measures = [], links } = content
  return {
    kind,
    requesting,
    requested,
    date,
    measures: measures.map(({ type }) => type),
    offences: offences.map(({ convention = [], maximumPenalty, lifePenalty }) => ({
      convention,
      ...(maximumPenalty !== undefined && { maximumPenalty }),
      ...(lifePenalty !== undefined && { lifePenalty }),
    })),
    ...(Boolean(links?.transnational) && { transnational: true }),
    ...(Boolean(links?.organizedGroup) && { organizedGroup: true }),
  }
}
