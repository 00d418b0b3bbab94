import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { verifyDirectory } from './directory.ts'
import { type Call, checkCall, contentDigestOf } from './signed-call.ts'
import { valueOf } from './worked-example.ts'

interface Case {
  readonly name: string
  readonly method: string
  readonly target: string
  readonly body: string
  readonly fields: Call['fields']
  readonly expect: string
}

async function read<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../../../conformance/vectors/exchange/${name}.json`, import.meta.url), 'utf8')) as T
}

const { authorities } = await read<{ authorities: { authority: string; directory: string }[] }>('authorities')
const vectors = await read<{ now: string; self: string; caller: string; cases: Case[] }>('call')
const text = authorities.find(({ authority }) => authority === vectors.caller)?.directory ?? ''
const caller = valueOf(await verifyDirectory(Buffer.from(text))).document

function outcome({ method, target, fields, body }: Case): string {
  const call = { method, target, fields, hasBody: body !== '' }
  const checked = checkCall(call, { self: vectors.self, caller, now: Date.parse(vectors.now) })
  if (!checked.ok) return String(checked.problem.values?.['reason'])
  return body === '' || checked.value.digest === contentDigestOf(Buffer.from(body)) ? 'ok' : 'digest'
}

for (const one of vectors.cases) {
  test(`vector call, ${one.name}: ${one.expect}`, () => assert.equal(outcome(one), one.expect))
}

test('a key of the document at hand signs also by a clock that is behind its beginning', () => {
  const late = {
    ...caller,
    issued: '2027-01-01T00:00:00.000Z',
    keys: caller.keys.map((key) => ({ ...key, from: '2027-01-01T00:00:00.000Z' })),
  }
  const [good] = vectors.cases
  assert.ok(good)
  const call = { method: good.method, target: good.target, fields: good.fields, hasBody: true }
  assert.ok(checkCall(call, { self: vectors.self, caller: late, now: Date.parse(vectors.now) }).ok)
})
