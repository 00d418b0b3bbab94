import assert from 'node:assert/strict'
import { readAddCheckpoint, writeAddCheckpoint } from '@comity/exchange/audit/add-checkpoint'
import { openCheckpoint, signCheckpoint } from '@comity/exchange/audit/checkpoint'
import { cosign, listCosignatures } from '@comity/exchange/audit/cosignature'
import { canonical, type LogEntry, saltedDigest } from '@comity/exchange/audit/entry'
import { readLine } from '@comity/exchange/audit/exported-log'
import { describeNoteKey, readNoteKey } from '@comity/exchange/audit/signed-note'
import { leafHash } from '@comity/exchange/audit/tree'
import { damage } from '@comity/exchange/fuzz/mutate'
import type { Target } from '@comity/exchange/fuzz/target'
import { generateSigningKey } from '@comity/exchange/keys'
import { parcelsIn } from '@comity/server/exchange/bridge/mail-parcels'
import { readScanReply, readVersionReply } from '@comity/server/screening/scanner-reply'
import { byteReader, textReader } from './reader.ts'

const origin = 'PER/central/audit'
const salt = 'c2FsdHNhbHRzYWx0c2FsdA'
const entry: LogEntry = {
  action: 'request.act',
  actor: saltedDigest([salt, 'ana']),
  at: '2026-11-21T10:00:00.000Z',
  outcome: 'done',
  seq: 7,
  subject: saltedDigest([salt, 'R-1']),
  v: 2,
}
const line = Buffer.from(JSON.stringify({ entry, actor: [salt, 'ana'], subject: [salt, 'R-1'], proof: ['a'.repeat(64)] }))
const leaf = leafHash(canonical(entry))

const mail = [
  'From: a@example.org',
  'To: b@example.org',
  'Subject: =?utf-8?B?w6E=?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="x"',
  '',
  '--x',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Sealed.',
  '--x',
  'Content-Type: application/octet-stream; name="m.comity"',
  'Content-Transfer-Encoding: base64',
  "Content-Disposition: attachment; filename*=utf-8''m.comity",
  '',
  'YWJjZGVmZ2hpag==',
  '--x--',
  '',
].join('\r\n')

function lineTarget(): Target {
  return {
    name: 'a line of an exported log',
    slowness: 1,
    shoot(chance) {
      const read = readLine(Buffer.from(damage(line, chance)).toString())
      if (typeof read === 'string') return false
      // Whatever is another entry is another leaf: nothing that is hashed goes unseen.
      assert.match(read.leaf, /^[0-9a-f]{64}$/u)
      return read.leaf === leaf
    },
  }
}

/** What a peer, a witness, a scanner and a mail host say. */
export function logTargets(): readonly Target[] {
  const key = generateSigningKey()
  const witness = generateSigningKey()
  const known = [{ name: origin, x: key.jwk.x }]
  const witnesses = [{ name: 'CHE/central/witness', x: witness.jwk.x }]
  const note = signCheckpoint({ origin, size: 7, root: leaf }, key)
  const cosigned = note + cosign(note, 'CHE/central/witness', witness, 1_795_255_200)
  const call = writeAddCheckpoint({ old: 5, proof: [leaf, leaf], note })
  const text = note.slice(0, note.lastIndexOf('\n\n'))
  return [
    lineTarget(),
    textReader('a checkpoint', 20, [note, cosigned], (bytes) => {
      const opened = openCheckpoint(bytes.toString(), known)
      if (opened === undefined) return false
      assert.ok(bytes.toString().startsWith(text), 'something else than was signed')
      return true
    }),
    textReader('a cosignature', 20, [cosigned], (bytes) => {
      const found = listCosignatures(bytes.toString(), witnesses)
      if (found.length > 0) assert.ok(bytes.toString().startsWith(text), 'something else than was cosigned')
      return found.length > 0
    }),
    textReader('a checkpoint brought to a witness', 2, [call], (bytes) => {
      const read = readAddCheckpoint(bytes.toString())
      if (read !== undefined) assert.equal(writeAddCheckpoint(read), bytes.toString())
      return read !== undefined
    }),
    textReader(
      'the key of a log',
      5,
      [describeNoteKey({ name: origin, x: key.jwk.x })],
      (bytes) => readNoteKey(bytes.toString()) !== undefined,
    ),
    textReader(
      'what a scanner says',
      2,
      ['stream: OK', 'stream: Eicar-Test FOUND', 'ClamAV 1.4.3/27600/Fri Nov 20 09:00:00 2026'],
      (bytes) => {
        const said = bytes.toString()
        const scanned = readScanReply(said, true)
        if (scanned.scan === 'clean') assert.equal(said, 'stream: OK')
        return scanned.scan === 'clean' || readVersionReply(said) !== undefined
      },
    ),
    byteReader(
      'a mail',
      50,
      () => [Buffer.from(mail)],
      async (bytes) => Array.isArray(await parcelsIn(bytes)),
    ),
  ]
}
