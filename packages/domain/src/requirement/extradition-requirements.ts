import { read, type Requirement, requirementsOn } from './requirement.ts'

/** What is known of an extradition that is asked for. */
export interface ExtraditionCase {
  readonly person?: string
  readonly nationalOfRequested?: boolean
  /** What the requesting State says to the question of nationality: its own prosecution, return to serve the sentence. */
  readonly nationality?: string
  /** Warrant of arrest, or the enforceable judgment. */
  readonly order?: string
  readonly offences?: string
  readonly law?: string
  /** Where the conduct is punishable; unknown while nobody has looked. */
  readonly punishable?: 'in-both' | 'in-requesting-only'
  /** Years. */
  readonly maximumPenalty?: number
  /** Months still to serve or awarded, where there is a sentence. */
  readonly sentence?: number
  readonly deathPenalty?: boolean
  readonly deathPenaltyAssurance?: string
  readonly inAbsentia?: boolean
  readonly retrialAssurance?: string
  readonly limitation?: string
  readonly political?: boolean
  readonly judgedInRequested?: boolean
  readonly concurrent?: boolean
  /** What distinguishes this request from those of other States. */
  readonly priority?: string
  readonly asylumClaimTold?: boolean
}

const complete: ExtraditionCase = {
  person: 'Ștefan-Ilie Dăscălescu, born 12.04.1984',
  nationality: 'Romanian',
  order: 'Judgment of 11 March 2024, final',
  offences: 'Drug trafficking, Constanța, 2019 to 2021',
  law: 'Legea 143/2000 art. 3',
  punishable: 'in-both',
  maximumPenalty: 12,
  sentence: 74,
  deathPenalty: true,
  deathPenaltyAssurance: 'It will not be sought, and if imposed not carried out.',
  inAbsentia: true,
  retrialAssurance: 'A new trial on application.',
  limitation: '2031-03-11',
  concurrent: true,
  priority: 'The graver offence, and he is a national.',
}

const { stated, rule } = requirementsOn(complete)

/** Extradition. UNTOC art. 16; UNCAC art. 44; European Convention on Extradition (CETS 024) with its second protocol (CETS 098). */
export const extraditionRequirements: readonly Requirement<ExtraditionCase>[] = [
  stated('extradition.order.missing', 'missing', 'order', read({ 'cets-024': '12(2)(a)' })),
  stated('extradition.offences.missing', 'missing', 'offences', read({ 'cets-024': '12(2)(b)' })),
  stated('extradition.law.missing', 'missing', 'law', read({ 'cets-024': '12(2)(c)' })),
  stated('extradition.person.missing', 'missing', 'person', read({ 'cets-024': '12(2)(c)' })),
  stated('extradition.dual-criminality.unstated', 'missing', 'punishable', read({ untoc: '16(1)', uncac: '44(1)', 'cets-024': '2(1)' })),
  rule(
    'extradition.dual-criminality',
    'conflict',
    'punishable',
    read({ untoc: '16(1)', uncac: '44(1)', 'cets-024': '2(1)' }),
    ({ punishable }) => punishable === 'in-requesting-only',
    { punishable: 'in-requesting-only' },
  ),
  rule(
    'extradition.threshold',
    'conflict',
    'maximumPenalty',
    read({ 'cets-024': '2(1)' }),
    ({ maximumPenalty: years }) => years !== undefined && years < 1 && { years },
    { maximumPenalty: 0.5 },
  ),
  rule(
    'extradition.sentence-threshold',
    'conflict',
    'sentence',
    read({ 'cets-024': '2(1)' }),
    ({ sentence: months }) => months !== undefined && months < 4 && { months },
    { sentence: 3 },
  ),
  rule(
    'extradition.national',
    'advice',
    'nationality',
    read({ untoc: '16(10) 16(11) 16(12)', uncac: '44(11) 44(12) 44(13)', 'cets-024': '6(1)(a) 6(2)' }),
    ({ nationalOfRequested }) => nationalOfRequested === true,
    { nationalOfRequested: true },
  ),
  stated(
    'extradition.death-penalty',
    'missing',
    'deathPenaltyAssurance',
    read({ 'cets-024': '11' }),
    ({ deathPenalty }) => deathPenalty !== true,
  ),
  stated('extradition.in-absentia', 'advice', 'retrialAssurance', read({ 'cets-098': '3' }), ({ inAbsentia }) => inAbsentia !== true),
  rule(
    'extradition.time-barred',
    'conflict',
    'limitation',
    read({ 'cets-024': '10' }),
    ({ limitation: date }, today) => date !== undefined && date < today && { date },
    { limitation: '2020-01-01' },
  ),
  rule('extradition.political', 'conflict', 'political', read({ 'cets-024': '3(1)' }), ({ political }) => political === true, {
    political: true,
  }),
  rule(
    'extradition.ne-bis-in-idem',
    'conflict',
    'judgedInRequested',
    read({ 'cets-024': '9(1)' }),
    ({ judgedInRequested }) => judgedInRequested === true,
    { judgedInRequested: true },
  ),
  stated('extradition.concurrent', 'advice', 'priority', read({ 'cets-024': '17' }), ({ concurrent }) => concurrent !== true),
  // What an asylum seeker has told must not come to the State that asks for him or her; no instrument at hand says so.
  rule('extradition.asylum-told', 'advice', 'asylumClaimTold', [], ({ asylumClaimTold }) => asylumClaimTold === true, {
    asylumClaimTold: true,
  }),
]

/** What is known of a provisional arrest that is asked for. */
export interface ProvisionalArrestCase {
  /** That a warrant or an enforceable judgment exists. */
  readonly order?: string
  readonly intent?: boolean
  /** What it is, when and where it was committed. */
  readonly offence?: string
  readonly person?: string
  readonly urgency?: string
}

const arrest = requirementsOn<ProvisionalArrestCase>({
  order: 'Judgment of 11 March 2024, final',
  intent: true,
  offence: 'Drug trafficking, Constanța, 2019 to 2021',
  person: 'Ștefan-Ilie Dăscălescu, born 12.04.1984, 178 cm',
  urgency: 'He is about to leave Casablanca.',
})

/** Provisional arrest. CETS 024 art. 16(1), (2); UNTOC art. 16(9); UNCAC art. 44(10). */
export const provisionalArrestRequirements: readonly Requirement<ProvisionalArrestCase>[] = [
  arrest.stated('provisional-arrest.order.missing', 'missing', 'order', read({ 'cets-024': '16(2)' })),
  arrest.stated('provisional-arrest.intent.missing', 'missing', 'intent', read({ 'cets-024': '16(2)' })),
  arrest.stated('provisional-arrest.offence.missing', 'missing', 'offence', read({ 'cets-024': '16(2)' })),
  arrest.stated('provisional-arrest.person.missing', 'advice', 'person', read({ 'cets-024': '16(2)' })),
  arrest.stated('provisional-arrest.urgency.missing', 'missing', 'urgency', read({ 'cets-024': '16(1)', untoc: '16(9)', uncac: '44(10)' })),
]
