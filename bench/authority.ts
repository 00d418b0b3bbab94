import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpClient } from '@comity/contract/client'
import { codeAt, describeSecret } from '@comity/server/account/one-time-code'
import { type Server, startServer } from '@comity/server/server'
import type { ServerOptions } from '@comity/server/server-options'

/** An authority started for a measurement, with an officer signed in. */
export interface Authority {
  readonly server: Server
  readonly token: string
  stop(): Promise<void>
}

/** A folder that goes away with the process. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comity-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts Lima on a folder, on the database of `DATABASE_URL` or the embedded one, and signs its officer in. */
export async function startAuthority(dataDirectory: string, more: Pick<ServerOptions, 'publicLaw'> = {}): Promise<Authority> {
  const password = randomUUID()
  const { totpSecret } = describeSecret(crypto.getRandomValues(new Uint8Array(20)), 'bench', 'Comity')
  const databaseUrl = process.env['DATABASE_URL']
  const server = await startServer({
    authority: { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' },
    dataDirectory,
    ...(databaseUrl === undefined || databaseUrl === '' ? {} : { databaseUrl }),
    port: 0,
    exchangePort: 0,
    firstAccounts: [{ name: 'bench', displayName: 'M. Salazar', role: 'officer', language: 'en', password, totpSecret }],
    log: { level: 'error' },
    requestsPerMinute: 10_000_000,
    ...more,
  })
  const client = httpClient({ base: `${server.url}/api` })
  const session = await client.signIn({ body: { name: 'bench', password, code: codeAt(totpSecret, new Date().toISOString()) } })
  if (!session.ok) throw new Error(session.problem.code)
  return { server, token: session.value.token, stop: () => server.stop() }
}
