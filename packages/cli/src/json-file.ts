import { readFile } from 'node:fs/promises'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { sizeOfFile } from './existing-file.ts'

/** Longest file that is read whole, in bytes: room for every prose field of a request at its limit. */
const limit = 32 * 1024 * 1024

/**
 * Reads a file of JSON in UTF-8.
 * @returns what it holds; `too-large`, or `invalid-input` of the file as a whole (its field has no name)
 * @throws UsageError when there is no such file
 */
export async function readJsonFile(path: string): Promise<Result<unknown>> {
  if ((await sizeOfFile(path)) > limit) return fail({ code: 'too-large', values: { limit } })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    if (error instanceof TypeError) return fail(invalid('', 'not-unicode'))
    throw error
  }
  try {
    return ok(JSON.parse(text))
  } catch {
    return fail(invalid('', 'not-json'))
  }
}
