import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import type { Role } from '@comity/domain/account/role'
import { valueOf } from '@comity/domain/result.test-support'
import { codeAt, describeSecret } from './account/one-time-code.ts'
import { placeDatabase } from './platform/place-database.test-support.ts'
import type { ServerOptions } from './server-options.ts'
import { type Server, startServer } from './server.ts'

/** A whole instance of Peru's central authority in a folder of its own, with an account of each role, signed in, by the role's name. */
export interface TestInstance {
  readonly folder: string
  readonly url: () => string
  readonly anyone: () => ComityClient
  as(role: Role): ComityClient
  /** Of the session of the account of that role. */
  tokenOf(role: Role): string
  /** Stops it and leaves its data; `restart` goes on. */
  halt(): Promise<void>
  /** Stops it and starts it again on the same data: sessions last. */
  restart(more: Partial<ServerOptions>): Promise<void>
  /** Stops it and removes its folder. */
  stop(): Promise<void>
}

/** @param roles the accounts; @param more what this instance has that others have not */
export async function startInstance(roles: readonly Role[], more: Partial<ServerOptions> = {}): Promise<TestInstance> {
  const folder = mkdtempSync(join(tmpdir(), 'comity-instance-'))
  const password = randomBytes(12).toString('base64url')
  const clock = more.clock ?? (() => new Date())
  const firstAccounts = roles.map((role) => {
    const { totpSecret } = describeSecret(randomBytes(20), role, 'Comity')
    return { name: role, displayName: role, role, language: 'en' as const, password, totpSecret }
  })
  const start = async (options: Partial<ServerOptions>): Promise<Server> =>
    startServer({
      authority: { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' },
      dataDirectory: folder,
      port: 0,
      exchangePort: 0,
      firstAccounts,
      log: { level: 'silent' },
      requestsPerMinute: 100_000,
      ...options,
    })
  await placeDatabase(folder)
  let server = await start(more)
  const client = (token?: string): ComityClient => httpClient({ base: `${server.url}/api`, ...(token === undefined ? {} : { token }) })
  const tokens = new Map<Role, string>()
  for (const { name, role, totpSecret } of firstAccounts) {
    const code = codeAt(totpSecret, clock().toISOString())
    tokens.set(role, valueOf(await client().signIn({ body: { name, password, code } })).token)
  }
  function tokenOf(role: Role): string {
    const token = tokens.get(role)
    if (token === undefined) throw new Error(`no account of the role ${role}`)
    return token
  }
  let runs = true
  async function halt(): Promise<void> {
    if (runs) await server.stop()
    runs = false
  }
  return {
    folder,
    url: () => server.url,
    anyone: () => client(),
    as: (role) => client(tokenOf(role)),
    tokenOf,
    halt: async () => halt(),
    async restart(options) {
      await halt()
      server = await start({ ...more, ...options })
      runs = true
    },
    async stop() {
      await halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
