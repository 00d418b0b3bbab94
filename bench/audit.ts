// What the audit entry of an act costs: transactions that only append one, by so many connections (default 8), and the tree over them.
// node bench/audit.ts, or with DATABASE_URL of a database to throw away.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeys } from '@comity/exchange/keys'
import { appendAudit } from '@comity/server/audit/store'
import { buildTree } from '@comity/server/audit/tree-builder'
import { verifyStoredLog } from '@comity/server/audit/verification'
import { openDatabase } from '@comity/server/platform/database'
import { migrate } from '@comity/server/platform/migrate'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
const url = process.env['DATABASE_URL']
const { db, close, kind } = await openDatabase({ dataDirectory: folder, ...(url === undefined ? {} : { url }) })
try {
  await migrate(db)
  const entry = { at: new Date().toISOString(), actor: 'a', action: 'request.act', subject: 's', outcome: 'done' }
  for (const connections of [1, 8]) {
    const times: number[] = []
    const until = performance.now() + 5_000
    const work = async () => {
      while (performance.now() < until) {
        const started = performance.now()
        await db.transaction().execute((trx) => appendAudit(trx, entry))
        times.push(performance.now() - started)
      }
    }
    await Promise.all(Array.from({ length: connections }, work))
    times.sort((a, b) => a - b)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
    console.log(`${kind}, ${connections} at once: ${(times.length / 5).toFixed(0)}/s, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  }
  const [key] = (await generateKeys([])).sign
  if (key === undefined) throw new Error('no key')
  const signer = { origin: 'PER/central/audit', key }
  const building = performance.now()
  await buildTree(db, signer, () => new Date())
  const reading = performance.now()
  const { size, fault } = await verifyStoredLog(db, [{ name: signer.origin, x: key.jwk.x }])
  if (fault !== undefined) throw new Error(fault)
  const each = (ms: number) => ((ms / size) * 1000).toFixed(0)
  console.log(`tree over ${size} entries: ${each(reading - building)} µs each; read again: ${each(performance.now() - reading)} µs each`)
} finally {
  await close()
  await rm(folder, { recursive: true })
}
