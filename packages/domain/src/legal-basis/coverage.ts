import type { Provision } from '../requirement/finding.ts'
import type { Instrument } from './instrument.ts'
import type { Question } from './question.ts'
import type { Reason } from './reason.ts'

/** The form of assistance that a measure is, by instrument, where its list of forms was read. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  untoc: { 'bank-records': '18(3)(f)', restraint: '18(3)(c)' },
  uncac: { 'bank-records': '46(3)(f)', restraint: '46(3)(c)' },
  'un-1988': { 'bank-records': '7(2)(f)', restraint: '5(4)(b)' },
}

/** Where an instrument ends its list with any other form that the law of the requested State allows. */
const anyOther: Readonly<Record<string, string>> = { untoc: '18(3)(i)', uncac: '46(3)(i)', 'un-1988': '7(3)' }

function cite(instrument: string, articles: readonly string[]): Provision[] {
  return [...new Set(articles)].map((article) => ({ instrument, article, verified: true }))
}

/**
 * Which of the measures asked an instrument names, and which only fall under its last clause. UNTOC art. 18(3), UNCAC
 * art. 46(3), 1988 Convention arts. 5(4), 7(2), 7(3). Of other instruments the lists were not read, and nothing is said.
 */
export function coverageOf({ id }: Instrument, { kind, measures }: Question): { readonly reasons: Reason[]; readonly doubts: Reason[] } {
  const named = forms[id]
  const rest = anyOther[id]
  if (kind !== 'mutual-legal-assistance' || named === undefined || rest === undefined) return { reasons: [], doubts: [] }
  const covered = measures.flatMap((measure) => named[measure] ?? [])
  const other = measures.filter((measure) => named[measure] === undefined)
  return {
    reasons: covered.length === 0 ? [] : [{ code: 'covers-measure', provisions: cite(id, covered) }],
    doubts: other.length === 0 ? [] : [{ code: 'measure-not-named', provisions: cite(id, [rest]) }],
  }
}
