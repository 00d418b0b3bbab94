import { deadlineRules } from '@comity/domain/deadline/rules'
import { lengthUnits } from '@comity/domain/deadline/rule'
import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import { measureTypes } from '@comity/domain/measure/measure'
import { profileChannels, ProfileRow, type StateProfile } from '@comity/domain/requirement/profile'
import { available } from '@comity/language/languages'
import { translator } from '@comity/language/translator'
import { instruments, instrumentShortTitle } from '@comity/reference/instrument'
import { findState } from '@comity/reference/state'
import { languageName } from '../draft/language-options.ts'
import { type Field, type Leaf, rowsOf } from '../form/field.ts'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { measureText } from './profile-rows.tsx'

/** What a row can ask. */
export const asksOptions: readonly ProfileRow['asks'][] = ProfileRow.options.map(({ shape }) => shape.asks.value)

/** The fields about the profile itself. */
export const headFields: readonly Leaf[] = [
  { kind: 'date', name: 'reviewBy', label: 'profile.field.review-by', note: 'profile.field.review-by.note' },
  { kind: 'line', name: 'steward', label: 'profile.field.steward' },
]
/** Why, in the words of the proposer. */
export const whyField: Leaf = { kind: 'line', name: 'note', label: 'profile.field.why', optional: true }

function measureField(name: string): Leaf {
  const options = ['any', ...cooperationKinds, ...measureTypes]
  const optionLabel = (option: string, language: Parameters<typeof translator>[0]) => measureText(option, translator(language))
  return { kind: 'choice', as: 'select', name, label: 'profile.field.measure', options: [...new Set(options)], optionLabel }
}

function instrumentField(name: string, state: string): Leaf {
  const options = instruments.filter(({ between }) => between?.includes(state) ?? true).map(({ id }) => id)
  return {
    kind: 'choice',
    as: 'select',
    name,
    label: 'profile.field.instrument',
    optional: true,
    options,
    optionLabel: instrumentShortTitle,
  }
}

/** The fields of what a row asks, by its kind. */
function ownFields(asks: string, at: string, state: string, kept: readonly string[]): readonly Leaf[] {
  switch (asks) {
    case 'languages': {
      const options = [...new Set([...(findState(state)?.languages ?? []), ...available, ...kept])]
      return [
        { kind: 'choices', name: `${at}.accepted`, label: 'profile.field.accepted', options, optionLabel: languageName },
        { kind: 'line', name: `${at}.others`, label: 'profile.field.others', optional: true },
      ]
    }
    case 'channel': {
      const label = 'profile.field.channel'
      return [{ kind: 'choice', as: 'select', name: `${at}.channel`, label, options: profileChannels, optionLabel: label }]
    }
    case 'authority':
      return [{ kind: 'line', name: `${at}.name`, label: 'profile.field.authority' }]
    case 'form':
      return [{ kind: 'line', name: `${at}.name`, label: 'profile.field.form' }]
    case 'signature':
      return [{ kind: 'line', name: `${at}.by`, label: 'profile.field.signatory' }]
    case 'de-minimis':
      return [{ kind: 'money', name: `${at}.below`, label: 'profile.field.below' }]
    case 'lead-time':
      return [{ kind: 'number', name: `${at}.days`, label: 'profile.field.days' }]
    case 'length': {
      const options = deadlineRules.map(({ id }) => id)
      const optionLabel = 'deadline.rule'
      const unit = 'profile.field.unit'
      return [
        { kind: 'choice', as: 'select', name: `${at}.rule`, label: 'profile.field.rule', options, optionLabel },
        { kind: 'number', name: `${at}.count`, label: 'profile.field.count' },
        { kind: 'choice', as: 'select', name: `${at}.unit`, label: unit, options: lengthUnits, optionLabel: unit },
      ]
    }
    default:
      return []
  }
}

/** One row of the form: its number there, what it asks, and its fields. */
export interface FormRow {
  readonly number: number
  readonly asks: string
  readonly fields: readonly Leaf[]
}

/** The rows that a form holds, each with the fields of its kind. */
export function formRows(form: URLSearchParams, state: string): readonly FormRow[] {
  return rowsOf('rows', form).map((number) => {
    const at = `rows.${number}`
    const asks = form.get(`${at}.asks`) ?? ''
    const fields: readonly Leaf[] = [
      { kind: 'hidden', name: `${at}.asks`, label: '' },
      ...ownFields(asks, at, state, form.getAll(`${at}.accepted`)),
      measureField(`${at}.measure`),
      instrumentField(`${at}.instrument`, state),
      { kind: 'line', name: `${at}.article`, label: 'profile.field.article', optional: true },
      { kind: 'date', name: `${at}.from`, label: 'profile.field.from', optional: true },
      { kind: 'date', name: `${at}.to`, label: 'profile.field.to', optional: true },
      { kind: 'line', name: `${at}.source`, label: 'profile.field.source', note: 'profile.field.source.note' },
      { kind: 'line', name: `${at}.asOf`, label: 'profile.field.as-of', note: 'profile.field.as-of.note' },
      {
        kind: 'choice',
        name: `${at}.verified`,
        label: 'profile.field.verified',
        options: ['no', 'yes'],
        optionLabel: 'profile.field.verified',
      },
    ]
    return { number, asks, fields }
  })
}

/** All fields that a form asks, for reading it and for naming what is wrong. */
export function fieldsOf(rows: readonly FormRow[]): readonly Field[] {
  return [...headFields, ...rows.flatMap(({ fields }) => fields), whyField]
}

/** A profile as the form would send it. */
export function formOf(profile: StateProfile): URLSearchParams {
  const numbered = new URLSearchParams(
    profile.rows.flatMap(({ asks, ...row }, at) => [
      [`rows.${at}.asks`, asks],
      ...('accepted' in row ? row.accepted.map((code) => [`rows.${at}.accepted`, code]) : []),
    ]),
  )
  return writeForm(fieldsOf(formRows(numbered, profile.state)), profile)
}

/** What a form says, as a profile for the schema to check; its rows are counted anew from 0. */
export function profileIn(form: URLSearchParams, state: string): Readonly<Record<string, unknown>> & { readonly rows: readonly unknown[] } {
  const { rows = {}, note: _, ...head } = readForm(fieldsOf(formRows(form, state)), form)
  const said = Object.values(rows as Record<string, Record<string, unknown>>).map(({ others, ...row }) => {
    if (row['asks'] !== 'languages') return row
    const more = typeof others === 'string' ? others.split(/[\s,;]+/u).filter(Boolean) : []
    return { ...row, accepted: [...new Set([...(Array.isArray(row['accepted']) ? (row['accepted'] as unknown[]) : []), ...more])] }
  })
  return { state, ...head, rows: said }
}

/** The form with a row more or less, and all that was typed kept. */
export function changeProfileRows(form: URLSearchParams): URLSearchParams | undefined {
  const found = /^(?:(add):rows|(remove):rows\.(\d{1,4}))$/u.exec(form.get('then') ?? '')
  if (found === null) return undefined
  const changed = new URLSearchParams(form)
  if (found[1] === 'add') {
    const asks = asksOptions.find((one) => one === form.get('new-row'))
    if (asks !== undefined) changed.set(`rows.${Math.max(-1, ...rowsOf('rows', form)) + 1}.asks`, asks)
  } else for (const key of form.keys()) if (key.startsWith(`rows.${found[3]}.`)) changed.delete(key)
  return changed
}
