import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import { fail, type Result } from '@comity/domain/result'
import { findState } from '@comity/reference/state'
import { readJsonFile } from './json-file.ts'

/**
 * Reads a request file.
 * @returns its content, or the problem with every field that is wrong
 * @throws UsageError when there is no such file
 */
export async function loadRequestFile(path: string): Promise<Result<RequestContent>> {
  const json = await readJsonFile(path)
  if (!json.ok) return json
  const content = readRequestFile(json.value)
  if (!content.ok) return content
  for (const field of ['requesting', 'requested'] as const) {
    const state = content.value[field]
    if (findState(state) === undefined)
      return fail({ code: 'unknown-state', fields: [{ field: `content.${field}`, rule: 'unknown-state', values: { state } }] })
  }
  return content
}
