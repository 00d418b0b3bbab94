import { recalled, type Requirement, requirementsOn } from './requirement.ts'

/** What is known of an order that is sent to a provider directly. */
export interface ProviderOrderCase {
  readonly category?: 'subscriber' | 'user-identification' | 'traffic' | 'content'
  readonly statement?: string
  /** Years. */
  readonly maximumPenalty?: number
  /** That the offence is one of those for which no threshold holds. */
  readonly listed?: boolean
  readonly validatedBy?: string
}

const order = requirementsOn<ProviderOrderCase>({
  category: 'subscriber',
  statement: 'Issued under the Second Additional Protocol.',
  maximumPenalty: 20,
  validatedBy: 'Judge of the High Court',
})

/**
 * Orders to providers, from memory: the texts of the Second Additional Protocol (CETS 224) art. 7 and of
 * Regulation (EU) 2023/1543 art. 4 and 5 are not at hand.
 */
export const providerOrderRequirements: readonly Requirement<ProviderOrderCase>[] = [
  order.stated('provider-order.statement.missing', 'missing', 'statement', recalled({ 'cets-224': '7' })),
  order.rule(
    'provider-order.category',
    'conflict',
    'category',
    recalled({ 'cets-224': '7' }),
    ({ category }) => category !== undefined && category !== 'subscriber',
    { category: 'content' },
  ),
  order.rule(
    'provider-order.threshold',
    'conflict',
    'maximumPenalty',
    recalled({ 'eu-e-evidence': '5' }),
    ({ category, maximumPenalty: years, listed = false }) =>
      (category === 'traffic' || category === 'content') && years !== undefined && years < 3 && !listed && { years },
    { category: 'traffic', maximumPenalty: 2 },
  ),
  order.stated('provider-order.validation.missing', 'missing', 'validatedBy', recalled({ 'eu-e-evidence': '4' })),
]
