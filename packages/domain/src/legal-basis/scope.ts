import { basisPurpose } from './cooperation-kind.ts'
import { extraditionScope } from './extradition-scope.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import { listedScope } from './listed-scope.ts'
import type { Question } from './question.ts'
import type { Scope } from './reason.ts'
import { untocScope } from './untoc-scope.ts'

/** An instrument whose text was not read covers the request as far as anyone can tell from here: that stays a doubt. */
function wholeScope({ id, provisions }: Instrument, question: Question): Scope {
  const basis = provisions[basisPurpose[question.kind]]
  if (basis?.verified === true) return { answer: 'covered', reasons: [], doubts: [] }
  return {
    answer: 'covered',
    reasons: [],
    doubts: [{ code: 'text-not-held', provisions: [{ instrument: id, article: '', verified: false }] }],
  }
}

/** Electronic evidence of any offence is enough for assistance and preservation. Convention on Cybercrime, arts. 23, 25(1), 29. */
function electronicScope(instrument: Instrument, question: Question, law: Law): Scope {
  const listed = listedScope(instrument, question, law)
  if (listed.answer === 'covered') return listed
  const provisions = ['23', '25(1)'].map((article) => ({ instrument: instrument.id, article, verified: true }))
  return { answer: 'covered', reasons: [], doubts: [{ code: 'electronic-evidence-only', provisions }] }
}

/** Whether the offences of a question lie within an instrument, by the instrument's own rule. */
export function scopeOf(instrument: Instrument, question: Question, law: Law): Scope {
  const { kind } = question
  if (kind === 'extradition' || kind === 'provisional-arrest') return extraditionScope(instrument, question, law)
  if (instrument.id === 'untoc') return untocScope(question, law)
  if (instrument.id === 'cets-185') return electronicScope(instrument, question, law)
  return instrument.ownOffencesOnly === true ? listedScope(instrument, question, law) : wholeScope(instrument, question)
}
