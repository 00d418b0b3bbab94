// Verifies an exported audit log of so many entries (default 1,000,000), by itself and as `comity verify-log` does it.
// node bench/verify-log.ts [entries]
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { auditOrigin, signCheckpoint } from '@comity/exchange/audit/checkpoint'
import { canonical, type LogEntry, saltedDigest } from '@comity/exchange/audit/entry'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import { growTree, leafHash } from '@comity/exchange/audit/tree'
import { startLineWorkers } from '@comity/exchange/audit/line-workers'
import { verifyLog } from '@comity/exchange/audit/verify-log'
import { generateKeys } from '@comity/exchange/keys'

const entries = Number(process.argv[2] ?? 1_000_000)
const [key] = (await generateKeys([])).sign
if (key === undefined) throw new Error('no key')
const origin = auditOrigin('PER/central')
const accounts = Array.from({ length: 40 }, () =>
  randomBytes(16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-'),
)

// The head holds the checkpoint over what follows, so the log is made twice: salts that follow from the number make it the same.
function entryOf(seq: number) {
  const salt = createHash('sha256').update(String(seq)).digest('base64url').slice(0, 22)
  const actor = [salt, accounts[seq % 40] ?? ''] as const
  const subject = [salt.toLowerCase(), accounts[seq % 37] ?? ''] as const
  const at = new Date(1_790_000_000_000 + seq * 1000).toISOString()
  const entry: LogEntry = {
    action: 'request.act',
    actor: saltedDigest(actor),
    at,
    outcome: 'done',
    seq,
    subject: saltedDigest(subject),
    v: 2,
  }
  return { entry, actor, subject }
}

const tree = growTree()
for (let seq = 1; seq <= entries; seq += 1) tree.add(leafHash(canonical(entryOf(seq).entry)))
const checkpoint = signCheckpoint({ origin, size: tree.size, root: tree.root() }, key)
const head = { comity: 'audit-log', v: 1, key: describeNoteKey({ name: origin, x: key.jwk.x }), checkpoint, extent: 'whole' }

function* lines() {
  let text = `${JSON.stringify(head)}\n`
  for (let seq = 1; seq <= entries; seq += 1) {
    text += `${JSON.stringify(entryOf(seq))}\n`
    if (text.length < 1_000_000) continue
    yield text
    text = ''
  }
  yield text
}

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
try {
  const path = join(folder, 'log.jsonl')
  await pipeline(Readable.from(lines()), createWriteStream(path))
  const { size } = await stat(path)
  for (const threads of [0, 2]) {
    const workers = threads === 0 ? undefined : startLineWorkers(threads)
    const started = performance.now()
    const before = process.cpuUsage()
    const found = await verifyLog(createReadStream(path, { highWaterMark: 1 << 20 }), {}, workers?.reader)
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(before)
    await workers?.stop()
    if (!found.holds) throw new Error(`${found.fault} at ${found.entry}`)
    const each = ((user + system) / entries).toFixed(2)
    const memory = (process.resourceUsage().maxRSS / 1024).toFixed(0)
    console.log(
      `${entries} entries, ${(size / 1e6).toFixed(0)} MB, ${threads} threads beside: ${seconds.toFixed(1)} s, ${each} µs of a core each, at most ${memory} MB`,
    )
  }
} finally {
  await rm(folder, { recursive: true })
}
