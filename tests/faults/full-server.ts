// `npm run faults:server [ROUNDS] [SEED]`, as root on Linux: an instance works on a PostgreSQL server whose disk fills up, a little more or
// less each time, and is freed again; where PostgreSQL has ended for it, it is started again, as its operator does. Exits 1 where anything acknowledged was lost, was there by half, or where the instance did not go on by itself.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { valueOf } from '@comity/domain/result.test-support'
import { readNoteKey } from '@comity/exchange/audit/signed-note'
import { chanceOf } from '@comity/exchange/simulation/chance'
import { verifyStoredLog } from '@comity/server/audit/verification'
import { openDatabase } from '@comity/server/platform/database'
import { content } from '@comity/server/test-inputs'
import { startInstance, type TestInstance } from '@comity/server/test-instance'
import { sql } from 'kysely'
import { startThrowAwayServer, type ThrowAwayServer } from '../../scripts/throw-away-postgres.ts'

const [rounds = 20, seed = 1] = process.argv.slice(2).map(Number)
const chance = chanceOf(seed)
/** How many refusals in a row end a round, and how long an instance has to go on after it, in seconds. */
const [refusals, patience] = [8, 60]

/** Requests that were acknowledged, by the key under which they were asked. */
const acknowledged = new Map<string, string>()
const refused: string[] = []
/** How often PostgreSQL ended. */
let ended = 0

/** Opens a request under a key of its own. @returns whether it was acknowledged */
async function act(lima: TestInstance, key: string): Promise<boolean> {
  const asked = lima.as('officer').openRequest({ body: { reference: `R-${key}`, content }, idempotencyKey: key })
  const answer = await asked.catch(() => undefined)
  if (answer?.ok === true) acknowledged.set(key, answer.value.id)
  return answer?.ok === true
}

/** Fills the disk but for a little, works until it refuses, makes room again and waits until work goes on. */
async function playRound(lima: TestInstance, server: ThrowAwayServer, disk: string, round: number): Promise<void> {
  const ballast = join(disk, 'ballast')
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - chance.below(2_000_000))))
  for (let number = 0, inRow = 0; inRow < refusals; number += 1) {
    const key = `${round}-${number}`
    inRow = (await act(lima, key)) ? 0 : inRow + 1
    if (inRow > 0) refused.push(key)
  }
  rmSync(ballast)
  for (let waited = 0; !(await act(lima, `${round}-after-${waited}`)); waited += 1) {
    if (waited === patience) throw new Error(`nothing went on ${patience} s after there was room again, in round ${round}`)
    if (server.hasEnded()) {
      ended += 1
      await server.crash()
    }
    await setTimeout(1000)
  }
}

/** What is not as it was acknowledged, or there by half: a request, its events and its entry in the audit log belong together. */
async function faultsIn(url: string, lima: TestInstance): Promise<readonly string[]> {
  const key = readNoteKey(valueOf(await lima.as('auditor').getAuditHead({})).key)
  const { db, close } = await openDatabase({ url, dataDirectory: lima.folder })
  const { rows } = await sql<{ id: string; whole: boolean }>`SELECT id, EXISTS (SELECT FROM request_event e WHERE e.request = r.id)
    AND (SELECT count(*) = 1 FROM audit a WHERE a.subject = r.id::text AND a.action = 'request.draft' AND a.outcome = 'done') AS whole FROM request r`.execute(
    db,
  )
  const there = new Map(rows.map(({ id, whole }) => [id, whole]))
  const { fault } = await verifyStoredLog(db, key === undefined ? [] : [key])
  await close()
  const wanted = [...acknowledged.values()]
  return [
    ...wanted.filter((id) => there.get(id) === undefined).map((id) => `${id} was acknowledged and is not there`),
    ...rows.filter(({ whole }) => !whole).map(({ id }) => `${id} is there by half`),
    ...rows.filter(({ id }) => !wanted.includes(id)).map(({ id }) => `${id} is there, and nobody was told`),
    ...(fault === undefined ? [] : [`the audit log does not hold: ${fault}`]),
  ]
}

const disk = mkdtempSync(join(tmpdir(), 'comity-full-'))
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=1777', 'tmpfs', disk])
const server = await startThrowAwayServer(disk)
try {
  if (server === undefined) throw new Error('PostgreSQL is not installed here.')
  const lima = await startInstance(['officer', 'auditor'], { databaseUrl: server.url })
  for (let round = 0; round < rounds; round += 1) await playRound(lima, server, disk, round)
  const lately = refused.length
  // Whoever asks again under the same key gets one effect, whatever became of the first time.
  for (const key of refused) if (!(await act(lima, key))) throw new Error(`${key} is refused with room on the disk`)
  const faults = await faultsIn(server.url, lima)
  console.log(
    `${server.version}, seed ${seed}: full ${rounds} times, which ended PostgreSQL ${ended} times, ${acknowledged.size} acts acknowledged, ${lately} refused and done later`,
  )
  console.log(`${faults.length} lost, by half or unsaid`)
  for (const fault of faults.slice(0, 20)) console.log(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
  await lima.stop()
} finally {
  await server?.stop()
  execFileSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true })
}
