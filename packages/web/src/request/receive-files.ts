import type { ComityClient } from '@comity/contract/operations'
import type { FileReference } from '@comity/domain/request/content'
import { ok, type Result } from '@comity/domain/result'
import { fileFields, rowsOf } from '../form/field.ts'
import { writeForm } from '../form/write-form.ts'
import type { Visit } from '../page.ts'

/**
 * Takes in the files that came with a form, and returns the form with them in it as if they had been there before.
 * An empty file control sends a part without a name, which is no file.
 */
export async function receiveFiles(visit: Visit, request: string, operations: ComityClient): Promise<Result<URLSearchParams>> {
  const form = new URLSearchParams(visit.form)
  for (const { field, file } of visit.files) {
    if (file.name === '') continue
    const added = await operations.addFile({ params: { request }, query: { name: file.name }, body: file })
    if (!added.ok) return added
    appendFile(form, field, added.value)
  }
  return ok(form)
}

function appendFile(form: URLSearchParams, name: string, file: FileReference): void {
  const row = Math.max(-1, ...rowsOf(name, form)) + 1
  for (const [key, value] of writeForm(fileFields, file)) form.set(`${name}.${row}.${key}`, value)
}
