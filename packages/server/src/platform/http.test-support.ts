import { text } from 'node:stream/consumers'
import { after, type TestContext } from 'node:test'
import { fileBody, type FileStream, operation, type Operation } from '@comity/contract/operation'
import { Id, Line } from '@comity/domain/input'
import { fail, ok } from '@comity/domain/result'
import * as z from 'zod'
import { accessIn } from '../access/standing.ts'
import { bind } from './bind.ts'
import { createDispatcher, type Handler } from './dispatch.ts'
import { createHttp, type HttpParts } from './http.ts'
import { newId } from './id.ts'
import type { Session } from './session.ts'
import { withDatabase } from './test-database.ts'

const operations = {
  read: operation({
    id: 'read',
    method: 'GET',
    path: '/things/{thing}',
    action: 'session.read',
    summary: '',
    params: z.strictObject({ thing: Id }),
    query: z.strictObject({ q: Line.optional(), limit: z.coerce.number().int().max(100).default(50) }),
    response: z.object({}),
  }),
  change: operation({
    id: 'change',
    method: 'POST',
    path: '/things/{thing}/change',
    action: 'session.close',
    summary: '',
    params: z.strictObject({ thing: Id }),
    body: z.strictObject({ text: Line, note: z.string().optional() }),
    response: z.object({ text: z.string(), version: z.int() }),
    status: 201,
    ifMatch: true,
  }),
  end: operation({
    id: 'end',
    method: 'DELETE',
    path: '/things',
    action: 'session.close',
    summary: '',
    response: z.object({}),
    status: 204,
  }),
  upload: operation({
    id: 'upload',
    method: 'POST',
    path: '/files',
    action: 'session.close',
    summary: '',
    query: z.strictObject({ name: Line }),
    body: fileBody,
    response: z.object({}),
    status: 201,
  }),
  download: operation({ id: 'download', method: 'GET', path: '/files', action: 'session.read', summary: '', response: fileBody }),
  broken: operation({ id: 'broken', method: 'GET', path: '/broken', action: 'directory.read', summary: '', response: z.object({}) }),
}
const { db } = await withDatabase({ after })

async function* bytes(): AsyncIterable<Uint8Array> {
  yield Buffer.from('%PDF')
}
const handlers: Record<keyof typeof operations, Handler<Operation>> = {
  read: async ({ query }) => ok(query),
  change: async ({ body }, call) => {
    const { text: given } = body as { text: string }
    return call.expectedVersion === 3 ? ok({ text: given, version: 4 }) : fail({ code: 'version-conflict', values: { version: 3 } })
  },
  end: async () => ok({}),
  upload: async ({ body }) => {
    const { name, stream } = body as FileStream
    return ok({ name, text: await text(stream as AsyncIterable<Buffer>) })
  },
  download: async () => ok({ name: 'Resolución "3".pdf', mediaType: 'application/pdf', size: 4, stream: bytes() }),
  broken: async () => {
    throw Object.assign(new Error('account 4417-0093 of Ana Quispe'), { code: '23505' })
  },
}
/** Of whoever comes with the token `good`. */
const session: Session = {
  token: 'good',
  actor: { id: newId(), name: 'Ana', role: 'officer' },
  language: 'es',
  expiresAt: '',
  provenAt: '',
}
export const bearer = { authorization: 'Bearer good' }
export const cookie = { cookie: '__Host-comity-per=good' }
/** A call that changes something. */
export const change = (more: object = {}) =>
  ({ method: 'POST', url: `/api/things/${newId()}/change`, payload: { text: 'a' }, ...more }) as const

/** The web server of an instance, without an instance: a few operations of every shape, and what it logs. */
export async function start(t: TestContext, parts: Partial<HttpParts> = {}) {
  const log: string[] = []
  const app = await createHttp({
    state: 'PER',
    findSession: async (token) => (token === 'good' ? session : undefined),
    isReady: async () => true,
    log: { level: 'info', stream: { write: (line) => void log.push(line) } },
    ...parts,
  })
  t.after(async () => app.close())
  bind(app, createDispatcher({ operations, handlers, db, findAccess: accessIn(db), clock: () => new Date() }))
  await app.ready()
  return { app, log }
}
