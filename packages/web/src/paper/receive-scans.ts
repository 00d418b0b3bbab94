import type { ComityClient } from '@comity/contract/operations'
import { ok, type Result } from '@comity/domain/result'
import { fileFields, rowsOf } from '../form/field.ts'
import { writeForm } from '../form/write-form.ts'
import type { Visit } from '../page.ts'

/** Takes in the scans that came with a form, and returns the form with them in it as if they had been there before. */
export async function receiveScans({ form: given, files }: Visit, operations: ComityClient): Promise<Result<URLSearchParams>> {
  const form = new URLSearchParams(given)
  for (const { field, file } of files) {
    if (file.name === '') continue
    const added = await operations.addScan({ query: { name: file.name }, body: file })
    if (!added.ok) return added
    const row = Math.max(-1, ...rowsOf(field, form)) + 1
    for (const [key, value] of writeForm(fileFields, added.value)) form.set(`${field}.${row}.${key}`, value)
  }
  return ok(form)
}
