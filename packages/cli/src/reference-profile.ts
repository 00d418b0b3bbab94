import { basename } from 'node:path'
import type { ProfileProposal, ProfileProposalView } from '@comity/contract/profile'
import { type ProfileRow, readProfile } from '@comity/domain/requirement/profile'
import { type ProfileChange, profileChange, type RowChange } from '@comity/domain/requirement/profile-change'
import type { Translate } from '@comity/language/translate'
import { translator } from '@comity/language/translator'
import { law } from '@comity/reference/law'
import { findProfile, profiles } from '@comity/reference/profile'
import { checkProfile } from '@comity/server/law/profile-rules'
import { type Answer, type Given, languageOf, optionOf, UsageError } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { dayOf } from './law-arguments.ts'
import { refused } from './problem-text.ts'
import { findRemote } from './remote.ts'

function written(value: unknown): string {
  if (value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fact(row: ProfileRow, field: string): unknown {
  return (row as Readonly<Record<string, unknown>>)[field]
}

function factsOf(change: RowChange): string {
  if (change.kind === 'changed' || change.kind === 'reviewed')
    return change.fields
      .map((field) => `${field} ${written(fact(change.before, field))} → ${written(fact(change.after, field))}`)
      .join(', ')
  const row = change.kind === 'added' ? change.after : change.before
  const told = Object.keys(row)
    .filter((field) => field !== 'asks' && field !== 'measure')
    .toSorted()
  return told.map((field) => `${field} ${written(fact(row, field))}`).join(', ')
}

/** What changes between two profiles in lines: one for each row that is not the same, the dates, and how many of each kind there are. */
export function profileLines({ rows, kept, steward, reviewBy }: ProfileChange, t: Translate): readonly string[] {
  const lines = rows.map((change) => {
    const { measure, asks } = change.kind === 'removed' ? change.before : change.after
    return `${t(`cli.reference.kind.${change.kind}`)}  ${measure} ${asks}  ${factsOf(change)}`
  })
  const moved = Object.entries({ steward, reviewBy }).flatMap(([field, value]) =>
    value === undefined ? [] : [`${field} ${written(value.before)} → ${value.after}`],
  )
  const count = (wanted: RowChange['kind']): number => rows.filter(({ kind }) => kind === wanted).length
  const counts = { added: count('added'), changed: count('changed'), reviewed: count('reviewed'), removed: count('removed'), kept }
  return [...lines, ...moved, t('cli.reference.profile.counts', counts)]
}

/** A proposed profile in one line. */
export function profileLine({ id, state, restsOn, standing, note, proposedBy, settledBy }: ProfileProposal, t: Translate): string {
  const who = [proposedBy.name, ...(settledBy === undefined ? [] : [settledBy.name])].join(' → ')
  const why = note === undefined ? [] : [note]
  return [id, state, `${restsOn} → ${restsOn + 1}`, t(`cli.reference.standing.${standing}`), ...why, who].join('  ')
}

/** A proposed profile with what it changes, and that another was approved in the meantime. */
export function profileProposalText(view: ProfileProposalView, t: Translate): string {
  const conflict = view.conflict ? [t('cli.reference.profile.conflict')] : []
  return [profileLine(view, t), ...profileLines(view.change, t), ...conflict].join('\n')
}

/**
 * Reads the profile of a State and checks it. Where an instance is named it is proposed there on what stands, and a
 * second person approves it; otherwise what it would change of the delivered profile is shown, and nothing is.
 */
export async function importProfile(given: Given, [path]: readonly string[]): Promise<Answer> {
  if (path === undefined) throw new UsageError('usage: comity reference import profile FILE')
  const t = translator(languageOf(given))
  const json = await readJsonFile(path)
  if (!json.ok) return refused(json.problem, t)
  const profile = readProfile(json.value)
  if (!profile.ok) return refused(profile.problem, t)
  const { state } = profile.value
  const remote = findRemote()
  if (remote === undefined) {
    const checked = checkProfile(profile.value, { law, profiles, today: dayOf(given) })
    if (!checked.ok) return refused(checked.problem, t)
    const change = profileChange(findProfile(state), profile.value)
    return { exit: 0, text: [...profileLines(change, t), t('cli.reference.profile.not-proposed')].join('\n'), data: { state, change } }
  }
  const held = await remote.getProfile({ params: { state } })
  if (!held.ok) return refused(held.problem, t)
  const note = optionOf(given, 'note')
  const body = { profile: profile.value, restsOn: held.value.version, file: basename(path), ...(note !== undefined && { note }) }
  const proposed = await remote.proposeProfile({ body })
  if (!proposed.ok) return refused(proposed.problem, t)
  const text = [...profileLines(proposed.value.change, t), t('cli.reference.profile.proposed', { id: proposed.value.id })]
  return { exit: 0, text: text.join('\n'), data: proposed.value }
}
