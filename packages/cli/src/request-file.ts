import { readFile, stat } from 'node:fs/promises'
import { invalid } from '@comity/domain/problem'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import { fail, ok, type Result } from '@comity/domain/result'
import { findState } from '@comity/reference/state'
import { UsageError } from './command.ts'

/** Longest request file, in bytes: room for every prose field at its limit. */
const limit = 32 * 1024 * 1024

async function bytesOf(path: string): Promise<Result<Uint8Array>> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || !found.isFile()) throw new UsageError(`${path}: no such file`)
  return found.size > limit ? fail({ code: 'too-large', values: { limit } }) : ok(await readFile(path))
}

function parse(bytes: Uint8Array): Result<unknown> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail(invalid('', 'not-unicode'))
  }
  try {
    return ok(JSON.parse(text))
  } catch {
    return fail(invalid('', 'not-json'))
  }
}

/**
 * Reads a request file.
 * @returns its content, or the problem with every field that is wrong
 * @throws UsageError when there is no such file
 */
export async function loadRequestFile(path: string): Promise<Result<RequestContent>> {
  const bytes = await bytesOf(path)
  if (!bytes.ok) return bytes
  const json = parse(bytes.value)
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
