import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { generateKeys } from '../keys.ts'
import { chanceOf } from '../simulation/chance.ts'
import { auditOrigin, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosign, witnessName } from './cosignature.ts'
import { damageLog } from './damaged-log.test-support.ts'
import { canonical, type LogEntry, saltedDigest } from './entry.ts'
import { type ExportedEntry, readLines } from './exported-log.ts'
import { startLineWorkers } from './line-workers.ts'
import { proveInclusion, type ReadHashes } from './proof.ts'
import { describeNoteKey, openNote, readNoteKey, signNote } from './signed-note.ts'
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

// The example of C2SP signed-note and of tlog-checkpoint: its form, since its key is not published with it.
const example =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'

test('writes checkpoints in the form of tlog-checkpoint, and opens only those that a known key has signed', () => {
  const note = checkpointAt(7)
  const form = (text: string) => text.replaceAll(/[\w.+/-]+(?==|\n| )/gu, 'x').replaceAll(/=+/gu, '')
  assert.equal(form(note), form(example))
  assert.equal(openCheckpoint(note, [noteKey])?.size, 7)
  assert.equal(openCheckpoint(note, [{ name: origin, x: other.jwk.x }]), undefined)
  assert.equal(openCheckpoint(note, [{ name: 'CHE/central/audit', x: key.jwk.x }]), undefined)
  assert.equal(openCheckpoint(note.replace('\n7\n', '\n07\n'), [noteKey]), undefined)
  assert.equal(openCheckpoint(signNote(`${origin}\n07\n${'A'.repeat(43)}=\n`, origin, key), [noteKey]), undefined)
  assert.equal(openCheckpoint(example, [noteKey]), undefined)
  // Signatures of others, as of a witness, are passed over.
  const cosigned = note + example.slice(example.indexOf('— '))
  assert.equal(openCheckpoint(cosigned, [noteKey])?.size, 7)
})

test('refuses a note with a wrong signature of a known key, without one, or out of form', () => {
  const note = signNote('text\n', origin, key)
  assert.equal(openNote(note, [noteKey]), 'text\n')
  const last = note.split(' ').at(-1) ?? ''
  const bytes = Buffer.from(last, 'base64')
  bytes[20] = (bytes[20] ?? 0) ^ 1
  assert.equal(openNote(note.replace(last.trim(), bytes.toString('base64')), [noteKey]), undefined)
  for (const wrong of [note.replace('text', 'test'), note.slice(0, -1), 'text\n\n', 'text\n', note.replace('text', 'te\txt')])
    assert.equal(openNote(wrong, [noteKey]), undefined)
})

test('takes sixteen signatures under a note and no more, and reads none that is out of form', () => {
  const note = signNote('text\n', origin, key)
  const others = (count: number) => Array.from({ length: count }, (_, at) => `\u2014 witness-${at} ${'A'.repeat(96)}\n`).join('')
  assert.equal(openNote(note + others(15), [noteKey]), 'text\n')
  assert.equal(openNote(note + others(16), [noteKey]), undefined)
  assert.equal(openNote(`${note}nobody\n`, [noteKey]), undefined)
  assert.equal(openNote(`${note}\u2014 two words ${'A'.repeat(96)}\n`, [noteKey]), undefined)
  assert.equal(openNote('\n\n', [noteKey]), undefined)
  // Base64 has one form, as Go’s package has it too.
  assert.equal(openNote(note.replace('=\n', '\n'), [noteKey]), undefined)
})

test('opens whatever text it has signed', () => {
  const line = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (texts) => {
      const text = `${texts.join('\n')}\n`
      assert.equal(openNote(signNote(text, origin, key), [noteKey]), text)
    }),
    { numRuns: 30, examples: [[['']], [['a', '', 'b']]] },
  )
})

test('reads no key without a name, nor one that is too short or too long', () => {
  for (const wrong of [
    { name: '', x: key.jwk.x },
    { name: origin, x: Buffer.alloc(31, 1).toString('base64url') },
    { name: origin, x: Buffer.alloc(33, 1).toString('base64url') },
  ])
    assert.equal(readNoteKey(describeNoteKey(wrong)), undefined)
})

test('opens the note of a log that has two keys by either of them', () => {
  const old = { name: origin, x: other.jwk.x }
  const note = signNote('text\n', origin, key)
  assert.equal(openNote(note, [old, noteKey]), 'text\n')
  assert.equal(openNote(note, [noteKey, old]), 'text\n')
})

test('reads a key only as it is written', () => {
  assert.deepEqual(readNoteKey(vkey), noteKey)
  assert.deepEqual(readNoteKey(`${vkey}\n`), noteKey)
  for (const wrong of ['', origin, vkey.slice(0, -1), vkey.replace('PER', 'CHE'), vkey.replace('+', '-')])
    assert.equal(readNoteKey(wrong), undefined)
})

test('signs and opens the note of Go’s package to the byte', () => {
  // golang.org/x/mod/sumdb/note, note.go and note_test.go: skey, vkey, text and signature of the worked example.
  const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
  const peter = readNoteKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
  assert.ok(peter !== undefined)
  assert.equal(openNote(note, [peter]), text)
  const jwk = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x: peter.x, d: seed.toString('base64url') } as const
  assert.equal(signNote(text, peter.name, { kid: '', jwk }), note)
})
