import { fail, ok, type Result } from '@comity/domain/result'

const stringToken = /"(?:[^"\\]|\\.)*"(\s*:)?/gsu

function membersWritten(text: string): number {
  let count = 0
  for (const token of text.matchAll(stringToken)) if (token[1] !== undefined) count += 1
  return count
}

// A stack, not recursion: the nesting is the sender's choice.
function membersRead(value: unknown): number {
  let count = 0
  const left: unknown[] = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next !== 'object' || next === null) continue
    const children = Object.values(next)
    if (!Array.isArray(next)) count += children.length
    for (const child of children) left.push(child)
  }
  return count
}

/**
 * Reads JSON that means the same to every reader: UTF-8 without a byte order mark and without a name that
 * occurs twice in one object (RFC 7493), since two readers would otherwise see two different messages under
 * one signature.
 * @returns the value, or `malformed`
 */
export function readJson(bytes: Uint8Array): Result<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    return membersWritten(text) === membersRead(value) ? ok(value) : fail({ code: 'malformed', values: { rule: 'duplicate-name' } })
  } catch {
    return fail({ code: 'malformed', values: { rule: 'not-json' } })
  }
}
