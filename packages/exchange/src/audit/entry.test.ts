import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonical, Disclosed, LogEntry, saltedDigest } from './entry.ts'

const entry: LogEntry = {
  action: 'request.act',
  actor: 'ab',
  at: '2026-09-09T10:00:00.000Z',
  digest: 'cd',
  outcome: 'done',
  seq: 12,
  subject: '',
  v: 2,
}
const written =
  '{"action":"request.act","actor":"ab","at":"2026-09-09T10:00:00.000Z","digest":"cd","outcome":"done","seq":12,"subject":"","v":2}'

test('an entry is hashed as the same bytes in whatever order its members stand', () => {
  assert.equal(canonical(entry), written)
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(entry), { minLength: 8 }), (members) => {
      assert.equal(canonical(Object.fromEntries(members) as unknown as LogEntry), written)
    }),
    { numRuns: 50 },
  )
})

test('an entry is of version 1 or 2, numbered from one, and has no member of another name', () => {
  const { digest: _, ...plain } = entry
  for (const good of [entry, plain, { ...entry, v: 1 }, { ...entry, seq: 1 }]) assert.deepEqual(LogEntry.parse(good), good)
  for (const bad of [
    { ...entry, v: 3 },
    { ...entry, v: 0 },
    { ...entry, seq: 0 },
    { ...entry, seq: 1.5 },
    { ...entry, name: 'Ana' },
  ])
    assert.ok(!LogEntry.safeParse(bad).success, JSON.stringify(bad))
})

test('what stands outside the tree is a salt and a value, and its digest is of both; of nothing it is nothing', () => {
  assert.equal(saltedDigest(['salt', 'Ana']), hash('sha256', 'saltAna', 'hex'))
  assert.equal(saltedDigest(['salt', '']), '')
  assert.deepEqual(Disclosed.parse(['salt', 'Ana']), ['salt', 'Ana'])
  for (const bad of [[], ['salt'], ['salt', 1], ['salt', 'Ana', 'Quispe']]) assert.ok(!Disclosed.safeParse(bad).success)
})
