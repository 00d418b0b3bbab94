import { readFile } from 'node:fs/promises'
import { startServer } from '@comity/server/server'
import { type Command, optionOf, said } from './command.ts'
import { readSettings } from './settings.ts'

/** Resolves when the process is asked to end, or its parent is gone. */
async function untilAsked(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
    // A child of `comity demo` must not outlive it.
    process.once('disconnect', () => resolve())
  })
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
    const firstAccounts = optionOf(given, 'first-accounts')
    const server = await startServer({
      ...settings,
      authority: { state, function: 'central', name },
      ...(firstAccounts === undefined ? {} : { firstAccounts: JSON.parse(await readFile(firstAccounts, 'utf8')) }),
    })
    process.send?.({ ready: true, url: server.url, exchangeUrl: server.exchangeUrl })
    await untilAsked()
    await server.stop()
    // The channel to the parent would keep the process alive.
    if (process.connected) process.disconnect()
    return said('')
  },
}
