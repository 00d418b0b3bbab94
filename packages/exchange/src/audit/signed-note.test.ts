import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { generateKeys } from '../keys.ts'
import { auditOrigin, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { describeNoteKey, openNote, readNoteKey, signNote } from './signed-note.ts'
import { leafHash } from './tree.ts'

const [key, other] = await Promise.all([0, 1].map(async () => (await generateKeys([])).sign[0]))
assert.ok(key !== undefined && other !== undefined)
const origin = auditOrigin('PER/central')
const noteKey = { name: origin, x: key.jwk.x }
const vkey = describeNoteKey(noteKey)

// The example of C2SP signed-note and of tlog-checkpoint: its form, since its key is not published with it.
const example =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'

test('writes checkpoints in the form of tlog-checkpoint, and opens only those that a known key has signed', () => {
  const note = signCheckpoint({ origin, size: 7, root: leafHash('seven') }, key)
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

test('opens no note with a sign that does not print, nor one that breaks off, though a known key has signed it', () => {
  for (const text of ['te\txt\n', 'te\u0000xt\n', 'te\rxt\n', 'te\u001fxt\n'])
    assert.equal(openNote(signNote(text, origin, key), [noteKey]), undefined)
  const note = signNote('text\n', origin, key)
  for (const broken of [note.slice(0, -1), `${note.slice(0, -1)}x`, note.replace('\n\n', '\n')])
    assert.equal(openNote(broken, [noteKey]), undefined)
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
