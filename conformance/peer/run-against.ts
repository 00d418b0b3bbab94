import { readDirectory } from '@comity/exchange/directory'
import { directoryPath } from '@comity/server/exchange/wire'
import { calls } from '../trials/calls.ts'
import { forking, suspending } from '../trials/forking.ts'
import { lying } from '../trials/lying.ts'
import { obedient } from '../trials/obedient.ts'
import { receive, type Row } from '../trials/receiving.ts'
import { replaying } from '../trials/replaying.ts'
import { patient, slow } from '../trials/slow.ts'
import { wrongParts } from '../trials/wrong-parts.ts'
import { ask } from './ask.ts'
import { openHouse } from './house.ts'
import { findIdentity, type Identity, keepIdentity, makeIdentity } from './identity.ts'
import { tryAll } from './table.ts'
import { announce, craft, dispatch, temporaryFolder, type World } from './world.ts'

/** How the runner stands in the world. */
export interface Stand {
  /** Folder of its keys, made at the first run. */
  readonly home: string
  /** Where it listens. */
  readonly host: string
  readonly port: number
  /** How the other authority reaches it. */
  readonly endpoint: string
  /** Its State, as `XXA`. */
  readonly state: string
  /** How long to wait for messages from the other side, in milliseconds; 0 for not at all. */
  readonly receiveFor: number
  /** Whether there is time for what takes a minute. */
  readonly patient?: boolean
}

/** What the officers of the other authority have to verify before the rest can be tried. */
interface Introduction {
  readonly reason: string
  readonly authority: string
  readonly fingerprint: string
  readonly directory: string
}

async function identityIn({ home, state, endpoint }: Stand): Promise<Identity> {
  const kept = await findIdentity(home)
  if (kept !== undefined) return kept
  const made = await makeIdentity(state, endpoint, new Date().toISOString())
  await keepIdentity(home, made)
  return made
}

/**
 * Plays every peer against an address, and ends: as a peer that is suspended, whom two officers may verify anew.
 * @returns the lines of the table; and, when the address does not know us yet, what has to be verified there
 * @throws when the address shows no directory document that can be read
 */
export async function runAgainst(url: string, at: Stand): Promise<{ readonly rows: readonly Row[]; readonly introduce?: Introduction }> {
  const us = await identityIn(at)
  const shown = await ask(url, { as: undefined, method: 'GET', path: directoryPath() })
  const them = await readDirectory(shown.body, new Date().toISOString())
  if (!them.ok) throw new Error(`${url} shows no directory document in force: ${shown.broken ?? them.problem.code}`)
  const stranger = await makeIdentity('XXZ', at.endpoint, new Date().toISOString())
  const { folder, remove } = await temporaryFolder()
  const house = await openHouse(at.host, at.port, us.certificate, at.home)
  const world: World = { url, them: them.value, us, stranger, house, folder, now: () => new Date().toISOString() }
  try {
    house.serve(us.documents)
    house.know(us, them.value)
    const first = await announce(world, await craft(world, dispatch(world)))
    if (first.status !== 202) {
      const { id: authority, directory } = us
      const reason = `The other authority answers ${first.code ?? first.broken ?? first.status}`
      const introduce = { reason, authority, fingerprint: directory.fingerprint, directory: Buffer.from(directory.bytes).toString() }
      return { rows: await tryAll(world, obedient.slice(0, 2)), introduce }
    }
    const rows = await tryAll(world, [
      ...obedient,
      ...slow,
      ...lying,
      ...wrongParts,
      ...calls,
      ...replaying,
      ...forking,
      ...(at.patient === true ? patient : []),
    ])
    house.know(world.us, them.value)
    if (at.receiveFor > 0) rows.push(...(await receive(world, at.receiveFor)))
    rows.push(...(await tryAll(world, suspending)))
    return { rows }
  } finally {
    await house.stop()
    await remove()
  }
}
