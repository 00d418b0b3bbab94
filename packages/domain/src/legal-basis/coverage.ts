import type { Provision } from '../requirement/finding.ts'
import type { Instrument } from './instrument.ts'
import { namedForms, type ReadArticle } from './named-forms.ts'
import type { Question } from './question.ts'
import type { Reason } from './reason.ts'
import type { ReasonCode } from './reason-code.ts'

/**
 * How an instrument stands to one measure: it names it; carries it by its last clause, by its general undertaking, or only as
 * far as it shows property; takes it out; or nobody has read what it says.
 */
export const coverageAnswers = ['named', 'last-clause', 'general-clause', 'property-only', 'not-covered', 'unknown'] as const
export type CoverageAnswer = (typeof coverageAnswers)[number]

/** What an instrument says of one measure that is asked, with the articles that say so. */
export interface MeasureCoverage {
  readonly measure: string
  readonly answer: CoverageAnswer
  readonly provisions: readonly Provision[]
}

function cite(instrument: string, articles: readonly ReadArticle[]): Provision[] {
  return articles.map(({ article, verified }) => ({ instrument, article, verified }))
}

/** What an instrument says of a measure; a protocol that is silent leaves it to the treaty that it supplements. */
export function measureCoverage({ id, parent }: Pick<Instrument, 'id' | 'parent'>, measure: string): MeasureCoverage {
  const forms = namedForms[id]
  if (forms === undefined) return { measure, answer: 'unknown', provisions: [] }
  const { named, takenOut, rest, applies } = forms
  const own = named[measure]
  if (own !== undefined) return { measure, answer: 'named', provisions: cite(id, own) }
  const out = takenOut[measure]
  if (out !== undefined) return { measure, answer: 'not-covered', provisions: cite(id, out) }
  if (rest !== undefined) return { measure, answer: rest.clause, provisions: cite(id, [rest]) }
  if (parent === undefined) return { measure, answer: 'unknown', provisions: [] }
  const above = measureCoverage({ id: parent }, measure)
  return applies === undefined ? above : { ...above, provisions: [...cite(id, [applies]), ...above.provisions] }
}

/**
 * The articles by which instruments name a measure, by instrument; of those that are not here it is not known or not so.
 * @public
 */
export function articlesNaming(measure: string): Readonly<Record<string, readonly ReadArticle[]>> {
  return Object.fromEntries(
    Object.entries(namedForms).flatMap(([instrument, { named }]) => {
      const found = named[measure]
      return found === undefined ? [] : [[instrument, found] as const]
    }),
  )
}

type Saying = readonly (readonly [CoverageAnswer, ReasonCode])[]

/** What is owed at large is owed all the same: it is no doubt that a form is not listed where none is. */
const speaksFor: Saying = [
  ['named', 'covers-measure'],
  ['general-clause', 'measure-under-general-clause'],
]
const doubtful: Saying = [
  ['last-clause', 'measure-not-named'],
  ['property-only', 'measure-for-property-only'],
  ['not-covered', 'measure-not-covered'],
]

function distinct(provisions: readonly Provision[]): Provision[] {
  return [...new Map(provisions.map((each) => [`${each.instrument} ${each.article}`, each])).values()]
}

/** What is said of the measures in the reasoning, and of each of them one by one. */
interface Coverage {
  readonly measures: readonly MeasureCoverage[]
  readonly reasons: readonly Reason[]
  readonly doubts: readonly Reason[]
}

/** Of other kinds of cooperation the forms of assistance say nothing. */
const silent: Coverage = { measures: [], reasons: [], doubts: [] }

/**
 * Which of the measures asked an instrument names, which fall only under its last or its general clause, and which it takes
 * out. The articles stand in `named-forms.ts`; of an instrument whose forms were not read the reasoning says nothing.
 */
export function coverageOf(instrument: Pick<Instrument, 'id' | 'parent'>, { kind, measures: asked }: Question): Coverage {
  if (kind !== 'mutual-legal-assistance' || asked.length === 0) return silent
  const measures = [...new Set(asked)].map((measure) => measureCoverage(instrument, measure))
  const told = (all: Saying): Reason[] =>
    all.flatMap(([answer, code]) => {
      const found = measures.filter((each) => each.answer === answer)
      return found.length === 0 ? [] : [{ code, provisions: distinct(found.flatMap(({ provisions }) => provisions)) }]
    })
  return { measures, reasons: told(speaksFor), doubts: told(doubtful) }
}
