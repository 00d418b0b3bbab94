import { type Field, type Leaf, rowFields } from './field.ts'

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (branch, step) => (typeof branch === 'object' && branch !== null ? (branch as Record<string, unknown>)[step] : undefined),
    value,
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

function writeLeaf(form: URLSearchParams, field: Leaf, name: string, value: unknown): void {
  if (field.kind === 'flag') {
    if (value === true) form.set(name, 'yes')
  } else if (field.kind === 'choices') {
    for (const one of Array.isArray(value) ? value : []) form.append(name, textOf(one))
  } else if (field.kind === 'money') {
    form.set(`${name}.amount`, textOf(at(value, ['amount'])))
    form.set(`${name}.currency`, textOf(at(value, ['currency'])))
  } else if (field.kind === 'date') {
    const [year = '', month = '', ...day] = textOf(value).split('-')
    form.set(`${name}.year`, year)
    form.set(`${name}.month`, month)
    form.set(`${name}.day`, day.join('-').replace(/^0(?=\d$)/u, ''))
  } else {
    form.set(name, textOf(value))
  }
}

/** A value as the form would send it: the reverse of `readForm`. */
export function writeForm(fields: readonly Field[], value: unknown): URLSearchParams {
  const form = new URLSearchParams()
  for (const field of fields) {
    const found = at(value, field.name.split('.'))
    if (field.kind !== 'group' && field.kind !== 'files') {
      writeLeaf(form, field, field.name, found)
      continue
    }
    for (const [row, item] of (Array.isArray(found) ? (found as unknown[]) : []).entries()) {
      for (const leaf of rowFields(field)) writeLeaf(form, leaf, `${field.name}.${row}.${leaf.name}`, at(item, leaf.name.split('.')))
    }
  }
  return form
}
