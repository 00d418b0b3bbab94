import { type Field, type Leaf, rowFields, rowsOf } from './field.ts'

type Tree = Record<string, unknown>

/** A number if it reads as one, with comma or point; otherwise the text as it is, for the check to name. */
function numberIn(text: string): number | string {
  return /^\d{1,15}([.,]\d{1,4})?$/u.test(text) ? Number(text.replace(',', '.')) : text
}

/** A browser sends two signs for each line end, which the length of a text must not count. */
function proseIn(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** The three parts as one date; parts that make none stay together as they were typed. */
function dateIn(form: URLSearchParams, name: string): string {
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((part) => (form.get(`${name}.${part}`) ?? '').trim())
  return year === '' && month === '' && day === '' ? '' : `${year}-${month}-${/^\d$/u.test(day) ? `0${day}` : day}`
}

function readLeaf(field: Leaf, form: URLSearchParams, name: string): unknown {
  if (field.kind === 'flag') return form.has(name) ? true : field.keep === true ? false : undefined
  if (field.kind === 'choices') {
    const chosen = form.getAll(name)
    return chosen.length === 0 && field.keep !== true ? undefined : chosen
  }
  if (field.kind === 'money') {
    const amount = (form.get(`${name}.amount`) ?? '').trim()
    const currency = (form.get(`${name}.currency`) ?? '').trim().toUpperCase()
    // A currency without an amount is half of something: it is for the check to name, not for the form to lose.
    return amount === '' && currency === '' ? undefined : { amount, currency }
  }
  const text =
    field.kind === 'date' ? dateIn(form, name) : field.kind === 'prose' ? proseIn(form.get(name) ?? '') : (form.get(name) ?? '').trim()
  if (text.trim() === '') return field.keep === true ? '' : undefined
  return field.kind === 'number' || (field.kind === 'hidden' && field.number === true) ? numberIn(text) : text
}

/** Whether someone answered: an unseen id, a choice that always has a value and a box left open say nothing. */
function isAnswer(field: Leaf, value: unknown): boolean {
  if (field.kind === 'id' || field.kind === 'choice') return false
  return value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)
}

function put(tree: Tree, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path
  if (rest.length === 0) {
    tree[head] = value
    return
  }
  const branch = (tree[head] ??= {}) as Tree
  put(branch, rest, value)
}

function readLeaves(fields: readonly Leaf[], form: URLSearchParams, prefix: string): { value: Tree; answered: boolean } {
  const value: Tree = {}
  let answered = false
  for (const field of fields) {
    const read = readLeaf(field, form, `${prefix}${field.name}`)
    answered ||= isAnswer(field, read)
    if (read !== undefined) put(value, field.name.split('.'), read)
  }
  return { value, answered }
}

/**
 * What a form says, as a value for the schemas to check. Unanswered fields and empty rows are absent; what cannot be
 * what it should be stays as it was typed.
 */
export function readForm(fields: readonly Field[], form: URLSearchParams): Tree {
  const leaves = fields.filter((field): field is Leaf => field.kind !== 'group' && field.kind !== 'files')
  const { value } = readLeaves(leaves, form, '')
  for (const field of fields) {
    if (field.kind !== 'group' && field.kind !== 'files') continue
    const rows = rowsOf(field.name, form).map((row) => readLeaves(rowFields(field), form, `${field.name}.${row}.`))
    put(
      value,
      field.name.split('.'),
      rows.filter(({ answered }) => answered).map((row) => row.value),
    )
  }
  return value
}
