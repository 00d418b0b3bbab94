import type { Declaration } from '../legal-basis/declaration.ts'
import type { FieldProblem, Problem } from '../problem.ts'
import type { Act } from '../request/act.ts'
import type { ActCommand } from '../request/command.ts'
import type { RequestContent } from '../request/content.ts'
import type { Provision } from '../requirement/finding.ts'
import { consultationFor, type Ground, type GroundCode, groundScopeOf, groundsFor, permitsFiscal } from './ground.ts'

interface Given {
  readonly field: string
  readonly code: GroundCode
}

/** What a refusal or a postponement says, as far as it is weighed. */
interface Said {
  readonly act: Ground['act']
  readonly given: readonly Given[]
  readonly consulted: string | undefined
}

/** What the two States said of each other's treaties, and what was said in the thread. */
export interface Surroundings {
  readonly acts: readonly Act[]
  /** Declarations of either State: a provision that one of them has excluded stops neither. */
  readonly declarations?: readonly Declaration[]
}

function citing(provisions: readonly Provision[]): string {
  return provisions.map(({ instrument, article }) => `${instrument.toUpperCase()} ${article}`).join(', ')
}

/** Whether a State has excluded a provision, or the article that it is part of. Vienna Convention on the Law of Treaties, art. 21(1). */
function isReserved({ instrument, article }: Provision, declarations: readonly Declaration[]): boolean {
  return declarations.some(
    (declared) =>
      declared.instrument === instrument &&
      declared.effect === 'excludes' &&
      declared.withdrawn === undefined &&
      declared.article !== '' &&
      (article === declared.article || article.startsWith(`${declared.article}(`)),
  )
}

function barred(
  one: Given,
  said: Said,
  grounds: readonly Ground[],
  applies: (provision: Provision) => boolean,
  on: readonly string[],
): FieldProblem | undefined {
  const { field, code } = one
  const ground = grounds.find((other) => other.code === code)
  if (ground === undefined) return { field, rule: 'ground.not-here' }
  const articles = ground.provisions.filter(applies)
  if (ground.barred === undefined || articles.length === 0) return undefined
  if (ground.barred === 'alone') {
    if (said.given.some((other) => other.code !== code)) return undefined
    // A protocol in which they gave up that right goes before the treaty that gives it.
    if (on.some((instrument) => permitsFiscal.includes(instrument)) && !on.includes('cets-099')) return undefined
  }
  return { field, rule: `ground.never.${code}`, values: { articles: citing(articles) } }
}

function saidBy(command: ActCommand): Said | undefined {
  if (command.type === 'refuse') {
    const { grounds, consulted } = command.input
    const given = grounds.flatMap(({ ground: code }, place) => (code === undefined ? [] : [{ field: `grounds.${place}.ground`, code }]))
    // A ground in the officer's own words stands beside those of the list: fiscal is then not the only one.
    const own = grounds.length > given.length
    return { act: 'refuse', given: own ? given.filter(({ code }) => code !== 'fiscal-only') : given, consulted }
  }
  if (command.type === 'postpone') {
    const { ground: code, consulted } = command.input
    return { act: 'postpone', given: code === undefined ? [] : [{ field: 'ground', code }], consulted }
  }
  return undefined
}

/**
 * Stops a refusal or a postponement on a ground that is none under the instruments on which the request rests, or
 * before the requesting State was consulted where they ask for that. A question that was asked and answered in the
 * thread is a consultation. Reasons are asked by the shape of the act. What an act says without naming a ground of the
 * list is not weighed.
 * UNTOC art. 18(8), (22), (26), 16(15), (16); UNCAC art. 46(8), (22), (26), 44(16), (17); 1988 Convention art. 7(5), (17).
 */
export function gate(command: ActCommand, content: RequestContent, { acts, declarations = [] }: Surroundings): Problem | undefined {
  const said = saidBy(command)
  if (said === undefined) return undefined
  const scope = groundScopeOf(content.kind)
  const on = (content.bases ?? []).map(({ instrument }) => instrument)
  const applies = (provision: Provision): boolean => on.includes(provision.instrument) && !isReserved(provision, declarations)
  const grounds = groundsFor(scope, said.act)
  const fields: FieldProblem[] = said.given.flatMap((one) => barred(one, said, grounds, applies, on) ?? [])
  const asks = said.given.some(({ code }) => grounds.find((other) => other.code === code)?.consult === true)
  const heard = said.consulted !== undefined || acts.some(({ type }) => type === 'clarify')
  const articles = consultationFor(scope, said.act).filter(applies)
  if (fields.length === 0 && asks && !heard && articles.length > 0) {
    fields.push({ field: 'consulted', rule: 'ground.consult-first', values: { articles: citing(articles) } })
  }
  return fields.length === 0 ? undefined : { code: 'ground-barred', values: { act: said.act }, fields }
}
