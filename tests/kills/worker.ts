// A process that is killed: `node worker.ts acts|jobs OFFICER KEY`. It acts for an officer under row security and says what was
// acknowledged, or takes the audit log into its tree; on and on, whatever becomes of the database.
import { writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { SigningKey } from '@comity/exchange/keys'
import { buildTree } from '@comity/server/audit/tree-builder'
import { openDatabase } from '@comity/server/platform/database'
import { onBehalfOf } from '@comity/server/platform/on-behalf'
import { act } from '../faults/act.ts'

const [work, officer = '', key = ''] = process.argv.slice(2)
const signer = { origin: 'PER/central/audit', key: JSON.parse(key) as SigningKey }
const { db } = await openDatabase({
  dataDirectory: process.env['COMITY_DATA'] ?? '',
  url: process.env['DATABASE_URL'],
  otherwise: 'nobody',
})
const now = () => new Date()

async function once(): Promise<void> {
  if (work === 'jobs') return buildTree(db, signer, now)
  const id = await onBehalfOf({ person: officer }, () => act(db, { officer, now: now().toISOString() }))
  // Said at once: what is killed in the next moment has said it.
  writeSync(1, `${id}\n`)
}

for (;;) {
  // The database is killed as well: whoever waits for it tries again.
  await once().catch((error: Error) => writeSync(2, `${error.message}\n`))
  await wait(work === 'jobs' ? 20 : 2)
}
