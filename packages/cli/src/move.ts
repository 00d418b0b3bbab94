import { type Command, said, UsageError } from './command.ts'
import { readSettings } from './settings.ts'
import { rootKeyOf } from './storage-key-settings.ts'

/** Moves an instance from the embedded database to a server. */
export const move: Command = {
  usage: 'move',
  summary: 'Move the embedded database of an instance that is stopped into the empty PostgreSQL database that DATABASE_URL names',
  options: {},
  positionals: [0, 0],
  async run() {
    const { dataDirectory, databaseUrl, storageKey } = readSettings(process.env)
    if (databaseUrl === undefined) throw new UsageError('DATABASE_URL: the empty database to move to')
    const { moveToServer } = await import('@comity/server/backup/move')
    const { rows, log, old } = await moveToServer(
      { dataDirectory, databaseUrl, root: rootKeyOf(dataDirectory, storageKey) },
      new Date().toISOString(),
    )
    const text = [
      `${rows} rows moved and compared; the audit log was read again up to its newest checkpoint, ${log.size} entries, and holds.`,
      `The embedded database lies in ${old}. Start the instance with this DATABASE_URL, look, make a backup, and remove that folder.`,
    ]
    return said(text.join('\n'), { rows, entries: log.size, old })
  },
}
