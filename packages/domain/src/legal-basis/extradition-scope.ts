import type { Provision } from '../requirement/finding.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import { listedScope } from './listed-scope.ts'
import type { OffenceInQuestion, Question } from './question.ts'
import type { Reason, Scope } from './reason.ts'
import { untocScope } from './untoc-scope.ts'

/** The least maximum penalty, in years, for which an instrument extradites, and the article that says so. */
const thresholds: Readonly<Record<string, { readonly years: number; readonly article: string }>> = {
  'cets-024': { years: 1, article: '2(1)' },
  'cets-185': { years: 1, article: '24(1)(a)' },
}

/** Where the conduct must be punishable in both States, however each names it. */
const dualCriminality: Readonly<Record<string, string>> = { untoc: '16(1)', uncac: '44(1)', 'cets-024': '2(1)', 'cets-185': '24(1)(a)' }

/** Where a State may make extradition conditional on a treaty, and must say whether the convention is one. */
const treatyBasis: Readonly<Record<string, readonly string[]>> = {
  untoc: ['16(4)', '16(5)'],
  uncac: ['44(5)', '44(6)'],
  'un-1988': ['6(3)'],
}

function cite(instrument: string, ...articles: readonly string[]): Provision[] {
  return articles.map((article) => ({ instrument, article, verified: true }))
}

type Gravity = 'enough' | 'too-little' | 'unknown'

function gravity({ maximumPenalty, lifePenalty }: OffenceInQuestion, years: number): Gravity {
  if (lifePenalty === true) return 'enough'
  if (maximumPenalty === undefined) return 'unknown'
  return maximumPenalty >= years ? 'enough' : 'too-little'
}

/** For a treaty that lists no offences but asks for a penalty in the requesting State; what the requested State's law says stays to be shown. */
function byPenalty(instrument: string, { offences }: Question): Scope | undefined {
  const threshold = thresholds[instrument]
  if (threshold === undefined) return undefined
  const { years, article } = threshold
  const provisions = cite(instrument, article)
  const gravities = offences.map((offence) => gravity(offence, years))
  if (gravities.includes('enough')) {
    return { answer: 'covered', reasons: [{ code: 'penalty-enough', provisions, values: { threshold: years } }], doubts: [] }
  }
  if (gravities.length === 0 || gravities.includes('unknown'))
    return { answer: 'unknown', reason: { code: 'penalty-unstated', provisions } }
  return { answer: 'not-covered', reason: { code: 'penalty-too-low', provisions, values: { threshold: years } } }
}

/**
 * What the requested State declared about taking the convention as a basis. Where it said nothing that the data hold,
 * that stays a doubt: States that need a treaty may or may not take this one. UNTOC art. 16(5), UNCAC art. 44(6).
 */
function basisDeclared({ id }: Instrument, { requested }: Question, law: Law): { excluded?: Reason; doubts: Reason[]; reasons: Reason[] } {
  const articles = treatyBasis[id]
  if (articles === undefined) return { doubts: [], reasons: [] }
  const provisions = cite(id, ...articles)
  const said = law
    .listDeclarations(id, requested)
    .find(({ about, withdrawn }) => ['convention-is-basis', 'convention-no-basis'].includes(about) && withdrawn === undefined)
  const values = { state: requested }
  if (said?.about === 'convention-no-basis')
    return { excluded: { code: 'convention-no-basis', provisions, values }, doubts: [], reasons: [] }
  if (said?.about === 'convention-is-basis') return { doubts: [], reasons: [{ code: 'convention-is-basis', provisions, values }] }
  return { reasons: [], doubts: [{ code: 'treaty-basis-unknown', provisions, values }] }
}

function offenceScope(instrument: Instrument, question: Question, law: Law): Scope {
  const { id } = instrument
  // Art. 16(1): the person sought is in the requested State, which is link enough beyond a border.
  if (id === 'untoc') return untocScope({ ...question, transnational: true }, law)
  if (instrument.ownOffencesOnly === true || id === 'cets-185') return listedScope(instrument, question, law)
  const penalty = byPenalty(id, question)
  if (penalty !== undefined) return penalty
  const held = instrument.provisions.extradition?.verified === true
  const whole = [{ instrument: id, article: '', verified: false }]
  return { answer: 'covered', reasons: [], doubts: held ? [] : [{ code: 'text-not-held', provisions: whole }] }
}

/** Whether a person can be sought under an instrument for the offences of a question. */
export function extraditionScope(instrument: Instrument, question: Question, law: Law): Scope {
  const scope = offenceScope(instrument, question, law)
  if (scope.answer !== 'covered') return scope
  const declared = basisDeclared(instrument, question, law)
  if (declared.excluded !== undefined) return { answer: 'not-covered', reason: declared.excluded }
  const dual = dualCriminality[instrument.id]
  const doubts = dual === undefined ? [] : [{ code: 'dual-criminality' as const, provisions: cite(instrument.id, dual) }]
  return { answer: 'covered', reasons: [...scope.reasons, ...declared.reasons], doubts: [...scope.doubts, ...doubts, ...declared.doubts] }
}
