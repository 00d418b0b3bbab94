import { readFile } from 'node:fs/promises'
import type { SecretsBy, SecretsFor } from '@comity/exchange/sealed-secrets'
import { translator } from '@comity/language/translator'
import type { Restored } from '@comity/server/backup/restore'
import { type Answer, type Command, type Given, optionOf, UsageError } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { refused } from './problem-text.ts'
import { readSettings } from './settings.ts'
import { readStorageKey, rootKeyOf } from './storage-key-settings.ts'

const variable = 'COMITY_BACKUP_PASSPHRASE'

/** A passphrase never stands on a command line, where others on the machine see it. */
function passphrase(): string | undefined {
  const value = process.env[variable]
  if (value === undefined || value === '') return undefined
  if (value.length < 12) throw new UsageError(`${variable}: at least twelve characters`)
  return value
}

function sealFor(given: Given): SecretsFor {
  const recipient = optionOf(given, 'recipient')
  if (recipient !== undefined) return { recipient }
  const secret = passphrase()
  if (secret === undefined) throw new UsageError(`set ${variable}, or give --recipient, so that the private keys in the backup are sealed`)
  return { passphrase: secret }
}

async function openBy(given: Given): Promise<SecretsBy> {
  const path = optionOf(given, 'identity')
  if (path !== undefined) {
    await sizeOfFile(path)
    const identity = /^AGE-SECRET-KEY-\S+$/mu.exec(await readFile(path, 'utf8'))?.[0]
    if (identity === undefined) throw new UsageError(`${path}: no age identity`)
    return { identity }
  }
  const secret = passphrase()
  if (secret === undefined) throw new UsageError(`set ${variable}, or give --identity`)
  return { passphrase: secret }
}

function megabytes(size: number): string {
  return `${(size / 1e6).toFixed(1)} MB`
}

/** Makes a backup of the instance that the environment names. */
export const backup: Command = {
  usage: 'backup FOLDER [--recipient AGE-RECIPIENT]',
  summary: `Back up database, files and keys into a new folder; keys are sealed with ${variable} or to the recipient`,
  options: { recipient: 'value' },
  positionals: [1, 1],
  async run(given) {
    const { dataDirectory, databaseUrl, storageKey } = readSettings(process.env)
    const to = sealFor(given)
    const [folder = ''] = given.positionals
    const { makeBackup } = await import('@comity/server/backup/backup')
    const made = await makeBackup({ dataDirectory, databaseUrl }, folder, to, new Date().toISOString())
    if (!made.ok) return refused(made.problem, translator('en'))
    const { files, checkpoint } = made.value
    const size = files.reduce((sum, file) => sum + file.size, 0)
    const text = [
      `backed up    ${files.length} files, ${megabytes(size)}`,
      `audit log    ${checkpoint === undefined ? 'no checkpoint yet' : `checkpoint over ${checkpoint.size} entries, ${checkpoint.root}`}`,
      'Keys and files in it are sealed. The database is not: keep the folder on an encrypted medium.',
      ...(storageKey === undefined
        ? []
        : [`What opens it is not in it: ${rootKeyOf(dataDirectory, storageKey).name}. That has a copy of its own, or nothing opens.`]),
    ]
    return { exit: 0, text: text.join('\n'), data: { files: files.length, size, checkpoint } }
  },
}

function report(restored: Restored, done: string): Answer {
  const { at, files, size, log, holds, missing } = restored
  const where = log.entry === undefined ? '' : ` at entry ${log.entry}`
  const text = [
    `${done.padEnd(12)} the backup of ${at}: ${files} files, ${megabytes(size)}`,
    `audit log    ${log.size} entries read, root ${log.root}`,
    holds && log.size === 0
      ? '             no checkpoint was signed yet, so there was nothing to compare'
      : holds
        ? '             it holds, and continues the checkpoint that the backup was made under'
        : `             IT DOES NOT HOLD${log.fault === undefined ? ': the checkpoint of the backup is not in it' : `: ${log.fault}${where}`}`,
    missing === 0 ? 'files        every file that a row names is there' : `files        ${missing} FILES THAT ROWS NAME ARE NOT THERE`,
  ]
  return { exit: holds && missing === 0 ? 0 : 1, text: text.join('\n'), data: restored }
}

/** Restores a backup to the instance that the environment names. */
export const restore: Command = {
  usage: 'restore FOLDER [--identity FILE]',
  summary: 'Restore a backup into the empty COMITY_DATA and DATABASE_URL, and read its audit log from end to end',
  options: { identity: 'value' },
  positionals: [1, 1],
  async run(given) {
    const { dataDirectory, databaseUrl, storageKey } = readSettings(process.env)
    const by = await openBy(given)
    const { restoreBackup } = await import('@comity/server/backup/restore')
    const restored = await restoreBackup(
      given.positionals[0] ?? '',
      { dataDirectory, databaseUrl, root: rootKeyOf(dataDirectory, storageKey) },
      by,
    )
    return restored.ok ? report(restored.value, 'restored') : refused(restored.problem, translator('en'))
  },
}

/** Tries a backup out without touching the instance. */
export const restoreDrill: Command = {
  usage: 'restore-drill FOLDER [--identity FILE] [--in FOLDER]',
  summary: 'Restore a backup beside the instance, into a folder and a database that are removed again, and say whether it would do',
  options: { identity: 'value', in: 'value' },
  positionals: [1, 1],
  async run(given) {
    const by = await openBy(given)
    const { drillRestore } = await import('@comity/server/backup/restore-drill')
    const databaseUrl = process.env['DATABASE_URL'] === '' ? undefined : process.env['DATABASE_URL']
    const storageKey = readStorageKey((name) => (process.env[name] === '' ? undefined : process.env[name]))
    const root = storageKey === undefined ? undefined : rootKeyOf(process.env['COMITY_DATA'] ?? '', storageKey)
    const drilled = await drillRestore(given.positionals[0] ?? '', by, { databaseUrl, root, folder: optionOf(given, 'in') })
    return drilled.ok ? report(drilled.value, 'drilled') : refused(drilled.problem, translator('en'))
  },
}
