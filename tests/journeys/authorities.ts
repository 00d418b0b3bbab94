import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import type { AvailableLanguage } from '@comity/language/languages'
import { codeAt, describeSecret } from '@comity/server/account/one-time-code'
import { placeDatabase } from '@comity/server/platform/place-database.test-support'
import { type Server, startServer } from '@comity/server/server'

/** Someone of a journey, with what it takes to sign in. */
export interface Person {
  readonly name: string
  readonly displayName: string
  readonly role: 'officer' | 'head' | 'executing-authority' | 'translator'
  readonly office?: string
  readonly language: AvailableLanguage
  readonly password: string
  readonly totpSecret: string
}

/** One authority of a journey. */
export interface Authority {
  readonly server: Server
  readonly people: Readonly<Record<string, Person>>
}

/** Lima and Bern, running in this process on any free ports. */
export interface Authorities {
  readonly lima: Authority
  readonly bern: Authority
  stop(): Promise<void>
}

function person(name: string, displayName: string, role: Person['role'], language: Person['language'], office?: string): Person {
  const { totpSecret } = describeSecret(randomBytes(20), name, 'Comity')
  const password = randomBytes(12).toString('base64url')
  return { name, displayName, role, language, password, totpSecret, ...(office === undefined ? {} : { office }) }
}

async function start(
  folder: string,
  state: string,
  name: string,
  people: readonly Person[],
  signing?: NonNullable<Parameters<typeof startServer>[0]['signing']>,
): Promise<Authority> {
  const dataDirectory = join(folder, state)
  await placeDatabase(dataDirectory)
  const server = await startServer({
    authority: { state, function: 'central', name },
    dataDirectory,
    port: 0,
    exchangePort: 0,
    firstAccounts: people,
    log: { level: 'error' },
    requestsPerMinute: 100_000,
    publicLaw: true,
    ...(signing === undefined ? {} : { signing }),
  })
  return { server, people: Object.fromEntries(people.map((one) => [one.name, one])) }
}

/** The code of a person: of now, or of half a minute ago where the one of now is left for the browser. */
export function codeOf(who: Person, steps = 0): string {
  return codeAt(who.totpSecret, new Date(Date.now() + steps * 30_000).toISOString())
}

async function trust(mine: Authority, officers: readonly [string, string], theirs: Authority): Promise<void> {
  const base = (authority: Authority) => ({ base: `${authority.server.url}/api` })
  const directory = await httpClient(base(theirs)).getDirectory({})
  if (!directory.ok) throw new Error(directory.problem.code)
  const clients = []
  for (const name of officers) clients.push(await clientOf(mine, name, -1))
  const results = [await clients[1]?.proposePeer({ body: { directory: directory.value.directory } })]
  const peer = directory.value.authority.replace('/', '~')
  for (const client of clients)
    results.push(await client.verifyPeer({ params: { peer }, body: { fingerprint: directory.value.fingerprint } }))
  results.push(await clients[1]?.activatePeer({ params: { peer } }))
  for (const result of results) if (result?.ok === false) throw new Error(JSON.stringify(result.problem))
}

/**
 * One authority by itself, on any free port, with one officer, whose account is called `officer`, and a translator called `translator`.
 * @param more heads by the names of their accounts, and with what letters are signed
 */
export async function startAuthority(
  state: string,
  name: string,
  officer: string,
  language: AvailableLanguage,
  more: { readonly heads?: readonly string[]; readonly signing?: Parameters<typeof start>[4] } = {},
): Promise<Authority & { stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'comity-journey-'))
  const people = [
    person('officer', officer, 'officer', language),
    person('translator', 'A. Rey', 'translator', 'en'),
    ...(more.heads ?? []).map((head) => person(head, head, 'head', language)),
  ]
  const authority = await start(folder, state, name, people, more.signing)
  return {
    ...authority,
    async stop() {
      await authority.server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Two authorities that trust each other already. In each an `officer`, a `head` and a `clerk`, who is an officer too. */
export async function startPair(
  ours: readonly [state: string, name: string, officer: string, head: string, language: AvailableLanguage],
  theirs: typeof ours,
): Promise<{ readonly ours: Authority; readonly theirs: Authority; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'comity-journey-'))
  const open = ([state, name, officer, head, language]: typeof ours) =>
    start(folder, state, name, [
      person('officer', officer, 'officer', language),
      person('head', head, 'head', language),
      person('clerk', 'A. Clerk', 'officer', language),
    ])
  const [here, there] = [await open(ours), await open(theirs)]
  await trust(here, ['officer', 'head'], there)
  await trust(there, ['officer', 'head'], here)
  return {
    ours: here,
    theirs: there,
    async stop() {
      await Promise.all([here.server.stop(), there.server.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The code of the half minute before is good until this one ends: it is not asked for in the last seconds of it. */
async function safeFromBoundary(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 4000) await wait(left)
}

/** A program of a person, signed in beside the browser. @param steps half minutes from now of which the code is: each is good once */
export async function clientOf(authority: Authority, name: string, steps: number): Promise<ComityClient> {
  const base = `${authority.server.url}/api`
  const who = authority.people[name]
  if (who === undefined) throw new Error(`no ${name}`)
  await safeFromBoundary()
  const session = await httpClient({ base }).signIn({ body: { name, password: who.password, code: codeOf(who, steps) } })
  if (!session.ok) throw new Error(session.problem.code)
  return httpClient({ base, token: session.value.token })
}

/** Starts both authorities with four officers and the executing authority; they trust each other already. */
export async function startAuthorities(): Promise<Authorities> {
  const folder = mkdtempSync(join(tmpdir(), 'comity-journey-'))
  const lima = await start(folder, 'PER', 'Autoridad Central, Perú', [
    person('salazar', 'M. Salazar', 'officer', 'es'),
    person('huaman', 'R. Huamán', 'head', 'es'),
  ])
  const bern = await start(folder, 'CHE', 'Federal Office of Justice, Bern', [
    person('keller', 'L. Keller', 'officer', 'en'),
    person('rochat', 'A. Rochat', 'head', 'en'),
    person('frei', 'B. Frei', 'executing-authority', 'en', 'Staatsanwaltschaft I des Kantons Zürich'),
  ])
  await trust(lima, ['salazar', 'huaman'], bern)
  await trust(bern, ['keller', 'rochat'], lima)
  return {
    lima,
    bern,
    async stop() {
      await Promise.all([lima.server.stop(), bern.server.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
