import type { Provision } from '../requirement/finding.ts'
import { basisPurpose } from './cooperation-kind.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import type { OffenceInQuestion, Question } from './question.ts'
import type { Reason, Scope } from './reason.ts'

/** The article that says which offences a kind of cooperation is for, where it is not the one that grants it. */
const scopeArticle: Readonly<Record<string, string>> = { uncac: '46(1)', 'un-1988': '7(1)', 'cets-185': '25(1)' }

/** Conventions of which only some offences count for cooperation. 1988 Convention, arts. 6(1), 7(1): those of art. 3(1). */
const within: Readonly<Record<string, string>> = { 'un-1988': '3(1)' }

/** Offences of the instrument that the conduct matches, without the classes that are no offence. */
export function matchedOffences(instrument: string, offences: readonly OffenceInQuestion[], law: Law): Provision[] {
  return offences
    .flatMap(({ convention }) => convention)
    .map((id) => law.findOffence(id))
    .filter((offence) => offence?.instrument === instrument && offence.obligation !== 'scope')
    .map((offence) => ({ instrument, article: offence?.article ?? '', verified: offence?.verified ?? false }))
}

/** Whether the conduct was matched to an offence of another instrument that has a like one in this instrument. */
function kindred({ id, subject }: Instrument, offences: readonly OffenceInQuestion[], law: Law): boolean {
  const others = offences
    .flatMap(({ convention }) => convention)
    .map((offence) => law.findOffence(offence))
    .filter((offence) => offence !== undefined && offence.instrument !== id)
  if (others.length === 0) return false
  const isLike = (family: string): boolean => others.some((offence) => offence?.family === family)
  return (subject !== undefined && isLike(subject)) || law.offences.some((own) => own.instrument === id && isLike(own.family))
}

function citeScope({ id, provisions }: Instrument, { kind }: Question): Provision[] {
  const own = kind === 'mutual-legal-assistance' ? scopeArticle[id] : undefined
  const basis = provisions[basisPurpose[kind]]
  return [{ instrument: id, article: own ?? basis?.article ?? '', verified: own !== undefined || basis?.verified === true }]
}

/**
 * Whether a question lies within a convention that serves its own offences only. UNCAC arts. 44(1), 46(1) with 15 to
 * 25; 1988 Convention arts. 6(1), 7(1) with 3(1); each protocol to UNTOC, art. 1(3); the conventions against terrorism.
 */
export function listedScope(instrument: Instrument, question: Question, law: Law): Scope {
  const { offences } = question
  const provisions = citeScope(instrument, question)
  const articles = matchedOffences(instrument.id, offences, law).filter(({ article }) => article.startsWith(within[instrument.id] ?? ''))
  if (articles.length > 0) {
    const reason: Reason = { code: 'listed-offence', provisions: [...articles, ...provisions] }
    return { answer: 'covered', reasons: [reason], doubts: [] }
  }
  if (offences.length === 0 || offences.some(({ convention }) => convention.length === 0)) {
    return { answer: 'unknown', reason: { code: 'offence-unmatched', provisions } }
  }
  // What one convention calls bribery another may too: whether it is the same conduct is for the officer to say.
  return kindred(instrument, offences, law)
    ? { answer: 'unknown', reason: { code: 'offence-kindred', provisions } }
    : { answer: 'not-covered', reason: { code: 'offence-not-listed', provisions } }
}
