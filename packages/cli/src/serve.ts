import { existsSync } from 'node:fs'
import { read } from '@comity/domain/input'
import { ok, type Result } from '@comity/domain/result'
import { translator } from '@comity/language/translator'
import { FirstAccount } from '@comity/server/account/first-accounts'
import { type Command, type Given, optionOf, said } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { refused } from './problem-text.ts'
import { readSettings } from './settings.ts'

/** Resolves when the process is asked to end, or its parent is gone. */
async function untilAsked(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
    // A child of `comity demo` must not outlive it.
    process.once('disconnect', () => resolve())
    if (process.send !== undefined && !process.connected) resolve()
  })
}

/** The file of the command line, or the one that a unit names, which is deleted once the accounts are there. */
function firstAccountsFile(given: Given): string | undefined {
  const named = process.env['COMITY_FIRST_ACCOUNTS']
  return optionOf(given, 'first-accounts') ?? (named !== undefined && existsSync(named) ? named : undefined)
}

async function readFirstAccounts(path: string | undefined): Promise<Result<FirstAccount[]>> {
  if (path === undefined) return ok([])
  const json = await readJsonFile(path)
  return json.ok ? read(FirstAccount.array(), json.value, 'accounts') : json
}

/** Runs one authority's instance until it is asked to stop. */
export const serve: Command = {
  usage: 'serve [--first-accounts FILE]',
  summary:
    'Run an authority’s instance; configured by COMITY_STATE, COMITY_NAME, COMITY_DATA, COMITY_PORT, COMITY_EXCHANGE_PORT, DATABASE_URL',
  options: { 'first-accounts': 'value' },
  positionals: [0, 0],
  async run(given) {
    const { state, name, ...settings } = readSettings(process.env)
    const firstAccounts = await readFirstAccounts(firstAccountsFile(given))
    if (!firstAccounts.ok) return refused(firstAccounts.problem, translator('en'))
    // Loaded when it is needed: help can be had without a server, and before the pages are built.
    const { startServer } = await import('@comity/server/server')
    // Asked to end while it is still starting, it ends as soon as it has started.
    const asked = untilAsked()
    const server = await startServer({
      ...settings,
      authority: { state, function: 'central', name },
      firstAccounts: firstAccounts.value,
    })
    process.send?.({ ready: true, url: server.url, exchangeUrl: server.exchangeUrl })
    await asked
    await server.stop()
    // The channel to the parent would keep the process alive.
    if (process.connected) process.disconnect()
    return said('')
  },
}
