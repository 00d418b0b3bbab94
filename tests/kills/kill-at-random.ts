import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { generateSigningKey } from '@comity/exchange/keys'
import { chanceOf } from '@comity/exchange/simulation/chance'
import { addFirstAccounts } from '@comity/server/account/first-accounts'
import { verifyStoredLog } from '@comity/server/audit/verification'
import { loadAuthorityKey } from '@comity/server/platform/authority-key'
import { openDatabase } from '@comity/server/platform/database'
import { migrate } from '@comity/server/platform/migrate'
import { openVault } from '@comity/server/platform/vault'
import { compileCache } from '../../scripts/program.ts'
import type { ThrowAwayServer } from '../../scripts/throw-away-postgres.ts'
import { halves } from '../faults/look-into.ts'

/** What became of what was acknowledged. */
export interface Toll {
  readonly kills: { readonly processes: number; readonly database: number }
  readonly acknowledged: number
  /** Acknowledged and not there. */
  readonly lost: number
  /** Everything else that is wrong. */
  readonly wrong: readonly string[]
}

const program = fileURLToPath(new URL('worker.ts', import.meta.url))

/**
 * Kills processes at random moments while they act, and the server of their database; an embedded database dies with its process.
 * @param longest between two kills, in milliseconds
 */
export async function killAtRandom(given: {
  readonly kills: number
  readonly seed: number
  readonly longest: number
  readonly server?: ThrowAwayServer | undefined
}): Promise<Toll> {
  const { server } = given
  const home = mkdtempSync(join(tmpdir(), 'comity-kills-'))
  const chance = chanceOf(given.seed)
  const key = generateSigningKey()
  const acknowledged: string[] = []
  const killed = { processes: 0, database: 0 }
  const said: string[] = []

  /** A place of its own for each embedded database; a server is shared. */
  const places = server === undefined ? ['a', 'b'] : ['a']
  const officers = new Map<string, string>()
  const open = (place: string) => openDatabase({ dataDirectory: join(home, place), url: server?.url })

  async function prepare(place: string): Promise<void> {
    mkdirSync(join(home, place))
    const opened = await open(place)
    await migrate(opened.db)
    const vault = openVault(join(home, place), await loadAuthorityKey(join(home, place)))
    const account = {
      name: 'ana',
      displayName: 'A. Quispe',
      role: 'officer',
      language: 'es',
      password: 'eine lange Nacht im Juni',
    } as const
    await addFirstAccounts(
      { db: opened.db, vault },
      [{ ...account, totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
      new Date().toISOString(),
    )
    officers.set(place, (await opened.db.selectFrom('account').select('id').executeTakeFirstOrThrow()).id)
    await opened.close()
  }

  function start(work: 'acts' | 'jobs', place: string): ChildProcess {
    const child = spawn(process.execPath, [program, work, officers.get(place) ?? '', JSON.stringify(key)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache, COMITY_DATA: join(home, place), DATABASE_URL: server?.url ?? '' },
    })
    let rest = ''
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      acknowledged.push(...lines)
    })
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    return child
  }

  async function kill(child: ChildProcess): Promise<void> {
    const exited = once(child, 'close')
    child.kill('SIGKILL')
    await exited
  }

  try {
    for (const place of places) await prepare(place)
    const kinds =
      server === undefined
        ? places.map((place) => ['acts', place] as const)
        : (['acts', 'acts', 'jobs'] as const).map((work) => [work, 'a'] as const)
    const children = kinds.map(([work, place]) => start(work, place))
    let before = 0
    for (let count = 0; count < given.kills; count += 1) {
      // Every second time something is under way; between, whoever starts may be killed while starting.
      if (count % 2 === 0) for (let tries = 0; tries < 1200 && acknowledged.length === before; tries += 1) await wait(25)
      before = acknowledged.length
      await wait(chance.next() * given.longest)
      const victim = chance.below(children.length + (server === undefined ? 0 : 2))
      const child = children[victim]
      const [work, place] = kinds[victim] ?? ['acts', 'a']
      if (child === undefined) {
        await server?.crash()
        killed.database += 1
      } else {
        await kill(child)
        killed.processes += 1
        children[victim] = start(work, place)
      }
    }
    await Promise.all(children.map(kill))
    const wrong: string[] = []
    const there = new Set<string>()
    for (const place of places) {
      const opened = await open(place)
      const { acts, half } = await halves(opened)
      for (const id of acts) there.add(id)
      const log = await verifyStoredLog(opened.db, [{ name: 'PER/central/audit', x: key.jwk.x }])
      wrong.push(...half, ...(log.fault === undefined ? [] : [`the audit log does not hold: ${log.fault}`]))
      await opened.close()
    }
    if (acknowledged.length === 0) wrong.push(`nothing was acknowledged: ${said.slice(0, 3).join('')}`)
    return { kills: killed, acknowledged: acknowledged.length, lost: acknowledged.filter((id) => !there.has(id)).length, wrong }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
