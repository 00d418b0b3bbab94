import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Command, said } from '../command.ts'
import { loadRequestFile } from '../request-file.ts'
import { readPort } from '../settings.ts'
import { codeOf, type Credentials, readCredentials } from './credentials.ts'
import { bern, type Desk, lima } from './desk.ts'
import { assertFree, type Instance, startInstance } from './instance.ts'
import { expect, takeSeat } from './seat.ts'
import { playStory } from './story.ts'
import { say, tell } from './telling.ts'
import { trustEachOther } from './trust.ts'

const caseFile = fileURLToPath(new URL('../../../../examples/peru-switzerland.json', import.meta.url))

type Accounts = ReadonlyMap<Desk, readonly Credentials[]>

function person(accounts: Accounts, desk: Desk, name: string): Credentials {
  const found = accounts.get(desk)?.find((officer) => officer.name === name)
  if (found === undefined) throw new Error(`${desk.city} has no officer ${name}`)
  return found
}

async function tellStory(home: string, accounts: Accounts, urls: ReadonlyMap<Desk, string>): Promise<string> {
  const seat = (desk: Desk, name: string) => takeSeat(urls.get(desk) ?? '', person(accounts, desk, name))
  const [salazar, huaman] = [await seat(lima, 'salazar'), await seat(lima, 'huaman')]
  const [keller, rochat, frei] = [await seat(bern, 'keller'), await seat(bern, 'rochat'), await seat(bern, 'frei')]
  await trustEachOther([salazar, huaman], [keller, rochat], tell)
  const content = expect('case 1', await loadRequestFile(caseFile))
  return playStory({ salazar, huaman, keller, rochat, frei }, content, relative(process.cwd(), home) || home, tell)
}

function showSignIns(accounts: Accounts, urls: ReadonlyMap<Desk, string>): void {
  for (const [desk, officers] of accounts) {
    say()
    say(`${desk.name}   ${urls.get(desk) ?? ''}`)
    for (const officer of officers)
      say(`  ${officer.name.padEnd(9)} ${officer.role.padEnd(20)} password ${officer.password}   code now ${codeOf(officer)}`)
  }
}

async function untilInterrupted(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

/** Plays the story where it was not played yet, and shows who can sign in. */
async function open(home: string, accounts: Accounts, instances: readonly Instance[], once: boolean): Promise<void> {
  const urls = new Map(await Promise.all(instances.map(async ({ desk, ready }) => [desk, await ready] as const)))
  const played = join(home, 'story.json')
  if (!existsSync(played)) await writeFile(played, JSON.stringify({ request: await tellStory(home, accounts, urls) }))
  else say('The data of the first start are here; the story of case 1 has been played and is not repeated.')
  if (once) return
  showSignIns(accounts, urls)
  say()
  say('Codes change every 30 seconds and are good once: press Enter for fresh ones. Ctrl-C stops both authorities.')
  if (process.stdin.isTTY) process.stdin.on('data', () => showSignIns(accounts, urls))
  await new Promise(() => undefined)
}

/** Starts both authorities, lets them work until somebody interrupts, or once, and stops them again in any case. */
async function run(home: string, firstPort: number, once: boolean): Promise<void> {
  const interrupted = untilInterrupted()
  for (const { offset } of [lima, bern]) for (const port of [firstPort + offset, firstPort + offset + 1]) await assertFree(port)
  const accounts: Accounts = new Map([
    [lima, await readCredentials(home, lima)],
    [bern, await readCredentials(home, bern)],
  ])
  const instances = await Promise.all([lima, bern].map((desk) => startInstance(home, desk, firstPort + desk.offset)))
  try {
    await Promise.race([open(home, accounts, instances, once), interrupted])
  } finally {
    process.stdin.pause()
    await Promise.all(instances.map((instance) => instance.stop()))
  }
}

/** `npm start`: two authorities on one machine, and worked case 1 between them. */
export const demo: Command = {
  usage: 'demo [--once]',
  summary: 'Start the central authorities of Peru and Switzerland on this machine and carry case 1 from draft to answer',
  options: { once: 'flag' },
  positionals: [0, 0],
  async run({ options }) {
    const home = join(process.env['COMITY_HOME'] ?? '.comity', 'demo')
    await run(home, readPort(process.env, 'COMITY_DEMO_PORT', 4610), options['once'] === true)
    return said('')
  },
}
