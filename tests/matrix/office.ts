import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileBody, type Operation } from '@comity/contract/operation'
import { operations } from '@comity/contract/operations'
import { type Role, roles } from '@comity/domain/account/role'
import { hashSecret } from '@comity/server/account/store'
import { openDatabase } from '@comity/server/platform/database'
import { migrate } from '@comity/server/platform/migrate'
import { startServer } from '@comity/server/server'
import { inputs } from '@comity/server/test-inputs'
import { sql } from 'kysely'
import { addCases, type MatrixCase } from './cases.ts'

const office = 'Fiscalía Provincial de Arequipa'

/** Somebody of the authority, with the session of the walk. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly office?: string
  readonly token: string
}

/** An instance with somebody of each role, offices and translators twice, and a request at each stage. */
export interface MatrixOffice {
  readonly people: readonly Person[]
  readonly cases: readonly MatrixCase[]
  /** Calls an operation about a case, with an input that it can read. */
  call(operation: Operation, one: MatrixCase, token: string | undefined): Promise<Response>
  stop(): Promise<void>
}

/** Not walked: what ends the session of the walk. */
export const walked: readonly Operation[] = Object.values(operations).filter(({ id }) => id !== 'signOut')

/** How somebody stands to a case: by the office with which it is, or as its translator; by role alone otherwise. */
export function isWithin({ id, role, office: own }: Person, one: MatrixCase): boolean {
  if (role === 'officer' || role === 'head') return true
  if (role === 'executing-authority') return own === one.office
  return role === 'translator' && one.translator === id
}

function person(role: Role, name: string = role, own?: string): Person {
  return { id: randomUUID(), name, role, token: randomBytes(32).toString('base64url'), ...(own === undefined ? {} : { office: own }) }
}

/** Starts the instance of the matrix on an embedded database. */
export async function startMatrixOffice(): Promise<MatrixOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'comity-matrix-'))
  const people = [
    ...roles.map((role) => person(role, role, role === 'executing-authority' ? office : undefined)),
    person('executing-authority', 'another office', 'Fiscalía Provincial de Cusco'),
    person('translator', 'another translator'),
  ]
  const { db, close } = await openDatabase({ dataDirectory: folder })
  await migrate(db)
  for (const { id, name, role, office: own, token } of people) {
    await sql`INSERT INTO account (id, name, display_name, role, office, language, created_at, confirmed_at)
      VALUES (${id}, ${name}, ${name}, ${role}, ${own ?? null}, 'en', now(), now())`.execute(db)
    await sql`INSERT INTO session (token_hash, account, created_at, seen_at, proven_at) VALUES (${hashSecret(token)}, ${id}, now(), now(), now())`.execute(
      db,
    )
  }
  const translators = people.filter(({ role }) => role === 'translator').map(({ id }) => id)
  const cases = await addCases(db, { office, translators })
  await close()
  const server = await startServer({
    authority: { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' },
    dataDirectory: folder,
    port: 0,
    exchangePort: 0,
    log: { level: 'silent' },
    requestsPerMinute: 1_000_000,
  })
  const id = randomUUID()

  async function call(operation: Operation, one: MatrixCase, token: string | undefined): Promise<Response> {
    const params: Record<string, string> = {
      request: one.request,
      translation: one.translation,
      file: one.file,
      message: one.message,
      account: id,
      peer: 'CHE~central',
      state: 'PER',
      instrument: 'untoc',
      article: '18(15)',
      rule: 'safe-conduct',
      proposal: id,
      place: '1',
    }
    const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => params[name] ?? '')
    const isFile = operation.body === fileBody
    const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
    const isNamed = isFile && operation.query.safeParse({ name: 'a.txt' }).success
    return fetch(`${server.url}/api${path}${isNamed ? '?name=a.txt' : ''}`, {
      method: operation.method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(hasBody ? { 'content-type': isFile ? 'application/octet-stream' : 'application/json' } : {}),
        ...(operation.ifMatch ? { 'if-match': `"${operation.path.includes('{translation}') ? 1 : one.version}"` } : {}),
      },
      ...(hasBody ? { body: isFile ? 'text' : JSON.stringify(inputs[operation.id] ?? {}) } : {}),
    })
  }

  return {
    people,
    cases,
    call,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * What is walked of the product of people, operations and cases: all of it where COMITY_MATRIX says `whole`; else each person and
 * operation with cases in turn, and an operation that is about no request once.
 */
export function* product(people: readonly Person[], cases: readonly MatrixCase[]): Generator<readonly [Person, Operation, MatrixCase]> {
  const whole = process.env['COMITY_MATRIX'] === 'whole'
  let turn = 0
  for (const operation of walked)
    for (const one of people) {
      const isAbout = /\{(?:request|translation|message)\}/u.test(operation.path)
      const times = whole && isAbout ? cases.length : 1
      for (let n = 0; n < times; n += 1) {
        const chosen = cases[(turn += 1) % cases.length]
        if (chosen !== undefined) yield [one, operation, chosen]
      }
    }
}
