import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { generateKeys } from '../keys.ts'
import { chanceOf } from '../simulation/chance.ts'
import { auditOrigin, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosign, witnessName } from './cosignature.ts'
import { damageLog } from './damaged-log.test-support.ts'
import { canonical, type LogEntry, saltedDigest } from './entry.ts'
import { type ExportedEntry, readLines } from './exported-log.ts'
import { startLineWorkers } from './line-workers.ts'
import { proveInclusion, type ReadHashes } from './proof.ts'
import { describeNoteKey } from './signed-note.ts'
import { growTree, leafHash } from './tree.ts'
import { type KnownOfLog, type LineReader, verifyLog } from './verify-log.ts'

const [key, other] = await Promise.all([0, 1].map(async () => (await generateKeys([])).sign[0]))
assert.ok(key !== undefined && other !== undefined)
const origin = auditOrigin('PER/central')
const noteKey = { name: origin, x: key.jwk.x }
const vkey = describeNoteKey(noteKey)

function exported(seq: number): ExportedEntry {
  const actor = [`salt-${seq}`, `account ${seq % 3}`] as const
  const entry: LogEntry = {
    action: 'request.act',
    actor: saltedDigest(actor),
    at: '2026-09-09T10:00:00.000Z',
    outcome: 'done',
    seq,
    subject: '',
    v: 2,
  }
  return { entry, actor }
}

const lines = Array.from({ length: 300 }, (_, at) => exported(at + 1))
const leaves = lines.map(({ entry }) => leafHash(canonical(entry)))

function checkpointAt(size: number, by = key, of = leaves): string {
  const tree = growTree()
  for (const leaf of of.slice(0, size)) tree.add(leaf)
  assert.ok(by !== undefined)
  return signCheckpoint({ origin, size, root: tree.root() }, by)
}

const head = { comity: 'audit-log', v: 1, key: vkey, checkpoint: checkpointAt(300), extent: 'whole' }

function fileOf(parts: readonly unknown[]): string {
  return parts.map((part) => `${JSON.stringify(part)}\n`).join('')
}

const whole = fileOf([head, ...lines])

/** Verifies a file that comes cut in the middle of lines. */
async function verify(text: string, known?: KnownOfLog, reader?: LineReader, width = 997) {
  const bytes = Buffer.from(text)
  const cut = async function* () {
    for (let at = 0; at < bytes.length; at += width) yield bytes.subarray(at, at + width)
  }
  return verifyLog(cut(), known, reader)
}

async function faultOf(text: string, known?: KnownOfLog, width?: number) {
  const found = await verify(text, known, undefined, width)
  return found.holds ? 'none' : [found.fault, found.entry].filter((part) => part !== undefined).join(' ')
}

test('verifies a whole log by itself, and that it continues an earlier checkpoint', async () => {
  const found = await verify(whole, { key: vkey, earlier: checkpointAt(123) })
  assert.ok(found.holds)
  assert.deepEqual(
    { size: found.checkpoint.size, entries: found.entries, extent: found.extent, continues: found.continues, key: found.key },
    { size: 300, entries: 300, extent: 'whole', continues: 123, key: vkey },
  )
})

test('says of no witness that it has cosigned where none was asked for', async () => {
  const { checkpoint: _, ...found } = { checkpoint: undefined, ...(await verify(whole, { earlier: checkpointAt(123) })) }
  assert.deepEqual(found, { holds: true, key: vkey, extent: 'whole', entries: 300, continues: 123 })
})

test('says when a witness cosigned the earlier checkpoint, and refuses one that it has not', async () => {
  const name = witnessName('CHE/central')
  const witness = describeNoteKey({ name, x: other.jwk.x }, 'cosignature')
  const earlier = checkpointAt(123) + cosign(checkpointAt(123), name, other, 1_800_000_000)
  const found = await verify(whole, { key: vkey, earlier, witness })
  assert.ok(found.holds)
  assert.deepEqual([found.continues, found.cosignedAt], [123, '2027-01-15T08:00:00.000Z'])
  assert.equal(await faultOf(whole, { key: vkey, earlier: checkpointAt(123), witness }), 'witness')
  assert.equal(await faultOf(whole, { key: vkey, witness }), 'witness')
  assert.equal(await faultOf(whole, { key: vkey, earlier, witness: 'nobody' }), 'witness')
})

test('finds the same in threads as here', async () => {
  const { reader, stop } = startLineWorkers(2)
  try {
    assert.deepEqual(await verify(whole, {}, reader), await verify(whole))
    const broken = whole.replace('"seq":250', '"seq":251')
    assert.deepEqual(await verify(broken, {}, reader), { holds: false, fault: 'order', entry: 250 })
  } finally {
    await stop()
  }
})

test('finds the same however the file is cut, and whatever is added to it', async () => {
  const few = [{ ...head, checkpoint: checkpointAt(9) }, ...lines.slice(0, 9)]
  const file = fileOf(few)
  for (const width of [1, 7, file.length]) {
    const found = await verify(file, {}, undefined, width)
    assert.deepEqual(found, { holds: true, checkpoint: openCheckpoint(checkpointAt(9), [noteKey]), key: vkey, extent: 'whole', entries: 9 })
    assert.equal(await faultOf(fileOf(few.filter((_, at) => at !== 5)), {}, width), 'order 5')
    assert.equal(await faultOf(fileOf(few.filter((_, at) => at !== 1)), {}, width), 'order 1')
    assert.equal(await faultOf(`${file}x`, {}, width), 'size')
    assert.equal(await faultOf(`${file}\n`, {}, width), 'line 10')
    assert.equal(await faultOf(`${fileOf([{ ...head, checkpoint: checkpointAt(0) }])}\n`, {}, width), 'line 1')
  }
  assert.deepEqual(await verify(''), { holds: false, fault: 'head' })
})

test('reads as many pieces at once as the reader can, and no more', async () => {
  let under = 0
  let most = 0
  const reader: LineReader = {
    atOnce: 3,
    async read(bytes) {
      under += 1
      most = Math.max(most, under)
      await setImmediate()
      under -= 1
      return readLines(bytes)
    },
  }
  assert.deepEqual(await verify(whole, {}, reader), await verify(whole))
  assert.equal(most, 3)
})

test('a file that cannot be read is no finding', async () => {
  const failing = async function* () {
    yield Buffer.from(whole.slice(0, 2_000))
    throw new Error('the disk is gone')
  }
  await assert.rejects(verifyLog(failing()), /the disk is gone/u)
})

test('finds every flipped, lost, doubled and swapped line', async () => {
  const texts = lines.map((line) => JSON.stringify(line))
  for (let seed = 1; seed <= 60; seed += 1) {
    const found = await verify(`${JSON.stringify(head)}\n${damageLog(texts, chanceOf(seed)).join('\n')}\n`)
    assert.equal(found.holds, false, `seed ${seed}`)
  }
})

test('says what is wrong, and with which entry', async () => {
  assert.equal(await faultOf(''), 'head')
  assert.equal(await faultOf('{}\n'), 'head')
  assert.equal(await faultOf(whole.slice(0, -1)), 'size')
  assert.equal(await faultOf(fileOf([head, ...lines.slice(0, 299)])), 'size')
  assert.equal(await faultOf(fileOf([head, ...lines, exported(301)])), 'size')
  assert.equal(await faultOf(whole.replace('"outcome":"done","seq":7,', '"outcome":"lost","seq":7,')), 'root')
  assert.equal(await faultOf(whole.replace('account 1', 'account 2')), 'disclosure 1')
  assert.equal(await faultOf(whole.replace('{"entry"', '{"remark":"seen","entry"')), 'line 1')
  assert.equal(await faultOf(whole.replace('"seq":9,', '"seq":9.5,')), 'line 9')
  assert.equal(await faultOf(fileOf([{ ...head, checkpoint: checkpointAt(300, other) }, ...lines])), 'signature')
  assert.equal(await faultOf(fileOf([{ ...head, checkpoint: head.checkpoint.replace('300', '301') }, ...lines])), 'signature')
  assert.equal(await faultOf(whole, { key: describeNoteKey({ name: origin, x: other.jwk.x }) }), 'key')
  assert.equal(await faultOf(fileOf([{ ...head, key: 'nobody' }, ...lines])), 'key')
})

test('finds a log that was rewritten since an earlier checkpoint, though all of it is signed anew', async () => {
  const nothing = signCheckpoint({ origin, size: 0, root: growTree().root() }, key)
  assert.equal(await faultOf(whole, { earlier: nothing }), 'none')
  assert.equal(await faultOf(whole, { earlier: signCheckpoint({ origin, size: 0, root: leafHash('') }, key) }), 'earlier')
  const [first, ...rest] = leaves
  assert.ok(first !== undefined)
  const forged = checkpointAt(123, key, [...rest, first])
  assert.equal(await faultOf(whole, { earlier: forged }), 'earlier')
  assert.equal(await faultOf(whole, { earlier: checkpointAt(123, other) }), 'earlier')
  assert.equal(
    await faultOf(fileOf([{ ...head, checkpoint: checkpointAt(200) }, ...lines.slice(0, 200)]), { earlier: head.checkpoint }),
    'earlier',
  )
})

test('holds when who acted was forgotten', async () => {
  const forgotten = fileOf([head, ...lines.map(({ entry }) => ({ entry }))])
  assert.ok(!forgotten.includes('account'))
  assert.ok((await verify(forgotten)).holds)
})

test('verifies a selection by the proof of each entry', async () => {
  const read: ReadHashes = async (height, from, count) => {
    const width = 2 ** height
    return Array.from({ length: count }, (_, at) => {
      const tree = growTree()
      for (const leaf of leaves.slice((from + at) * width, (from + at + 1) * width)) tree.add(leaf)
      return tree.root()
    })
  }
  const some = await Promise.all(
    [1, 4, 77, 300].map(async (seq) => ({ ...exported(seq), proof: await proveInclusion(seq - 1, 300, read) })),
  )
  const selection = { ...head, extent: 'selection' }
  const found = await verify(fileOf([selection, ...some]), { earlier: head.checkpoint })
  assert.ok(found.holds)
  assert.equal(found.entries, 4)
  assert.equal(await faultOf(fileOf([selection, { ...some[1], proof: some[2]?.proof }])), 'proof 4')
  assert.equal(await faultOf(fileOf([selection, some[2], some[1]])), 'order 4')
  assert.equal(await faultOf(fileOf([selection, some[1], some[1]])), 'order 4')
  assert.equal(await faultOf(fileOf([selection, some[1], { entry: 7 }])), 'line 5')
  assert.equal(await faultOf(fileOf([selection, exported(4)])), 'proof 4')
  assert.equal(await faultOf(fileOf([selection, ...some]), { earlier: checkpointAt(123) }), 'earlier-of-selection')
  const another = signCheckpoint({ origin, size: 300, root: leafHash('another') }, key)
  assert.equal(await faultOf(fileOf([selection, ...some]), { earlier: another }), 'earlier-of-selection')
})
