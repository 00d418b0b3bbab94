import type { CooperationKind } from '../legal-basis/cooperation-kind.ts'
import { isBlank } from './asking.ts'
import type { Finding, Provision } from './finding.ts'
import type { FindingCode } from './finding-code.ts'
import { type Basis, demanding, type Topic } from './topic.ts'

/** What a rule may see of the request around its case. */
export interface Around {
  readonly requested?: string
  readonly facts?: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined
  readonly persons?:
    | readonly { readonly id: string; readonly role?: string | undefined; readonly birthDate?: string | undefined }[]
    | undefined
}

/** What the law asks of one kind of request, measure or step, as data: article, severity, the rule, and how it is met and broken. */
export interface Requirement<Case> {
  readonly code: FindingCode
  readonly severity: Finding['severity']
  /** The field of the case that it is about. */
  readonly field: keyof Case & string
  /**
   * Every instrument that asks for it, or what the content articles of the bases ask for. Empty for advice of good practice,
   * and for a contradiction that stands whoever asks.
   */
  readonly provisions: readonly Provision[] | Topic
  /** Whether a case breaks it; the values that its sentence needs count as yes. */
  readonly breaks: (it: Case, today: string, around: Around) => boolean | Finding['values']
  /** What the tests run: a case that meets it, and one that does not. */
  readonly example: { readonly passing: Case; readonly failing: Case; readonly around?: Around }
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

/** How requirements on cases of one kind are written. */
export interface Writing<Case> {
  /** A field that has to be there, and true or not empty. */
  readonly stated: (
    code: FindingCode,
    severity: Finding['severity'],
    field: keyof Case & string,
    provisions: readonly Provision[] | Topic,
    unless?: (it: Case) => boolean,
  ) => Requirement<Case>
  /** A detail that has to be there, said in the words of its name and hint. */
  readonly asked: (
    field: keyof Case & string,
    provisions: readonly Provision[] | Topic,
    unless?: (it: Case) => boolean,
  ) => Requirement<Case>
  /** A detail that helps, said in the same words. */
  readonly wanted: (
    field: keyof Case & string,
    provisions: readonly Provision[] | Topic,
    unless?: (it: Case) => boolean,
  ) => Requirement<Case>
  /** A period that does not end before it begins. */
  readonly inOrder: (from: keyof Case & string, to: keyof Case & string) => Requirement<Case>
  /** A day that is still to come. */
  readonly ahead: (field: keyof Case & string) => Requirement<Case>
  /** A day that has been. */
  readonly past: (field: keyof Case & string) => Requirement<Case>
  /** Anything else, with the change that breaks it in the complete case. */
  readonly rule: (
    code: FindingCode,
    severity: Finding['severity'],
    field: keyof Case & string,
    provisions: readonly Provision[] | Topic,
    breaks: Requirement<Case>['breaks'],
    change: Partial<Case>,
    around?: Around,
  ) => Requirement<Case>
}

function textAt<Case>(it: Case, field: keyof Case): string | undefined {
  const value: unknown = it[field]
  return typeof value === 'string' ? value : undefined
}

/** Prepares the writing of requirements on cases of one kind. @param complete a case that meets all of them */
export function requirementsOn<Case extends object>(complete: Case): Writing<Case> {
  const failingWithout = (field: keyof Case & string) => ({ passing: complete, failing: without(complete, field) })

  function aboutDetail(code: FindingCode, severity: Finding['severity']): Writing<Case>['asked'] {
    return (field, provisions, unless) => ({
      code,
      severity,
      field,
      provisions,
      breaks: (it) => isAbsent(it[field]) && unless?.(it) !== true && { detail: field },
      example: failingWithout(field),
    })
  }

  function aboutDay(code: FindingCode, isWrong: (day: string, today: string) => boolean, wrong: string) {
    return (field: keyof Case & string): Requirement<Case> => ({
      code,
      severity: 'conflict',
      field,
      provisions: [],
      breaks: (it, today) => {
        const day = textAt(it, field)
        return day !== undefined && isWrong(day, today) && { detail: field, date: day }
      },
      example: { passing: complete, failing: { ...complete, [field]: wrong } },
    })
  }

  return {
    stated: (code, severity, field, provisions, unless) => ({
      code,
      severity,
      field,
      provisions,
      breaks: (it) => isAbsent(it[field]) && unless?.(it) !== true,
      example: failingWithout(field),
    }),
    asked: aboutDetail('detail.missing', 'missing'),
    wanted: aboutDetail('detail.unstated', 'advice'),
    ahead: aboutDay('detail.day.past', (day, today) => day < today, '2001-01-01'),
    past: aboutDay('detail.day.future', (day, today) => day > today, '2101-01-01'),
    inOrder: (from, to) => ({
      code: 'detail.period.reversed',
      severity: 'conflict',
      field: to,
      provisions: [],
      breaks: (it) => {
        const [first, last] = [textAt(it, from), textAt(it, to)]
        return first !== undefined && last !== undefined && last < first
      },
      example: { passing: complete, failing: { ...complete, [from]: '2020-02-02', [to]: '2020-01-01' } },
    }),
    rule: (code, severity, field, provisions, breaks, change, around) => ({
      code,
      severity,
      field,
      provisions,
      breaks,
      example: { passing: complete, failing: { ...complete, ...change }, ...(around !== undefined && { around }) },
    }),
  }
}

/** Against what a case is held. */
export interface RequirementContext {
  /** The date of the check, ISO; never the clock's. */
  readonly today: string
  /** The provisions on which the request rests, or may; none while that is open. */
  readonly bases: readonly Basis[]
  /** The kind of request: the content articles on mutual legal assistance do not speak of all. */
  readonly kind?: CooperationKind
  readonly around?: Around
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

/** Who asks, and how grave it is; `undefined` where no chosen basis asks for it. */
function cited<Case>(
  { provisions, severity }: Requirement<Case>,
  { bases, kind }: RequirementContext,
  known: ReadonlySet<string>,
): Pick<Finding, 'provisions' | 'severity'> | undefined {
  // A contradiction stands whoever asks: at least the assistance sought has to be described.
  const topic = typeof provisions === 'string' ? provisions : severity === 'conflict' && provisions.length === 0 ? 'assistance' : undefined
  if (topic !== undefined) {
    const found = demanding(topic, bases, kind)
    // What no basis asks for may still help: it does not keep the request from leaving.
    return { provisions: found, severity: severity === 'missing' && found.length === 0 ? 'advice' : severity }
  }
  const found = asking(provisions as readonly Provision[], bases, known)
  return found.length === 0 && provisions.length > 0 ? undefined : { provisions: found, severity }
}

/**
 * What a case still lacks or contradicts. Something that no chosen basis asks for is not found; advice of good
 * practice always is.
 * @param at path of the case in the request, as in `measures.0`; empty where the case is the request
 */
export function findingsOn<Case>(
  requirements: readonly Requirement<Case>[],
  it: Case,
  context: RequirementContext,
  at = '',
): readonly Finding[] {
  const known = new Set(
    requirements.flatMap(({ provisions }) => (typeof provisions === 'string' ? [] : provisions.map(({ instrument }) => instrument))),
  )
  return requirements.flatMap((requirement) => {
    const broken = requirement.breaks(it, context.today, context.around ?? {})
    if (broken === false || broken === undefined) return []
    const said = cited(requirement, context, known)
    if (said === undefined) return []
    const { code, field } = requirement
    return [
      {
        code,
        severity: said.severity,
        field: at === '' ? field : `${at}.${field}`,
        provisions: said.provisions,
        ...(typeof broken === 'object' && { values: broken }),
      },
    ]
  })
}
