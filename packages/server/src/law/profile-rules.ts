import { findDeadlineRule } from '@comity/domain/deadline/rules'
import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import type { Law } from '@comity/domain/legal-basis/law'
import { measureTypes } from '@comity/domain/measure/measure'
import type { FieldProblem } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { isStale, type ProfileRow, type StateProfile } from '@comity/domain/requirement/profile'
import { knownInstrument, knownStates } from '@comity/answers/law/known'

/** Against what a profile is checked. */
export interface ProfileAsk {
  readonly law: Law
  /** The profiles that stand: a measure that one of them names is known. */
  readonly profiles: readonly StateProfile[]
  readonly today: string
}

const languageTag = /^[a-z]{2,3}(?:-[A-Za-z\d]{2,8})*$/u

function broken(row: ProfileRow, field: string, measures: ReadonlySet<string>, { law, today }: ProfileAsk): readonly FieldProblem[] {
  const found: FieldProblem[] = []
  const say = (name: string, rule: string, values?: FieldProblem['values']): void => {
    found.push({ field: `${field}.${name}`, rule, ...(values !== undefined && { values }) })
  }
  if (!measures.has(row.measure)) say('measure', 'unknown-measure', { measure: row.measure })
  if (row.instrument !== undefined) {
    const known = knownInstrument(row.instrument, law, `${field}.instrument`)
    if (!known.ok) found.push(...(known.problem.fields ?? []))
  }
  if (row.instrument === undefined && row.article !== undefined) say('instrument', 'required')
  // A date of a source tells a year or a month at the least: it has begun.
  if (row.asOf > today.slice(0, row.asOf.length)) say('asOf', 'source-future')
  if (row.from !== undefined && row.to !== undefined && row.to < row.from) say('to', 'ends-before-it-begins')
  if (row.asks === 'length' && findDeadlineRule(row.rule) === undefined) say('rule', 'unknown-clock', { clock: row.rule })
  if (row.asks === 'languages')
    for (const [at, tag] of row.accepted.entries()) if (!languageTag.test(tag)) say(`accepted.${at}`, 'not-a-language')
  return found
}

/**
 * Checks what the shape of a profile cannot: that its State, measures, instruments and clocks are known, that no source
 * is of a day to come, and that its review date is not past.
 * @returns `unknown-state`, or `invalid-input` naming each field, as in `profile.rows.0.measure`
 */
export function checkProfile(profile: StateProfile, ask: ProfileAsk): Result<void> {
  const known = knownStates({ 'profile.state': profile.state })
  if (!known.ok) return known
  const named = ask.profiles.flatMap(({ rows }) => rows.map(({ measure }) => measure))
  const measures = new Set<string>(['any', ...cooperationKinds, ...measureTypes, ...named])
  const fields = [
    ...(isStale(profile, ask.today) ? [{ field: 'profile.reviewBy', rule: 'review-past' }] : []),
    ...profile.rows.flatMap((row, at) => broken(row, `profile.rows.${at}`, measures, ask)),
  ]
  return fields.length === 0 ? ok(undefined) : fail({ code: 'invalid-input', fields })
}
