import { rewrap as rewrapUnder } from '@comity/server/backup/rewrap'
import { type Command, optionOf, said, UsageError } from './command.ts'
import { readSettings } from './settings.ts'
import { readRootKind, readStorageKey, rootKeyOf } from './storage-key-settings.ts'

/** Puts another key above all keys. */
export const rewrap: Command = {
  usage: 'rewrap --to file|pkcs11|openbao [--file PATH]',
  summary:
    'Wrap the authority’s key under another storage key, of which the settings stand in COMITY_STORAGE_KEY_*; then set COMITY_STORAGE_KEY',
  options: { to: 'value', file: 'value' },
  positionals: [0, 0],
  async run(given) {
    const { dataDirectory, databaseUrl, storageKey } = readSettings(process.env)
    const kind = readRootKind(optionOf(given, 'to') ?? '', '--to')
    const path = optionOf(given, 'file')
    if ((kind === 'file') !== (path !== undefined)) throw new UsageError('--file PATH goes with --to file, and is the new storage key')
    const get = (name: string) => (process.env[name] === '' ? undefined : process.env[name])
    const to = rootKeyOf(dataDirectory, path === undefined ? readStorageKey(get, kind) : { kind: 'file', path })
    const root = rootKeyOf(dataDirectory, storageKey)
    await rewrapUnder({ dataDirectory, databaseUrl, root }, to, new Date().toISOString())
    const setting = path === undefined ? `COMITY_STORAGE_KEY=${kind}` : `COMITY_STORAGE_KEY=file and COMITY_STORAGE_KEY_FILE=${path}`
    const text = [
      `The authority's key is wrapped under ${to.name}, and was opened with it.`,
      `Set ${setting} before the next start, and make a backup. Until older backups are gone, keep ${root.name}.`,
    ]
    return said(text.join('\n'), { storageKey: to.name })
  },
}
