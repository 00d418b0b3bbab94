// Backs up an instance with so many megabytes of files (default 1,000) and restores it in a drill.
// DATABASE_URL=… node bench/backup.ts [megabytes]: a database to throw away.
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeys } from '@comity/exchange/keys'
import { newIdentity } from '@comity/exchange/sealed-secrets'
import { makeBackup } from '@comity/server/backup/backup'
import { drillRestore } from '@comity/server/backup/restore-drill'
import { openDatabase } from '@comity/server/platform/database'
import { migrate } from '@comity/server/platform/migrate'

const megabytes = Number(process.argv[2] ?? 1_000)
const databaseUrl = process.env['DATABASE_URL']
const home = await mkdtemp(join(tmpdir(), 'comity-'))
try {
  const dataDirectory = join(home, 'data')
  const { db, close } = await openDatabase({ dataDirectory, url: databaseUrl })
  await migrate(db)
  await close()
  await mkdir(dataDirectory, { recursive: true })
  await writeFile(join(dataDirectory, 'keys.json'), JSON.stringify(await generateKeys(['age-x25519'])))
  for (let at = 0; at < megabytes; at += 10) {
    const bytes = randomBytes(10_000_000)
    const hash = createHash('sha256').update(bytes).digest('hex')
    await mkdir(join(dataDirectory, 'files', hash.slice(0, 2)), { recursive: true })
    await writeFile(join(dataDirectory, 'files', hash.slice(0, 2), hash), bytes)
  }
  const { identity, recipient } = await newIdentity()
  const folder = join(home, 'backup')
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    const seconds = (performance.now() - started) / 1000
    console.log(`${what} ${megabytes} MB: ${seconds.toFixed(1)} s, ${(megabytes / seconds).toFixed(0)} MB/s`)
  }
  await timed('backup', async () => makeBackup({ dataDirectory, databaseUrl }, folder, { recipient }, new Date().toISOString()))
  await timed('drill', async () => {
    const drilled = await drillRestore(folder, { identity }, { databaseUrl, folder: home })
    if (!drilled.ok || !drilled.value.holds) throw new Error('it does not hold')
  })
} finally {
  await rm(home, { recursive: true })
}
