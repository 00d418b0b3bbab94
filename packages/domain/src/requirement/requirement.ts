import { isBlank } from './asking.ts'
import type { Finding, Provision } from './finding.ts'
import type { FindingCode } from './finding-code.ts'
import type { Basis } from './topic.ts'

/** What the law asks of one kind of request, measure or step, as data: article, severity, the rule, and how it is met and broken. */
export interface Requirement<Case> {
  readonly code: FindingCode
  readonly severity: Finding['severity']
  /** The field of the case that it is about. */
  readonly field: keyof Case & string
  /** Every instrument that asks for it. Empty only for advice of good practice. */
  readonly provisions: readonly Provision[]
  /** Whether a case breaks it; the values that its sentence needs count as yes. */
  readonly breaks: (it: Case, today: string) => boolean | Finding['values']
  /** What the tests run: a case that meets it, and one that does not. */
  readonly example: { readonly passing: Case; readonly failing: Case }
}

type Articles = Readonly<Record<string, string>>

function cite(articles: Articles, verified: boolean): readonly Provision[] {
  return Object.entries(articles).flatMap(([instrument, list]) => list.split(' ').map((article) => ({ instrument, article, verified })))
}

/** Articles that were read, by instrument, a space between several of one. */
export function read(articles: Articles): readonly Provision[] {
  return cite(articles, true)
}

/** Articles from memory, whose text is not at hand. */
export function recalled(articles: Articles): readonly Provision[] {
  return cite(articles, false)
}

function without<Case extends object>(complete: Case, field: keyof Case & string): Case {
  return Object.fromEntries(Object.entries(complete).filter(([key]) => key !== field)) as Case
}

function isAbsent(value: unknown): boolean {
  return (
    value === undefined || value === false || (typeof value === 'string' && isBlank(value)) || (Array.isArray(value) && value.length === 0)
  )
}

interface Writing<Case> {
  /** A field that has to be there, and true or not empty. */
  readonly stated: (
    code: FindingCode,
    severity: Finding['severity'],
    field: keyof Case & string,
    provisions: readonly Provision[],
    unless?: (it: Case) => boolean,
  ) => Requirement<Case>
  /** Anything else, with the change that breaks it in the complete case. */
  readonly rule: (
    code: FindingCode,
    severity: Finding['severity'],
    field: keyof Case & string,
    provisions: readonly Provision[],
    breaks: Requirement<Case>['breaks'],
    change: Partial<Case>,
  ) => Requirement<Case>
}

/** Prepares the writing of requirements on cases of one kind. @param complete a case that meets all of them */
export function requirementsOn<Case extends object>(complete: Case): Writing<Case> {
  return {
    stated: (code, severity, field, provisions, unless) => ({
      code,
      severity,
      field,
      provisions,
      breaks: (it) => isAbsent(it[field]) && unless?.(it) !== true,
      example: { passing: complete, failing: without(complete, field) },
    }),
    rule: (code, severity, field, provisions, breaks, change) => ({
      code,
      severity,
      field,
      provisions,
      breaks,
      example: { passing: complete, failing: { ...complete, ...change } },
    }),
  }
}

/** Against what a case is held. */
export interface RequirementContext {
  /** The date of the check, ISO; never the clock's. */
  readonly today: string
  /** The provisions on which the request rests, or may; none while that is open. */
  readonly bases: readonly Basis[]
}

/**
 * The articles by which the chosen bases ask for something. A basis of which no article was read may ask for it
 * too: it is cited as a whole, unverified. Bases that were read and do not ask for it give nothing.
 */
function asking(provisions: readonly Provision[], bases: readonly Basis[], known: ReadonlySet<string>): readonly Provision[] {
  if (bases.length === 0) return provisions
  const instruments = [...new Set(bases.map(({ instrument }) => instrument))]
  const asked = provisions.filter(({ instrument }) => instruments.includes(instrument))
  if (asked.length > 0) return asked
  return instruments.filter((instrument) => !known.has(instrument)).map((instrument) => ({ instrument, article: '', verified: false }))
}

/**
 * What a case still lacks or contradicts. Something that no chosen basis asks for is not found; advice of good
 * practice always is.
 * @param at path of the case in the request, as in `measures.0`; empty where the case is the request
 * @public the kinds and measures that it holds cannot be drafted before their shapes are there
 */
export function findingsOn<Case>(
  requirements: readonly Requirement<Case>[],
  it: Case,
  { today, bases }: RequirementContext,
  at = '',
): readonly Finding[] {
  const known = new Set(requirements.flatMap(({ provisions }) => provisions.map(({ instrument }) => instrument)))
  return requirements.flatMap(({ code, severity, field, provisions, breaks }) => {
    const broken = breaks(it, today)
    if (broken === false || broken === undefined) return []
    const cited = asking(provisions, bases, known)
    if (cited.length === 0 && provisions.length > 0) return []
    const place = at === '' ? field : `${at}.${field}`
    return [{ code, severity, field: place, provisions: cited, ...(typeof broken === 'object' && { values: broken }) }]
  })
}
