import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { generateKeys } from '../keys.ts'
import { readAddCheckpoint, writeAddCheckpoint } from './add-checkpoint.ts'
import { auditOrigin, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosign, listCosignatures, witnessName } from './cosignature.ts'
import { describeNoteKey, readNoteKey, splitNote } from './signed-note.ts'
import { leafHash } from './tree.ts'

const [logKey, witnessKey] = await Promise.all([0, 1].map(async () => (await generateKeys([])).sign[0]))
assert.ok(logKey !== undefined && witnessKey !== undefined)
const origin = auditOrigin('PER/central')
const name = witnessName('CHE/central')
const logged = { name: origin, x: logKey.jwk.x }
const witness = { name, x: witnessKey.jwk.x }
const note = signCheckpoint({ origin, size: 7, root: leafHash('seven') }, logKey)
const line = cosign(note, name, witnessKey, 1_679_315_147)

describe('a cosignature', () => {
  test('says who has seen the log so, and when', () => {
    assert.equal(witnessName('CHE/central'), 'CHE/central/witness')
    assert.deepEqual(listCosignatures(note + line, [witness]), [{ name, at: '2023-03-20T12:25:47.000Z' }])
  })

  test('leaves the checkpoint what it was to whoever knows only the key of the log', () => {
    assert.deepEqual(openCheckpoint(note + line, [logged]), openCheckpoint(note, [logged]))
  })

  test('has its time where the published example has it', () => {
    const example = Buffer.from(
      'jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
      'base64',
    )
    const ours = splitNote(note + line)?.signatures[1]
    assert.equal(example.length, 4 + (ours?.signature.length ?? 0))
    assert.deepEqual(example.subarray(4, 12), Buffer.from(ours?.signature.subarray(0, 8) ?? []))
  })

  test('counts neither for another checkpoint, nor under another name or key, nor as the signature of a log', () => {
    const other = signCheckpoint({ origin, size: 8, root: leafHash('seven') }, logKey)
    assert.deepEqual(listCosignatures(other + line, [witness]), [])
    assert.deepEqual(listCosignatures(note + line, [{ ...witness, name: 'BOL/central/witness' }]), [])
    assert.deepEqual(listCosignatures(note + line, [{ name, x: logged.x }]), [])
    assert.equal(openCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 2) + line, [logged, witness]), undefined)
    assert.deepEqual(listCosignatures(note, [{ name: origin, x: logged.x }]), [])
  })

  test('is made of no text that is no note, and found under none', () => {
    assert.throws(() => cosign('seven', name, witnessKey, 0), /not a note/u)
    assert.deepEqual(listCosignatures('seven', [witness]), [])
  })

  test('is of a moment that there can be, and is passed over where it is longer than it should be', () => {
    const last = cosign(note, name, witnessKey, 8.64e12)
    assert.deepEqual(listCosignatures(note + last, [witness]), [{ name, at: '+275760-09-13T00:00:00.000Z' }])
    assert.deepEqual(listCosignatures(note + cosign(note, name, witnessKey, 8.64e12 + 1), [witness]), [])
    const bytes = Buffer.from(line.trim().split(' ')[2] ?? '', 'base64')
    const longer = `${line.slice(0, line.indexOf(' ', 2) + 1)}${Buffer.concat([bytes, Buffer.of(0)]).toString('base64')}\n`
    assert.deepEqual(listCosignatures(note + longer, [witness]), [])
  })

  test('is lost with any byte of it, its time among them', () => {
    const at = note.length + line.indexOf(' ', 2) + 1
    const bytes = Buffer.from(line.trim().split(' ')[2] ?? '', 'base64')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const changed = Buffer.from(bytes)
        changed[place] = (changed[place] ?? 0) ^ flip
        assert.deepEqual(listCosignatures(`${(note + line).slice(0, at)}${changed.toString('base64')}\n`, [witness]), [])
      }),
      { numRuns: 200 },
    )
  })

  test('is of a key that is written with its own type', () => {
    const typeOf = (written: string) => Buffer.from(written.split('+').slice(2).join('+'), 'base64')[0]
    assert.deepEqual([typeOf(describeNoteKey(witness, 'cosignature')), typeOf(describeNoteKey(witness))], [4, 1])
    assert.deepEqual(readNoteKey(describeNoteKey(witness, 'cosignature'), 'cosignature'), witness)
    assert.equal(readNoteKey(describeNoteKey(witness), 'cosignature'), undefined)
    assert.equal(readNoteKey(describeNoteKey(witness, 'cosignature')), undefined)
  })
})

describe('what a log brings to a witness', () => {
  test('is read as it was written', () => {
    const asked = { old: 3, proof: [leafHash('a'), leafHash('b')], note }
    assert.deepEqual(readAddCheckpoint(writeAddCheckpoint(asked)), asked)
    assert.deepEqual(readAddCheckpoint(writeAddCheckpoint({ ...asked, old: 0, proof: [] })), { old: 0, proof: [], note })
    const longest = { ...asked, proof: Array.from({ length: 63 }, () => leafHash('a')) }
    assert.deepEqual(readAddCheckpoint(writeAddCheckpoint(longest)), longest)
  })

  const wrong: readonly [string, string][] = [
    ['nothing', ''],
    ['a size alone', 'old 3'],
    ['a size and a line end', 'old 3\n'],
    ['no size', `\n\n${note}`],
    ['a size with a zero before it', `old 03\n\n${note}`],
    ['a size that is negative', `old -1\n\n${note}`],
    ['a hash that is too short', `old 3\nAAAA\n\n${note}`],
    ['a hash whose last sign says more than 32 bytes', `old 3\n${'A'.repeat(42)}/=\n\n${note}`],
    ['64 hashes', writeAddCheckpoint({ old: 3, proof: Array.from({ length: 64 }, () => leafHash('a')), note })],
    ['no empty line', `old 3\n${note.replace('\n\n', '\n')}`],
  ]
  for (const [title, body] of wrong) test(`is refused with ${title}`, () => assert.equal(readAddCheckpoint(body), undefined))
})
