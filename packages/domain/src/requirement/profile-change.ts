import type { ProfileRow, StateProfile } from './profile.ts'

/** How one row of a profile changes; `reviewed` asks the same as before, its source read on another day. */
export type RowChange =
  | { readonly kind: 'added'; readonly after: ProfileRow }
  | { readonly kind: 'removed'; readonly before: ProfileRow }
  | { readonly kind: 'changed' | 'reviewed'; readonly fields: readonly string[]; readonly before: ProfileRow; readonly after: ProfileRow }

/** A value of the profile itself before and after; without a profile there is no before. */
export interface Moved {
  readonly before?: string
  readonly after: string
}

/** What changes between two profiles of a State. */
export interface ProfileChange {
  /** Rows that are not the same, in the order of the later profile; those that are gone come last. */
  readonly rows: readonly RowChange[]
  /** Rows that are the same in both. */
  readonly kept: number
  readonly steward?: Moved
  readonly reviewBy?: Moved
}

/** A value as text, whatever the order in which its keys were written: a database has its own. */
function said(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  )
}

/** Whether two profiles say the same. */
export function sameProfile(a: StateProfile | undefined, b: StateProfile | undefined): boolean {
  return said(a ?? null) === said(b ?? null)
}

/** What a row is about: rows of one place are one row before and after. */
function placeOf(row: ProfileRow): string {
  return [row.asks, row.measure, row.instrument ?? '', row.asks === 'length' ? row.rule : ''].join(' ')
}

function fieldsThatDiffer(before: ProfileRow, after: ProfileRow): readonly string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  const at = (row: ProfileRow, field: string): unknown => (row as Readonly<Record<string, unknown>>)[field]
  return [...fields].filter((field) => said(at(before, field) ?? null) !== said(at(after, field) ?? null)).toSorted()
}

/** Takes the first that fits out of a list. */
function take(rows: ProfileRow[], fits: (row: ProfileRow) => boolean): ProfileRow | undefined {
  const place = rows.findIndex(fits)
  return place < 0 ? undefined : rows.splice(place, 1)[0]
}

function moved(before: string | undefined, after: string): Moved | undefined {
  if (before === after) return undefined
  return before === undefined ? { after } : { before, after }
}

/** What changes from one profile of a State to the next; without a first one, all of the next is new. */
export function profileChange(before: StateProfile | undefined, after: StateProfile): ProfileChange {
  const left = [...(before?.rows ?? [])]
  // What is the same goes first, so that no row of one place takes the partner of another.
  const open = after.rows.filter((row) => take(left, (one) => said(one) === said(row)) === undefined)
  const rows = open.map((row): RowChange => {
    const earlier = take(left, (one) => placeOf(one) === placeOf(row))
    if (earlier === undefined) return { kind: 'added', after: row }
    const fields = fieldsThatDiffer(earlier, row)
    return { kind: fields.every((field) => field === 'asOf') ? 'reviewed' : 'changed', fields, before: earlier, after: row }
  })
  const steward = moved(before?.steward, after.steward)
  const reviewBy = moved(before?.reviewBy, after.reviewBy)
  return {
    rows: [...rows, ...left.map((row): RowChange => ({ kind: 'removed', before: row }))],
    kept: after.rows.length - open.length,
    ...(steward !== undefined && { steward }),
    ...(reviewBy !== undefined && { reviewBy }),
  }
}

/** Whether somebody looked and found nothing to change: only the review date and the days of the sources move. */
export function isReview({ rows, steward }: ProfileChange): boolean {
  return steward === undefined && rows.every(({ kind }) => kind === 'reviewed')
}

/** Whether there is no change at all. */
export function changesNothing({ rows, steward, reviewBy }: ProfileChange): boolean {
  return rows.length === 0 && steward === undefined && reviewBy === undefined
}

/**
 * A change carried over to a profile that stands by now: what it took out is gone, what it brought is there, and what
 * others changed in the meantime stays. A row that both changed is there twice, for a person to choose.
 */
export function carriedOver(before: StateProfile | undefined, proposed: StateProfile, current: StateProfile | undefined): StateProfile {
  const takenOut = [...(before?.rows ?? [])]
  const brought = proposed.rows.filter((row) => take(takenOut, (one) => said(one) === said(row)) === undefined)
  const kept = (current?.rows ?? []).filter((row) => take(takenOut, (one) => said(one) === said(row)) === undefined)
  const missing = brought.filter((row) => !kept.some((one) => said(one) === said(row)))
  return { ...proposed, rows: [...kept, ...missing] }
}
