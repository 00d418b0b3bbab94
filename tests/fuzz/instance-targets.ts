import assert from 'node:assert/strict'
import { request as ask } from 'node:http'
import { fileBody, type Operation } from '@comity/contract/operation'
import { operations } from '@comity/contract/operations'
import { type Role, roles } from '@comity/domain/account/role'
import { problemCodes, type ProblemCode } from '@comity/domain/problem'
import { valueOf } from '@comity/domain/result.test-support'
import type { Target } from '@comity/exchange/fuzz/target'
import type { Chance } from '@comity/exchange/simulation/chance'
import { content, inputs } from '@comity/server/test-inputs'
import { startInstance, type TestInstance } from '@comity/server/test-instance'
import { routes } from '@comity/web/site'
import { bodies, growBody } from './contract-json.ts'
import { findForms, type PageForm, writeForm } from './page-forms.ts'

const people: readonly Role[] = roles.filter((role) => role !== 'executing-authority')
const odd = ['x', '%00', '..%2f..%2fx', '%E0%A4', '0', '-1', '%7B%7D', "'", 'constructor', '%F0%9F%92%A9', 'x'.repeat(300)]
const files = ['', 'text', '%PDF-1.7\n', '\u0089PNG\r\n', 'PK\u0003\u0004', '{}', '<x/>', '\u0000'.repeat(600)]

/** What was sent and what came back. */
interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

interface Office {
  call(path: string, sent: { readonly method: string; readonly headers: Record<string, string>; readonly body?: Buffer }): Promise<Answer>
  tokenOf(role: Role): string
  readonly known: Readonly<Record<string, string>>
  readonly forms: () => Promise<readonly PageForm[]>
  stop(): Promise<void>
}

/** What a failure of ours was: the answer tells only its number. */
const log = { level: 'error', stream: { write: (line: string) => void process.stderr.write(line) } } as const

async function openOffice(): Promise<Office> {
  // A clock that stands still keeps every session in time and every proof fresh.
  const moment = new Date(Math.floor(Date.now() / 1000) * 1000)
  const instance = await startInstance(people, { clock: () => moment, requestsPerMinute: 1_000_000_000, log })
  const { hostname, port } = new URL(instance.url())
  const call: Office['call'] = async (path, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const sent = ask({
        hostname,
        port,
        path,
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-length': body.length }) },
      })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
          }),
        )
      })
      sent.end(body)
    })
  const opened = valueOf(await instance.as('officer').openRequest({ body: { reference: 'R-1', content } }))
  const { translators } = valueOf(await instance.as('officer').listTranslators({}))
  const translation = valueOf(
    await instance.as('officer').askTranslation({
      params: { request: opened.id },
      body: { language: 'en', translator: translators[0]?.account ?? '', due: '2999-01-15' },
    }),
  )
  const known: Record<string, string> = {
    request: opened.id,
    translation: translation.id,
    peer: 'CHE~central',
    state: 'PER',
    instrument: 'untoc',
    article: '18(15)',
    rule: 'safe-conduct',
    place: '1',
    number: '1',
    step: 'facts',
    item: 'new',
    command: 'comment',
    act: 'hold',
  }
  let found: Promise<readonly PageForm[]> | undefined
  const forms = async (): Promise<readonly PageForm[]> => (found ??= formsOf(instance, call, (name) => known[name] ?? opened.id))
  return { call, tokenOf: (role) => instance.tokenOf(role), known, forms, stop: async () => instance.stop() }
}

/** Every form that a page shows to somebody. @param placeOf what stands for a variable part of a path */
async function formsOf(instance: TestInstance, call: Office['call'], placeOf: (name: string) => string): Promise<readonly PageForm[]> {
  const forms: PageForm[] = []
  for (const { path, methods } of routes)
    for (const role of methods.includes('POST') && methods.includes('GET') ? people : []) {
      const place = path.replaceAll(/:(\w+)/gu, (_, name: string) => placeOf(name))
      const shown = await call(place, { method: 'GET', headers: { cookie: `__Host-comity-per=${instance.tokenOf(role)}` } })
      if (shown.status === 200) forms.push(...findForms(shown.body, place).map((form) => ({ ...form, role })))
    }
  return forms
}

/** @throws when it is a failure of ours, or a refusal that names no known problem */
function isDone(answer: Answer, what: string): boolean {
  assert.ok(answer.status >= 200 && answer.status < 500, `${what}: ${answer.status}`)
  if (answer.type.startsWith('application/problem+json')) {
    const { code } = JSON.parse(answer.body) as { readonly code: ProblemCode }
    assert.ok(problemCodes.includes(code), `${what}: ${code}`)
  }
  return answer.status < 400
}

/** Not shot at: what ends the sessions that are shot with. */
const spared: readonly string[] = ['signOut', 'endSession', 'endOtherSessions', 'endSessionsOf']
const all = (Object.values(operations) as readonly Operation[]).filter(({ id }) => !spared.includes(id))

function queryOf(chance: Chance): string {
  if (chance.hits(0.6)) return ''
  const names = ['cursor', 'limit', 'name', 'language', 'q', 'since', 'state', 'slice', 'x', '__proto__', 'limit']
  return `?${chance.pick(names)}=${chance.pick([...odd, '1', '50', 'a.txt', 'en'])}&${chance.pick(names)}=${chance.pick(odd)}`
}

async function shootOperation(office: Office, chance: Chance): Promise<boolean> {
  const operation = chance.pick(all)
  const { id, method } = operation
  const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
    chance.hits(0.1) ? chance.pick(odd) : chance.hits(0.1) ? chance.uuid() : (office.known[name] ?? chance.uuid()),
  )
  const isFile = operation.body === fileBody
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const text = isFile ? chance.pick(files) : growBody(bodies.get(id) ?? { type: 'object' }, chance, inputs[id] ?? {})
  const bytes = Buffer.from(text, isFile ? 'latin1' : 'utf8')
  const type = isFile ? 'application/octet-stream' : 'application/json'
  const headers: Record<string, string> = {
    ...(chance.hits(0.95) ? { authorization: `Bearer ${office.tokenOf(chance.pick(people))}` } : {}),
    ...(hasBody
      ? { 'content-type': chance.hits(0.97) ? type : chance.pick(['text/plain', 'application/xml', 'x', type.toUpperCase()]) }
      : {}),
    ...(operation.ifMatch || chance.hits(0.05)
      ? { 'if-match': chance.pick(['"1"', '"1"', '"2"', '"999"', '*', 'W/"1"', '"x"', '"-1"', '"99999999999999999999"']) }
      : {}),
    ...(chance.hits(0.1) ? { 'idempotency-key': chance.pick(['a', 'x'.repeat(300), chance.uuid(), '"']) } : {}),
    ...(chance.hits(0.05) ? { 'accept-language': chance.pick(['ar', 'x', '*;q=9', ';;;,', 'en;q=0.1,fr']) } : {}),
  }
  const query = isFile && chance.hits(0.5) ? '?name=a.pdf' : queryOf(chance)
  const answer = await office.call(`/api${path}${query}`, { method, headers, ...(hasBody ? { body: bytes } : {}) })
  return isDone(answer, `${method} ${path}${query} ${text.slice(0, 2000)}`)
}

async function shootForm(office: Office, chance: Chance): Promise<boolean> {
  const form = chance.pick(await office.forms())
  const { type, body } = writeForm(form, chance)
  const role = chance.hits(0.95) ? form.role : chance.pick(people)
  const headers = { cookie: `__Host-comity-per=${office.tokenOf(role)}`, 'sec-fetch-site': 'same-origin', 'content-type': type }
  const answer = await office.call(form.action, { method: 'POST', headers, body })
  return isDone(answer, `POST ${form.action} as ${role}: ${body.toString().slice(0, 2000)}`)
}

/** The ways into a running instance: its operations and the forms of its pages, through HTTP. */
export function instanceTargets(): readonly Target[] {
  const shot = (name: string, shoot: (office: Office, chance: Chance) => Promise<boolean>): Target => {
    let opening: Promise<Office> | undefined
    return {
      name,
      slowness: 200,
      async shoot(chance) {
        opening ??= openOffice()
        return shoot(await opening, chance)
      },
      async end() {
        await (await opening)?.stop()
      },
    }
  }
  return [shot('an operation, through HTTP', shootOperation), shot('the form of a page, through HTTP', shootForm)]
}
