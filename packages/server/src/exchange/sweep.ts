import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { endArrived, findArrivedForChange, listAbandoned, listParts } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import { listSpent } from './outbox-store.ts'
import type { PartStore } from './part-store.ts'

/** Ends messages whose sender gave up, and removes the parts that nobody waits for. */
async function sweepIncoming({ db, clock }: Instance, parts: PartStore): Promise<void> {
  const at = now({ clock })
  for (const { peer, id } of await listAbandoned(db, at)) {
    const names = await listParts(db, { peer, id })
    await db.transaction().execute(async (trx) => {
      const row = await findArrivedForChange(trx, peer, id)
      if (row?.standing === 'receiving') await endArrived(trx, row, { standing: 'refused', problem: 'expired' }, at)
    })
    await parts.remove(peer, names)
  }
  for (const { peer, ct256 } of await parts.list()) {
    const expected = await db
      .selectFrom('inbox_part')
      .select('message')
      .where('peer', '=', peer)
      .where('ct256', '=', ct256)
      .executeTakeFirst()
    if (expected === undefined) await parts.remove(peer, [{ ct256, ctLen: 0 }])
  }
}

/** Removes the sealed parts of messages that have got there. */
async function sweepOutgoing({ db, folders }: Instance): Promise<void> {
  const names = await readdir(folders.outgoing)
  for (const id of await listSpent(db, names)) await rm(join(folders.outgoing, id), { recursive: true, force: true })
}

/** How long what was carried in half is kept: a file that was being looked at, and volumes that wait for others. In milliseconds. */
const carriedFor = { file: 86_400_000, volumes: 30 * 86_400_000 }

/** Removes files that a killed process was looking at, and volumes whose others have not come. */
async function sweepCarried({ folders, clock }: Instance): Promise<void> {
  for (const name of await readdir(folders.carried)) {
    const path = join(folders.carried, name)
    const { mtimeMs } = await stat(path)
    const kept = name.endsWith('.part') ? carriedFor.file : carriedFor.volumes
    if (clock().getTime() - mtimeMs > kept) await rm(path, { recursive: true, force: true })
  }
}

/** Clears away what a process that was killed has left on disk. */
export async function sweep(instance: Instance, parts: PartStore): Promise<void> {
  await sweepIncoming(instance, parts)
  await sweepOutgoing(instance)
  await sweepCarried(instance)
}
