import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { signCheckpoint } from '@comity/exchange/audit/checkpoint'
import { canonical, type LogEntry } from '@comity/exchange/audit/entry'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import { growTree, leafHash } from '@comity/exchange/audit/tree'
import { generateKeys } from '@comity/exchange/keys'
import { callComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))
const [log, kept] = [join(folder, 'log.jsonl'), join(folder, 'checkpoint')]
const [key] = (await generateKeys([])).sign
assert.ok(key !== undefined)
const origin = 'PER/central/audit'
const vkey = describeNoteKey({ name: origin, x: key.jwk.x })
const tree = growTree()
const lines: string[] = []
for (let seq = 1; seq <= 3; seq += 1) {
  const entry: LogEntry = { action: 'session.open', actor: '', at: '2026-09-09T10:00:00.000Z', outcome: 'done', seq, subject: '', v: 2 }
  lines.push(JSON.stringify({ entry }))
  tree.add(leafHash(canonical(entry)))
  if (seq === 2) await writeFile(kept, signCheckpoint({ origin, size: 2, root: tree.root() }, key))
}
const checkpoint = signCheckpoint({ origin, size: 3, root: tree.root() }, key)
const whole = [JSON.stringify({ comity: 'audit-log', v: 1, key: vkey, checkpoint, extent: 'whole' }), ...lines, ''].join('\n')
await writeFile(log, whole)

test('says that a log holds, and whose key that rests on', async () => {
  const ran = await callComity(['verify-log', log])
  assert.equal(ran.exit, 0)
  assert.match(ran.out, /entries +3, all from the first/u)
  assert.match(ran.out, /as the file names it/u)
  const known = await callComity(['verify-log', log, '--key', vkey, '--checkpoint', kept])
  assert.equal(known.exit, 0)
  assert.match(known.out, /continues +the checkpoint over 2 entries/u)
  assert.doesNotMatch(known.out, /as the file names it/u)
})

test('says what is wrong in the language asked for, with exit 1', async () => {
  const forged = join(folder, 'forged.jsonl')
  await writeFile(forged, whole.replace('"seq":2', '"seq":3'))
  const ran = await callComity(['verify-log', forged, '--lang', 'es'])
  assert.deepEqual([ran.exit, ran.out], [1, 'Asiento 2: Falta un asiento, está duplicado o fuera de su lugar.\n'])
})

test('has no such file, nor such a checkpoint, with exit 2', async () => {
  assert.equal((await callComity(['verify-log', join(folder, 'none')])).exit, 2)
  assert.equal((await callComity(['verify-log', log, '--checkpoint', join(folder, 'none')])).exit, 2)
})
