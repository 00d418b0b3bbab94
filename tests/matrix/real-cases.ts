import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import { valueOf } from '@comity/domain/result.test-support'
import { streamOf } from '@comity/server/platform/byte-stream'
import type { Tables } from '@comity/server/platform/tables'
import type { Server } from '@comity/server/server'
import { startInstance, type TestInstance } from '@comity/server/test-instance'
import { type Kysely, sql } from 'kysely'
import { type MatrixCase, wordOf } from './cases.ts'
import type { Person } from './people.ts'

async function introduce(mine: { as(role: 'officer' | 'head'): ComityClient }, theirs: ComityClient): Promise<void> {
  const { directory, fingerprint, authority } = valueOf(await theirs.getDirectory({}))
  const params = { peer: authority.replace('/', '~') }
  valueOf(await mine.as('head').proposePeer({ body: { directory } }))
  for (const role of ['officer', 'head'] as const) valueOf(await mine.as(role).verifyPeer({ params, body: { fingerprint } }))
  valueOf(await mine.as('head').activatePeer({ params }))
}

/** Waits until something is there. @throws after a minute */
async function there(asked: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await asked()) return
    await wait(100)
  }
  throw new Error('it never came to that')
}

/**
 * Two requests on which two authorities really consult, so that messages were sealed, sent, signed for and received: what evidence
 * and history are of. One is restricted. @returns what gives them their place among the cases, once the server has stopped
 */
export async function addRealCases(
  { server, newDatabase }: { readonly server: Server; readonly newDatabase: () => Promise<string | undefined> },
  { people, translator }: { readonly people: readonly Person[]; readonly translator: string },
): Promise<(db: Kysely<Tables>) => Promise<MatrixCase[]>> {
  const as = (role: 'officer' | 'head') => {
    const token = people.find((one) => one.role === role && one.standing === 'fresh' && one.relation !== 'walled-off')?.token ?? ''
    return httpClient({ base: `${server.url}/api`, token })
  }
  const anyone = httpClient({ base: `${server.url}/api` })
  const databaseUrl = await newDatabase()
  const bern: TestInstance = await startInstance(['officer', 'head'], {
    authority: { state: 'CHE', function: 'central', name: 'Federal Office of Justice, Bern' },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  })
  const made: { request: string; file: string; translation: string; number: number }[] = []
  try {
    await introduce({ as }, bern.anyone())
    await introduce(bern, anyone)
    for (const number of [99_998, 99_999]) {
      const content = {
        kind: 'mutual-legal-assistance' as const,
        requesting: 'PER',
        requested: 'CHE',
        title: `Registros ${wordOf(number, 't')}`,
        purpose: `Seguir ${wordOf(number, 't')}.`,
        persons: [{ id: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f', role: 'suspect' as const, name: wordOf(number, 'n') }],
        languages: { letter: 'es' },
      }
      const { id: request } = valueOf(await as('officer').openRequest({ body: { reference: wordOf(number, 'r'), content } }))
      const params = { request }
      const name = `${wordOf(number, 'f')}.txt`
      const body = { name, mediaType: 'text/plain', stream: streamOf(Buffer.from(wordOf(number, 'b'))) }
      const { id: file } = valueOf(await as('officer').addFile({ params, query: { name }, body }))
      const ask = { language: 'en', translator, due: '2099-01-01', note: wordOf(number, 'v') }
      const { id: translation } = valueOf(await as('officer').askTranslation({ params, body: ask }))
      const { version } = valueOf(await as('officer').getRequest({ params }))
      valueOf(await as('officer')['share-draft']({ params, body: { note: wordOf(number, 'a') }, ifMatch: version }))
      const theirs = bern.as('officer')
      await there(async () => (await theirs.getRequest({ params })).ok)
      const seen = valueOf(await theirs.getRequest({ params }))
      valueOf(await theirs.comment({ params, body: { text: wordOf(number, 'a') }, ifMatch: seen.version }))
      await there(async () => valueOf(await as('officer').getRequest({ params })).version > version + 1)
      made.push({ request, file, translation, number })
    }
    await there(async () =>
      valueOf(await as('officer').listMessages({ query: { direction: 'out' } })).items.every(({ standing }) => standing === 'consigned'),
    )
  } finally {
    await bern.stop()
  }
  return async (db) => {
    const cases: MatrixCase[] = []
    for (const [n, one] of made.entries()) {
      const { rows } = await sql<{ version: number; sent: string; came: string }>`
        SELECT version, (SELECT id FROM outbox WHERE thread = r.id ORDER BY seq LIMIT 1) AS sent,
          (SELECT id FROM inbox WHERE thread = r.id ORDER BY seq LIMIT 1) AS came FROM request r WHERE id = ${one.request}`.execute(db)
      const [row] = rows
      if (row === undefined) throw new Error('a request that was shared is there')
      const erasure = randomUUID()
      await sql`INSERT INTO erasure (id, request, standing, reason, proposed_by, proposed_by_name, proposed_at)
        VALUES (${erasure}, ${one.request}, 'proposed', ${wordOf(one.number, 'a')}, ${translator}, 'A', now())`.execute(db)
      cases.push({
        ...one,
        stage: 'consulting',
        side: 'requesting',
        office: undefined,
        namesOffice: false,
        handling: n === 0 ? 'restricted' : 'open',
        translator,
        message: n === 0 ? row.sent : row.came,
        arrived: row.came,
        letter: 'OUT-0',
        erasure,
        version: row.version,
        open: one.request,
      })
    }
    return cases
  }
}
