import type { Provision } from '../requirement/finding.ts'
import type { Law } from './law.ts'
import { matchedOffences } from './listed-scope.ts'
import type { OffenceInQuestion, Question } from './question.ts'
import type { Reason, Scope } from './reason.ts'

/** Years of deprivation of liberty from which an offence is a serious crime. UNTOC art. 2(b). */
export const seriousCrimeYears = 4

/** Protocols whose offences are regarded as offences of UNTOC between parties to both, by art. 1(3) of each. */
const protocols = ['untoc-tip', 'untoc-som', 'untoc-firearms']

function cite(...articles: readonly string[]): Provision[] {
  return articles.map((article) => ({ instrument: 'untoc', article, verified: true }))
}

type Gravity = 'serious' | 'not-serious' | 'unknown'

function gravity({ maximumPenalty, lifePenalty }: OffenceInQuestion): Gravity {
  if (lifePenalty === true) return 'serious'
  if (maximumPenalty === undefined) return 'unknown'
  return maximumPenalty >= seriousCrimeYears ? 'serious' : 'not-serious'
}

/** What a State must show beside the offence: transnational, and an organized group. Reasonable grounds to suspect are enough. */
function links(question: Question): { stated: Reason[]; doubts: Reason[] } | { missing: Reason } {
  const transnational = cite('3(2)', '18(1)')
  const group = cite('2(a)', '3(1)', '18(1)')
  if (question.organizedGroup === false) return { missing: { code: 'no-organized-group', provisions: group } }
  // Evidence or proceeds in the requested State are enough for 18(1), and a measure there says that they are.
  const located = question.measures.length > 0
  if (question.transnational === false && !located) return { missing: { code: 'not-transnational', provisions: transnational } }
  const stated: Reason[] = []
  const doubts: Reason[] = []
  if (question.transnational === true) stated.push({ code: 'transnational', provisions: transnational })
  else if (located) stated.push({ code: 'evidence-located', provisions: cite('18(1)') })
  else doubts.push({ code: 'transnational-unstated', provisions: transnational })
  if (question.organizedGroup === true) stated.push({ code: 'organized-group', provisions: group })
  else doubts.push({ code: 'organized-group-unstated', provisions: group })
  return { stated, doubts }
}

type Refused = { readonly answer: 'not-covered' | 'unknown'; readonly reason: Reason }

function offenceWithin({ offences }: Question, law: Law): Reason | Refused {
  const articles = ['untoc', ...protocols].flatMap((id) => matchedOffences(id, offences, law))
  if (articles.length > 0) return { code: 'listed-offence', provisions: [...articles, ...cite('3(1)(a)')] }
  const provisions = cite('2(b)', '3(1)(b)')
  const gravities = offences.map(gravity)
  const longest = Math.max(0, ...offences.map(({ maximumPenalty = 0 }) => maximumPenalty))
  const values = { years: longest, threshold: seriousCrimeYears }
  if (gravities.includes('serious')) {
    const life = longest < seriousCrimeYears
    return life ? { code: 'serious-crime-life', provisions } : { code: 'serious-crime', provisions, values }
  }
  if (gravities.length === 0 || gravities.includes('unknown')) {
    return { answer: 'unknown', reason: { code: 'offence-unmatched', provisions: cite('3(1)', '2(b)') } }
  }
  return { answer: 'not-covered', reason: { code: 'below-four-years', provisions, values } }
}

/** Whether a question lies within UNTOC. Arts. 2(a), (b), 3, 18(1). */
export function untocScope(question: Question, law: Law): Scope {
  const offence = offenceWithin(question, law)
  if ('answer' in offence) return offence
  const linked = links(question)
  if ('missing' in linked) return { answer: 'not-covered', reason: linked.missing }
  return { answer: 'covered', reasons: [offence, ...linked.stated], doubts: linked.doubts }
}
