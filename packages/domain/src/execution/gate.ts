import type { FieldProblem, Problem } from '../problem.ts'
import type { Act } from '../request/act.ts'
import type { ActCommand } from '../request/command.ts'
import type { RequestContent } from '../request/content.ts'
import type { Provision } from '../requirement/finding.ts'
import { consultationFor, type Ground, type GroundCode, type GroundScope, groundScopeOf, groundsFor, permitsFiscal } from './ground.ts'

interface Given {
  readonly field: string
  readonly code: GroundCode
}

function citing(provisions: readonly Provision[]): string {
  return provisions.map(({ instrument, article }) => `${instrument.toUpperCase()} ${article}`).join(', ')
}

function barred(
  { field, code }: Given,
  grounds: readonly Ground[],
  given: readonly Given[],
  instruments: readonly string[],
): FieldProblem | undefined {
  const ground = grounds.find((other) => other.code === code)
  if (ground === undefined) return { field, rule: 'ground.not-here' }
  const articles = ground.provisions.filter(({ instrument }) => instruments.includes(instrument))
  if (ground.barred === undefined || articles.length === 0) return undefined
  if (ground.barred === 'alone') {
    if (given.some((other) => other.code !== code)) return undefined
    // A protocol in which they gave up that right goes before the treaty that gives it.
    if (instruments.some((instrument) => permitsFiscal.includes(instrument)) && !instruments.includes('cets-099')) return undefined
  }
  return { field, rule: `ground.never.${code}`, values: { articles: citing(articles) } }
}

/** Whether the requesting State was heard in the thread itself: it was asked something, and answered. */
function heard(acts: readonly Act[]): boolean {
  return acts.some(({ type }) => type === 'clarify')
}

function weigh(
  act: Ground['act'],
  given: readonly Given[],
  consulted: string | undefined,
  scope: GroundScope,
  instruments: readonly string[],
  acts: readonly Act[],
): Problem | undefined {
  const grounds = groundsFor(scope, act)
  const fields = given.flatMap((one) => barred(one, grounds, given, instruments) ?? [])
  const asks = given.some(({ code }) => grounds.find((other) => other.code === code)?.consult === true)
  const articles = consultationFor(scope, act, instruments)
  if (fields.length === 0 && asks && articles.length > 0 && consulted === undefined && !heard(acts)) {
    fields.push({ field: 'consulted', rule: 'ground.consult-first', values: { articles: citing(articles) } })
  }
  return fields.length === 0 ? undefined : { code: 'ground-barred', values: { act }, fields }
}

/**
 * Stops a refusal or a postponement on a ground that is none under the instruments on which the request rests, or
 * before the requesting State was consulted where they ask for that. Reasons are asked by the shape of the act.
 * What an act says without naming a ground of the list is not weighed.
 * UNTOC art. 18(8), (22), (26), 16(15), (16); UNCAC art. 46(8), (22), (26), 44(16), (17); 1988 Convention art. 7(5), (17).
 */
export function gate(command: ActCommand, content: RequestContent, acts: readonly Act[]): Problem | undefined {
  const scope = groundScopeOf(content.kind)
  const instruments = (content.bases ?? []).map(({ instrument }) => instrument)
  if (command.type === 'refuse') {
    const { grounds, consulted } = command.input
    const given = grounds.flatMap(({ ground: code }, place) => (code === undefined ? [] : [{ field: `grounds.${place}.ground`, code }]))
    // A ground in the officer's own words stands beside those of the list: fiscal is then not the only one.
    const own = grounds.length > given.length
    const weighed = own ? given.filter(({ code }) => code !== 'fiscal-only') : given
    return weigh('refuse', weighed, consulted, scope, instruments, acts)
  }
  if (command.type === 'postpone') {
    const { ground: code, consulted } = command.input
    return code === undefined ? undefined : weigh('postpone', [{ field: 'ground', code }], consulted, scope, instruments, acts)
  }
  return undefined
}
