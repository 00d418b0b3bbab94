import { type Field, rowFields, rowsOf } from './field.ts'

/** What a button beside the rows of a group asks for; `undefined` when the form was sent to be saved. */
export interface RowChange {
  readonly change: 'add' | 'remove' | 'keep'
  readonly name: string
  readonly row?: number
}

/** Reads which button was pressed. */
export function rowChangeOf(form: URLSearchParams): RowChange | undefined {
  const found = /^(add|remove|keep):([a-zA-Z.-]+?)(?:\.(\d{1,4}))?$/u.exec(form.get('then') ?? '')
  if (found === null) return undefined
  const [, change, name = '', row] = found
  return { change: change as RowChange['change'], name, ...(row === undefined ? {} : { row: Number(row) }) }
}

/** The form with a row more or less, and all that was typed kept. */
export function changeRows(fields: readonly Field[], form: URLSearchParams, { change, name, row }: RowChange): URLSearchParams {
  const changed = new URLSearchParams(form)
  const group = fields.find((field) => field.name === name)
  if (group === undefined || (group.kind !== 'group' && group.kind !== 'files')) return changed
  if (change === 'remove') for (const key of form.keys()) if (key.startsWith(`${name}.${row}.`)) changed.delete(key)
  if (change === 'add') {
    const kept = rowsOf(name, form)
    const next = kept.length === 0 ? (group.kind === 'group' ? group.atLeast : 0) : Math.max(...kept) + 1
    for (let fresh = kept.length === 0 ? 0 : next; fresh <= next; fresh++)
      for (const leaf of rowFields(group)) changed.set(`${name}.${fresh}.${leaf.name}`, '')
  }
  return changed
}
