import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical, type LogEntry, saltedDigest } from './entry.ts'
import { LogHead, readLine, readLines } from './exported-log.ts'
import { leafHash } from './tree.ts'

const actor = ['s1', 'account 1'] as const
const subject = ['s2', 'request 7'] as const
const note = ['s3', '{"reason":"Asked by the court."}'] as const
const entry: LogEntry = {
  action: 'request.act',
  actor: saltedDigest(actor),
  at: '2026-09-09T10:00:00.000Z',
  digest: saltedDigest(note),
  outcome: 'done',
  seq: 7,
  subject: saltedDigest(subject),
  v: 2,
}
const leaf = leafHash(canonical(entry))
const proof = [leafHash('a'), leafHash('b')]
const lineOf = (line: unknown): string => JSON.stringify(line)
const read = (line: unknown) => readLine(lineOf(line))

test('a line gives its number and its leaf, whatever of it is disclosed', () => {
  const held = { seq: 7, leaf, proof: undefined }
  assert.deepEqual(read({ entry }), held)
  for (const more of [{ actor }, { subject }, { note }, { actor, subject, note }])
    assert.deepEqual(read({ entry, ...more }), held, lineOf(more))
  assert.deepEqual(read({ entry, actor, proof }), { ...held, proof })
  assert.deepEqual(read({ entry, proof: [] }), { ...held, proof: [] })
})

test('an entry of version 1 holds who and what itself', () => {
  const { digest: _, ...plain } = { ...entry, actor: 'account 1', subject: 'request 7', v: 1 as const }
  assert.deepEqual(read({ entry: plain }), { seq: 7, leaf: leafHash(canonical(plain)), proof: undefined })
})

test('what is disclosed is a salt and a value of which the entry has the digest', () => {
  const wrong = [
    { actor: subject },
    { subject: actor },
    { note: actor },
    { actor: [actor[1], actor[0]] },
    { actor: [actor[0]] },
    { actor: [...actor, ''] },
    { actor: [1, actor[1]] },
    { actor: [actor[0], 1] },
    { actor: null },
    { actor: 'account 1' },
    { note: { salt: note[0], value: note[1] } },
  ]
  for (const more of wrong) assert.equal(read({ entry, ...more }), 'disclosure', lineOf(more))
  const { digest: _, ...plain } = entry
  assert.equal(read({ entry: plain, note }), 'disclosure')
  // Both are text, though a number would be hashed alike.
  assert.equal(read({ entry: { ...entry, actor: saltedDigest(['1', 'account 1']) }, actor: [1, 'account 1'] }), 'disclosure')
  assert.equal(read({ entry: { ...entry, actor: saltedDigest(['s1', '1']) }, actor: ['s1', 1] }), 'disclosure')
})

test('what is no line of a log is none', () => {
  const wrong: readonly unknown[] = [
    null,
    [],
    7,
    'entry',
    {},
    { entry: null },
    { entry: [] },
    { entry: 'done' },
    { entry, remark: '' },
    { entry: { ...entry, more: {} } },
    { entry: { ...entry, more: null } },
    { entry: { ...entry, more: true } },
    { entry: { ...entry, more: 0.5 } },
    { entry: { ...entry, more: 2 ** 53 } },
    { entry: { ...entry, seq: '7' } },
    { entry: { ...entry, seq: undefined } },
    { entry: { ...entry, v: 3 } },
    { entry: { ...entry, v: '2' } },
    { entry: { ...entry, v: undefined } },
    { entry, proof: null },
    { entry, proof: leaf },
    { entry, proof: [leaf.toUpperCase()] },
    { entry, proof: [leaf, `${leaf}0`] },
    { entry, proof: [leaf, 7] },
  ]
  for (const line of wrong) assert.equal(read(line), 'line', lineOf(line))
  for (const line of ['', '{', '{"entry"']) assert.equal(readLine(line), 'line')
})

test('lines that follow each other are read up to the first fault', () => {
  const numbered = (seq: number): LogEntry => ({ ...entry, seq })
  const bytes = (...lines: readonly unknown[]): Uint8Array => Buffer.from(lines.map((line) => `${lineOf(line)}\n`).join(''))
  const [seven, eight] = [7, 8].map((seq) => leafHash(canonical(numbered(seq))))
  assert.deepEqual(readLines(bytes({ entry: numbered(7) }, { entry: numbered(8), note })), { first: 7, leaves: [seven, eight] })
  assert.deepEqual(readLines(bytes({ entry: numbered(7) }, { entry: numbered(9) })), { first: 7, leaves: [seven], fault: 'order' })
  assert.deepEqual(readLines(bytes({ entry: numbered(7) }, { entry: numbered(7) })), { first: 7, leaves: [seven], fault: 'order' })
  assert.deepEqual(readLines(bytes({ entry: numbered(7) }, {}, { entry: numbered(8) })), { first: 7, leaves: [seven], fault: 'line' })
  assert.deepEqual(readLines(bytes({ entry: numbered(7), note: actor })), { first: 0, leaves: [], fault: 'disclosure' })
})

test('the head of a log says what it is, in a version that is known', () => {
  const head = { comity: 'audit-log', v: 1, key: 'k', checkpoint: 'c', extent: 'whole' }
  for (const good of [head, { ...head, extent: 'selection' }]) assert.deepEqual(LogHead.parse(good), good)
  for (const bad of [
    { ...head, comity: 'log' },
    { ...head, v: 2 },
    { ...head, extent: 'part' },
    { ...head, more: 1 },
  ])
    assert.ok(!LogHead.safeParse(bad).success, lineOf(bad))
})
