import type { ConsentForm } from '@comity/domain/legal-basis/participation'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { nearestStates } from '@comity/reference/nearest'
import { sourceDate } from './source-date.ts'
import { stateByName } from './state-by-name.ts'

/** What a source says of one participant. */
export interface StatusRow {
  readonly state: string
  readonly signed?: string
  readonly consent?: string
  /** Absent where the source cannot tell one form from another. */
  readonly form?: ConsentForm
  readonly inForce?: string
  readonly ended?: string
}

/** A list of participants as a source has it. */
export interface Status {
  readonly title?: string
  /** The count of parties that the source itself prints. */
  readonly printed?: number
  /** The day that the source itself prints. */
  readonly asOf?: string
  readonly rows: readonly StatusRow[]
}

/** What one participant's line says, before it is read. An empty cell says nothing. */
export interface StatusLine {
  readonly name: string
  readonly signed?: string
  readonly consent?: string
  readonly inForce?: string
  readonly ended?: string
}

/** Why nothing of a source is taken in. */
export function refuse(rule: string, values?: Readonly<Record<string, string | number>>): ReturnType<typeof fail> {
  return fail(invalid('source', rule, values))
}

type Forms = Readonly<Record<string, ConsentForm | undefined>>

function dateIn(line: StatusLine, field: 'signed' | 'consent' | 'inForce' | 'ended'): Result<ReturnType<typeof sourceDate>> {
  const text = line[field] ?? ''
  if (text === '' || /^[-–—]+$/u.test(text)) return ok(undefined)
  const read = sourceDate(text)
  return read === undefined ? refuse('source-date', { name: line.name, text: text.slice(0, 60) }) : ok(read)
}

function rowOf(line: StatusLine, state: string, forms: Forms): Result<StatusRow> {
  const [signed, consent, inForce, ended] = (['signed', 'consent', 'inForce', 'ended'] as const).map((field) => dateIn(line, field))
  for (const read of [signed, consent, inForce, ended]) if (read?.ok === false) return read
  const given = (read: typeof signed) => (read?.ok === true ? read.value : undefined)
  // A letter after the date is the form of the consent; its case matters.
  const letter = /^\(?([A-Za-z]{1,2})\)?(?:\W|$)/u.exec(given(consent)?.rest ?? '')?.[1] ?? ''
  const form = Object.hasOwn(forms, letter) ? forms[letter] : undefined
  return ok({
    state,
    ...(given(signed) !== undefined && { signed: given(signed)?.date }),
    ...(given(consent) !== undefined && { consent: given(consent)?.date }),
    ...(given(consent) !== undefined && form !== undefined && { form }),
    ...(given(inForce) !== undefined && { inForce: given(inForce)?.date }),
    ...(given(ended) !== undefined && { ended: given(ended)?.date }),
  } as StatusRow)
}

/**
 * Reads every line, or none: each must name a State that is known, once, and have dates that exist.
 * @param forms the letters that stand after a date of consent
 */
export function rowsOf(lines: readonly StatusLine[], forms: Forms): Result<readonly StatusRow[]> {
  const rows = new Map<string, StatusRow>()
  for (const line of lines) {
    const state = stateByName(line.name)
    if (state === undefined) {
      const values = { name: line.name.slice(0, 100), nearest: nearestStates(line.name, 'en').join(', ') }
      return refuse('source-unknown-party', values)
    }
    if (rows.has(state)) return refuse('source-twice', { name: line.name.slice(0, 100) })
    const row = rowOf(line, state, forms)
    if (!row.ok) return row
    rows.set(state, row.value)
  }
  return rows.size === 0 ? refuse('source-no-parties') : ok([...rows.values()])
}

/** How many of the rows are parties on a day. */
export function countOf(rows: readonly StatusRow[], asOf: string): number {
  return rows.filter(({ consent, ended }) => consent !== undefined && (ended === undefined || ended > asOf)).length
}
