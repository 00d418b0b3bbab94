import { fail, ok, type Result } from '@comity/domain/result'

const stringToken = /"(?:[^"\\]|\\.)*"(\s*:)?/gsu

function membersWritten(text: string): number {
  let count = 0
  for (const token of text.matchAll(stringToken)) if (token[1] !== undefined) count += 1
  return count
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Deepest nesting of lists and objects. What we write has at most ten levels; without an end, whoever walks the value overflows. */
const depthLimit = 64

/** What an untrusted value is found to be: its members counted, or the rule that it breaks. */
type Found = { readonly members: number } | { readonly rule: 'too-deep' | 'number' }

// A stack, not recursion: the nesting is the sender's choice.
function walk(value: unknown): Found {
  let members = 0
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 1 }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: one, depth } = next
    // Beyond these, readers differ in what number they see. RFC 7493 section 2.2.
    if (typeof one === 'number' && Math.abs(one) > Number.MAX_SAFE_INTEGER) return { rule: 'number' }
    if (typeof one !== 'object' || one === null) continue
    if (depth > depthLimit) return { rule: 'too-deep' }
    const children = Object.values(one)
    if (!Array.isArray(one)) members += children.length
    for (const child of children) left.push({ value: child, depth: depth + 1 })
  }
  return { members }
}

/**
 * Reads JSON that means the same to every reader: UTF-8 without a byte order mark, without a name that
 * occurs twice in one object (RFC 7493), without numbers beyond 2^53 - 1, and nested at most 64 deep, since two readers would otherwise see two different messages under
 * one signature.
 * @returns the value, or `malformed`
 */
export function readJson(bytes: Uint8Array): Result<unknown> {
  try {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    const found = walk(value)
    if ('rule' in found) return fail({ code: 'malformed', values: { rule: found.rule } })
    return membersWritten(text) === found.members ? ok(value) : fail({ code: 'malformed', values: { rule: 'duplicate-name' } })
  } catch {
    return fail({ code: 'malformed', values: { rule: 'not-json' } })
  }
}
