// Damages an exported audit log of 300 entries so many times (default 10,000), a bit, a line or two lines at a time, and asks our verifier,
// and the one in Python where it is there, to find each. node bench/damage-log.ts [changes]
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { auditOrigin, signCheckpoint } from '@comity/exchange/audit/checkpoint'
import { damageLog } from '@comity/exchange/audit/damaged-log.test-support'
import { canonical, type LogEntry, saltedDigest } from '@comity/exchange/audit/entry'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import { growTree, leafHash } from '@comity/exchange/audit/tree'
import { verifyLog } from '@comity/exchange/audit/verify-log'
import { generateSigningKey } from '@comity/exchange/keys'
import { chanceOf } from '@comity/exchange/simulation/chance'

const changes = Number(process.argv[2] ?? 10_000)
const key = generateSigningKey()
const origin = auditOrigin('PER/central')
const tree = growTree()
const lines = Array.from({ length: 300 }, (_, at) => {
  const actor = [`salt-${at}`, `account ${at % 3}`] as const
  const entry: LogEntry = {
    action: 'request.act',
    actor: saltedDigest(actor),
    at: '2026-09-09T10:00:00.000Z',
    outcome: 'done',
    seq: at + 1,
    subject: '',
    v: 2,
  }
  tree.add(leafHash(canonical(entry)))
  return JSON.stringify({ entry, actor })
})
const checkpoint = signCheckpoint({ origin, size: tree.size, root: tree.root() }, key)
const head = JSON.stringify({
  comity: 'audit-log',
  v: 1,
  key: describeNoteKey({ name: origin, x: key.jwk.x }),
  checkpoint,
  extent: 'whole',
})
const bytesOf = (entries: readonly string[]): Buffer => Buffer.from(`${[head, ...entries].join('\n')}\n`)
if (!(await verifyLog(Readable.from([bytesOf(lines)]))).holds) throw new Error('what nobody changed does not hold')

const chance = chanceOf(1)
const python = spawnSync('python3', ['--version']).status === 0
const folder = await mkdtemp(join(tmpdir(), 'comity-'))
let ours = 0
let theirs = 0
try {
  for (let done = 0; done < changes; done += 500) {
    const paths: string[] = []
    for (let at = 0; at < Math.min(500, changes - done); at += 1) {
      const bytes = bytesOf(damageLog(lines, chance))
      if (!(await verifyLog(Readable.from([bytes]))).holds) ours += 1
      const path = join(folder, `${at}.jsonl`)
      await writeFile(path, bytes)
      paths.push(path)
    }
    if (!python) continue
    const said = await promisify(execFile)('python3', ['conformance/verify_log.py', ...paths]).catch((error: { stdout: string }) => error)
    theirs += said.stdout.match(/^does not hold/gmu)?.length ?? 0
  }
  console.log(`${changes} changes: ${ours} found by ours, ${python ? `${theirs} by the one in Python` : 'python3 is not there'}`)
} finally {
  await rm(folder, { recursive: true })
}
