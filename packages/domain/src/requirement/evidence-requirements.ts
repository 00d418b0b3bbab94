import { read, recalled, type Requirement, requirementsOn } from './requirement.ts'

/** What is known of a preservation of data that is asked for, or of one that stands. */
export interface PreservationCase {
  readonly authority?: string
  readonly offence?: string
  readonly data?: string
  readonly custodian?: string
  readonly necessity?: string
  /** That a request for the data itself will follow. */
  readonly intent?: boolean
  /** Last day on which the data are kept, once they are. */
  readonly until?: string
  /** That the request for the data has been received: then they are kept until it is decided. */
  readonly followed?: boolean
}

/** From how many days before its end a preservation without its request is pressing. */
const pressingDays = 15

const preservation = requirementsOn<PreservationCase>({
  authority: 'ODPP, Nairobi',
  offence: 'Computer fraud; 1,140 victims of false investment pages',
  data: 'Mailbox harambee.returns@example.com, from which the victims were written to',
  custodian: 'Example Mail Inc.',
  necessity: 'The provider deletes log-ins after ninety days.',
  intent: true,
  until: '2030-01-01',
})

/** Expedited preservation of stored data. Convention on Cybercrime (CETS 185) art. 29(2), (7). */
export const preservationRequirements: readonly Requirement<PreservationCase>[] = [
  preservation.stated('preservation.authority.missing', 'missing', 'authority', read({ 'cets-185': '29(2)(a)' })),
  preservation.stated('preservation.offence.missing', 'missing', 'offence', read({ 'cets-185': '29(2)(b)' })),
  preservation.stated('preservation.data.missing', 'missing', 'data', read({ 'cets-185': '29(2)(c)' })),
  preservation.stated('preservation.custodian.missing', 'advice', 'custodian', read({ 'cets-185': '29(2)(d)' })),
  preservation.stated('preservation.necessity.missing', 'missing', 'necessity', read({ 'cets-185': '29(2)(e)' })),
  preservation.stated('preservation.intent.missing', 'missing', 'intent', read({ 'cets-185': '29(2)(f)' })),
  preservation.rule(
    'preservation.ending',
    'advice',
    'until',
    read({ 'cets-185': '29(7)' }),
    ({ until, followed = false }, today) => {
      if (until === undefined || followed) return false
      const days = Math.round((Date.parse(until) - Date.parse(today)) / 86_400_000)
      return days <= pressingDays && { date: until, days: Math.max(days, 0) }
    },
    { until: '2026-10-05' },
  ),
]

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
