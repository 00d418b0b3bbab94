import { read, type Requirement, requirementsOn } from './requirement.ts'

/** What is known of a joint investigation that is proposed. */
export interface JointInvestigationCase {
  readonly until?: string
  readonly members?: string
  /** That the members follow the law of the State in which they work. */
  readonly hostLaw?: boolean
}

const joint = requirementsOn<JointInvestigationCase>({
  until: '2027-06-30',
  members: 'Two of each side',
  hostLaw: true,
})

/** Joint investigations. UNTOC art. 19; UNCAC art. 49; CETS 182 art. 20. */
export const jointInvestigationRequirements: readonly Requirement<JointInvestigationCase>[] = [
  joint.stated('joint-investigation.period.missing', 'missing', 'until', read({ 'cets-182': '20(1)' })),
  joint.stated('joint-investigation.members.missing', 'missing', 'members', read({ 'cets-182': '20(1) 20(2)' })),
  joint.stated('joint-investigation.host-law.missing', 'missing', 'hostLaw', read({ untoc: '19', uncac: '49', 'cets-182': '20(3)(b)' })),
]

/** What is known of a consignment that is to be let through under watch. */
export interface ControlledDeliveryCase {
  readonly method?: 'intercept' | 'let-pass' | 'replace'
  /** That every State on the way consents to it. */
  readonly consents?: boolean
}

const delivery = requirementsOn<ControlledDeliveryCase>({
  method: 'replace',
  consents: true,
})

/** Controlled delivery. UNTOC art. 20(3), (4); UNCAC art. 50(3), (4); 1988 Convention art. 11(2), (3). */
export const controlledDeliveryRequirements: readonly Requirement<ControlledDeliveryCase>[] = [
  delivery.stated('controlled-delivery.method.missing', 'missing', 'method', read({ untoc: '20(4)', uncac: '50(4)', 'un-1988': '11(3)' })),
  delivery.stated(
    'controlled-delivery.consent.missing',
    'missing',
    'consents',
    read({ untoc: '20(4)', uncac: '50(4)', 'un-1988': '11(3)' }),
  ),
]

/** What is known of a sentenced person who is to serve the sentence at home. */
export interface SentencedPersonCase {
  readonly national?: boolean
  readonly final?: boolean
  /** Months still to serve on the day on which the request is received; none where the sentence has no end. */
  readonly remaining?: number
  readonly exceptional?: boolean
  readonly consent?: boolean
  readonly judgmentCopy?: boolean
}

const sentenced = requirementsOn<SentencedPersonCase>({
  national: true,
  final: true,
  remaining: 74,
  consent: true,
  judgmentCopy: true,
})

/** Transfer of sentenced persons. CETS 112 art. 3(1), (2), 6(2). */
export const sentencedPersonRequirements: readonly Requirement<SentencedPersonCase>[] = [
  sentenced.stated('sentenced-person.national.missing', 'missing', 'national', read({ 'cets-112': '3(1)(a)' })),
  sentenced.stated('sentenced-person.final.missing', 'missing', 'final', read({ 'cets-112': '3(1)(b)' })),
  sentenced.rule(
    'sentenced-person.remaining',
    'conflict',
    'remaining',
    read({ 'cets-112': '3(1)(c) 3(2)' }),
    ({ remaining: months, exceptional = false }) => months !== undefined && months < 6 && !exceptional && { months },
    { remaining: 5 },
  ),
  sentenced.stated('sentenced-person.consent.missing', 'missing', 'consent', read({ 'cets-112': '3(1)(d) 6(2)(c)' })),
  sentenced.stated('sentenced-person.judgment.missing', 'missing', 'judgmentCopy', read({ 'cets-112': '6(2)(a)' })),
]
