import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditOrigin, signCheckpoint } from '@comity/exchange/audit/checkpoint'
import { canonical, type LogEntry, saltedDigest } from '@comity/exchange/audit/entry'
import type { ExportedEntry } from '@comity/exchange/audit/exported-log'
import { proveInclusion } from '@comity/exchange/audit/proof'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import { growTree, leafHash } from '@comity/exchange/audit/tree'
import { verifyLog } from '@comity/exchange/audit/verify-log'
import { generateSigningKey } from '@comity/exchange/keys'
import { damageLog } from '@comity/exchange/audit/damaged-log.test-support'
import { chanceOf } from '@comity/exchange/simulation/chance'

const skip = spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not on this machine'
const program = fileURLToPath(new URL('./verify_log.py', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'comity-verifier-'))
after(() => rmSync(folder, { recursive: true }))

const key = generateSigningKey()
const origin = auditOrigin('PER/central')
const vkey = describeNoteKey({ name: origin, x: key.jwk.x })

/** Entries of both versions, with signs that JSON writes in more than one way, and one whose person was forgotten. */
function exported(seq: number): ExportedEntry {
  const actor = [`salt-${seq}`, seq % 5 === 0 ? 'José "Núñez" \\ 中文\u0007' : `account ${seq % 3}`] as const
  const plain = { action: 'request.act', at: '2026-09-09T10:00:00.000Z', outcome: 'done', seq, subject: '' }
  const entry: LogEntry =
    seq % 7 === 0
      ? { ...plain, actor: 'J. «Ticona» \u2028', v: 1, digest: 'a'.repeat(64) }
      : { action: plain.action, actor: saltedDigest(actor), at: plain.at, outcome: plain.outcome, seq, subject: '', v: 2 }
  return seq % 7 === 0 || seq % 11 === 0 ? { entry } : { entry, actor }
}

const lines = Array.from({ length: 300 }, (_, at) => exported(at + 1))
const leaves = lines.map(({ entry }) => leafHash(canonical(entry)))
const larger = new Map<string, string>()
const tree = growTree(undefined, ({ height, index, hash }) => larger.set(`${height} ${index}`, hash))
for (const leaf of leaves) tree.add(leaf)
const checkpoint = signCheckpoint({ origin, size: tree.size, root: tree.root() }, key)
const head = { comity: 'audit-log', v: 1, key: vkey, checkpoint, extent: 'whole' }
const texts = lines.map((line) => JSON.stringify(line))

function fileOf(first: object, entries: readonly string[]): Buffer {
  return Buffer.from([JSON.stringify(first), ...entries].map((line) => `${line}\n`).join(''))
}

const whole = fileOf(head, texts)

interface Verdict {
  readonly code: number
  readonly out: string
}

function verify(files: readonly Uint8Array[], ...more: readonly string[]): Promise<Verdict> {
  const paths = files.map((bytes, at) => {
    const path = join(folder, `${at}.jsonl`)
    writeFileSync(path, bytes)
    return path
  })
  return new Promise((resolve) => {
    execFile('python3', [program, ...paths, ...more], { encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), out: stdout + stderr }),
    )
  })
}

test('a verifier in another language finds the same root in a whole log', { skip }, async () => {
  const found = await verify([whole], '--key', vkey, '--processes', '2')
  assert.deepEqual(found, { code: 0, out: `holds: ${origin}, 300 of 300 entries, root ${tree.root()}\n` })
  const other = describeNoteKey({ name: origin, x: generateSigningKey().jwk.x })
  assert.deepEqual(await verify([whole], '--key', other), { code: 1, out: 'does not hold: key\n' })
})

test('and each proof of a selection', { skip }, async () => {
  const read = async (height: number, from: number, count: number) =>
    height === 0 ? leaves.slice(from, from + count) : Array.from({ length: count }, (_, at) => larger.get(`${height} ${from + at}`) ?? '')
  const chosen = await Promise.all(
    [2, 70, 77, 299].map(async (at) => JSON.stringify({ ...lines[at], proof: await proveInclusion(at, 300, read) })),
  )
  const selection = { ...head, extent: 'selection' }
  assert.match((await verify([fileOf(selection, chosen)])).out, /^holds: .* 4 of 300 entries/u)
  const wrong = chosen.map((line, at) => (at === 1 ? line.replace('request.act', 'request.sad') : line))
  assert.deepEqual(await verify([fileOf(selection, wrong)]), { code: 1, out: 'does not hold: proof 71\n' })
})

test('it finds every change that ours finds', { skip }, async () => {
  const chance = chanceOf(46)
  const damaged = Array.from({ length: 100 }, () => fileOf(head, damageLog(texts, chance)))
  for (const bytes of damaged) {
    const ours = await verifyLog(Readable.from([bytes]))
    assert.equal(ours.holds, false)
  }
  const { code, out } = await verify(damaged)
  assert.equal(code, 1)
  assert.equal(out.match(/^does not hold: \w+/gmu)?.length, 100, out)
})
