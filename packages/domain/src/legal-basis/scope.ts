import type { Provision } from '../requirement/finding.ts'
import type { Law } from './law.ts'
import type { OffenceInQuestion, Question } from './question.ts'
import type { Reason } from './reason.ts'

/** Whether what the request is about lies within an instrument. */
export type Scope =
  | { readonly answer: 'covered'; readonly reasons: readonly Reason[]; readonly doubts: readonly Reason[] }
  | { readonly answer: 'not-covered' | 'unknown'; readonly reason: Reason }

/** Years of deprivation of liberty from which an offence is a serious crime. UNTOC art. 2(b). */
export const seriousCrimeYears = 4

function cite(instrument: string, ...articles: readonly string[]): Provision[] {
  return articles.map((article) => ({ instrument, article, verified: true }))
}

/** Offences of the instrument that the conduct matches, without the classes that are no offence. */
function matched(instrument: string, offences: readonly OffenceInQuestion[], law: Law): Provision[] {
  return offences
    .flatMap(({ convention }) => convention)
    .map((id) => law.findOffence(id))
    .filter((offence) => offence?.instrument === instrument && offence.obligation !== 'scope')
    .map((offence) => ({ instrument, article: offence?.article ?? '', verified: offence?.verified ?? false }))
}

/** Whether the conduct was matched to an offence of another instrument that has a like one in this instrument. */
function kindred(instrument: string, offences: readonly OffenceInQuestion[], law: Law): boolean {
  const others = offences
    .flatMap(({ convention }) => convention)
    .map((id) => law.findOffence(id))
    .filter((offence) => offence !== undefined && offence.instrument !== instrument)
  return law.offences.some((own) => own.instrument === instrument && others.some((offence) => offence?.family === own.family))
}

function listed(instrument: string, scope: string, question: Question, law: Law, within = ''): Scope {
  const articles = matched(instrument, question.offences, law).filter(({ article }) => article.startsWith(within))
  if (articles.length > 0) {
    const reason: Reason = { code: 'listed-offence', provisions: [...articles, ...cite(instrument, scope)] }
    return { answer: 'covered', reasons: [reason], doubts: [] }
  }
  const provisions = cite(instrument, scope)
  if (question.offences.length === 0 || question.offences.some(({ convention }) => convention.length === 0)) {
    return { answer: 'unknown', reason: { code: 'offence-unmatched', provisions } }
  }
  // What one convention calls bribery another may too: whether it is the same conduct is for the officer to say.
  return kindred(instrument, question.offences, law)
    ? { answer: 'unknown', reason: { code: 'offence-kindred', provisions } }
    : { answer: 'not-covered', reason: { code: 'offence-not-listed', provisions } }
}

type Gravity = 'serious' | 'not-serious' | 'unknown'

function gravity({ maximumPenalty, lifePenalty }: OffenceInQuestion): Gravity {
  if (lifePenalty === true) return 'serious'
  if (maximumPenalty === undefined) return 'unknown'
  return maximumPenalty >= seriousCrimeYears ? 'serious' : 'not-serious'
}

/** What a State must show beside the offence: transnational, and an organized group. Reasonable grounds to suspect are enough. */
function links(question: Question): { stated: Reason[]; doubts: Reason[] } | { missing: Reason } {
  const transnational = cite('untoc', '3(2)', '18(1)')
  const group = cite('untoc', '2(a)', '3(1)', '18(1)')
  if (question.organizedGroup === false) return { missing: { code: 'no-organized-group', provisions: group } }
  // Evidence or proceeds in the requested State are enough for 18(1), and a measure there says that they are.
  const located = question.measures.length > 0
  if (question.transnational === false && !located) return { missing: { code: 'not-transnational', provisions: transnational } }
  const stated: Reason[] = []
  const doubts: Reason[] = []
  if (question.transnational === true) stated.push({ code: 'transnational', provisions: transnational })
  else if (located) stated.push({ code: 'evidence-located', provisions: cite('untoc', '18(1)') })
  else doubts.push({ code: 'transnational-unstated', provisions: transnational })
  if (question.organizedGroup === true) stated.push({ code: 'organized-group', provisions: group })
  else doubts.push({ code: 'organized-group-unstated', provisions: group })
  return { stated, doubts }
}

function untocOffence(question: Question, law: Law): Reason | { readonly answer: 'not-covered' | 'unknown'; readonly reason: Reason } {
  const articles = matched('untoc', question.offences, law)
  if (articles.length > 0) return { code: 'listed-offence', provisions: [...articles, ...cite('untoc', '3(1)(a)')] }
  const provisions = cite('untoc', '2(b)', '3(1)(b)')
  const gravities = question.offences.map(gravity)
  const longest = Math.max(0, ...question.offences.map(({ maximumPenalty = 0 }) => maximumPenalty))
  const values = { years: longest, threshold: seriousCrimeYears }
  if (gravities.includes('serious')) {
    const life = longest < seriousCrimeYears
    return life ? { code: 'serious-crime-life', provisions } : { code: 'serious-crime', provisions, values }
  }
  if (gravities.length === 0 || gravities.includes('unknown')) {
    return { answer: 'unknown', reason: { code: 'offence-unmatched', provisions: cite('untoc', '3(1)', '2(b)') } }
  }
  return { answer: 'not-covered', reason: { code: 'below-four-years', provisions, values } }
}

function untoc(question: Question, law: Law): Scope {
  const offence = untocOffence(question, law)
  if ('answer' in offence) return offence
  const linked = links(question)
  if ('missing' in linked) return { answer: 'not-covered', reason: linked.missing }
  return { answer: 'covered', reasons: [offence, ...linked.stated], doubts: linked.doubts }
}

/**
 * Whether the offences of a question lie within an instrument.
 * UNTOC art. 2(a), (b), 3, 18(1); UNCAC art. 46(1) with 15 to 25; 1988 Convention art. 7(1) with 3(1).
 * A treaty whose text is not in the data covers them as far as anyone can tell from here: that stays a doubt.
 */
export function scopeOf(instrument: string, question: Question, law: Law): Scope {
  if (instrument === 'untoc') return untoc(question, law)
  if (instrument === 'uncac') return listed('uncac', '46(1)', question, law)
  if (instrument === 'un-1988') return listed('un-1988', '7(1)', question, law, '3(1)')
  const whole = [{ instrument, article: '', verified: false }]
  return { answer: 'covered', reasons: [], doubts: [{ code: 'text-not-held', provisions: whole }] }
}
