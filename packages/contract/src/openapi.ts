import { problemCodes } from '@comity/domain/problem'
import { Act, Condition } from '@comity/domain/request/act'
import { FileReference, RequestContent } from '@comity/domain/request/content'
import * as z from 'zod'
import { Account } from './account.ts'
import { AuditEntry } from './audit.ts'
import { DeadlineRuleEntry } from './deadline.ts'
import { Peer } from './exchange.ts'
import { LegalQuestion, Relation } from './law-question.ts'
import { Declaration, Instrument, Participation, Party, StateEntry } from './law.ts'
import { EmblemFile, LetterheadVersion } from './letterhead.ts'
import { MessageEntry, MessageView } from './message.ts'
import { fileBody, type Operation } from './operation.ts'
import { operations } from './operations.ts'
import { problemStatus } from './problem.ts'
import { Difference, Proposal, ProposalView, ReferenceChange } from './reference.ts'
import { LegalBases } from './request-law.ts'
import { Finding, RequestRow, RequestView } from './request.ts'
import { Article } from './treaty-text.ts'

/** What each family of actions is about. */
const families: Readonly<Record<string, string>> = {
  account: 'Accounts of the authority',
  audit: 'The audit log',
  directory: 'What the authority publishes about itself',
  exchange: 'Messages and their receipts',
  file: 'Files of a request',
  letter: 'The letter of a request',
  letterhead: 'What stands at the head of letters',
  peer: "Other authorities' instances and how far they are trusted",
  reference: 'The law: States, instruments, who is bound to whom, on what basis, and the clocks',
  request: 'Requests and the acts of both sides',
  session: 'Signing in and out',
}

type Json = Record<string, unknown>

const Problem = z
  .object({
    type: z.string().describe('`/problems/` and the code'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.enum(problemCodes),
    fields: z
      .array(z.object({ field: z.string(), rule: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }))
      .optional(),
    values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .describe('RFC 9457')

const named = {
  Account,
  Act,
  AuditEntry,
  Article,
  Condition,
  DeadlineRule: DeadlineRuleEntry,
  Declaration,
  Difference,
  EmblemFile,
  FileReference,
  Finding,
  Instrument,
  LegalBases,
  LegalQuestion,
  LetterheadVersion,
  MessageEntry,
  MessageView,
  Participation,
  Party,
  Peer,
  Problem,
  Proposal,
  ProposalView,
  ReferenceChange,
  Relation,
  StateEntry,
  RequestContent,
  RequestRow,
  RequestView,
}

/** Problems that any operation can answer, beside its own. */
const everywhere = ['invalid-input', 'not-signed-in', 'not-permitted', 'too-large', 'too-many-attempts'] as const

const binary = { 'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } }
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const capital = (id: string) => id.replaceAll(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase())

/** A schema within the document, which itself says its dialect and its address. */
function bare(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'))
}

function hasFields(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).length > 0 : true
}

/** One name for each schema that stands in the document, so that it is written once and referred to. */
function nameSchemas(): z.core.$ZodRegistry<{ id?: string }> {
  const names = z.registry<{ id?: string }>()
  for (const [id, schema] of Object.entries(named)) names.add(schema, { id })
  for (const { id, body, response } of Object.values(operations)) {
    if (body !== fileBody && hasFields(body) && !names.has(body)) names.add(body, { id: `${capital(id)}Body` })
    if (response !== fileBody && hasFields(response) && !names.has(response)) names.add(response, { id: `${capital(id)}Answer` })
  }
  return names
}

const names = nameSchemas()

function nameOf(schema: z.ZodType): string {
  const id = names.get(schema)?.id
  if (id === undefined) throw new Error('a schema of an operation has no name')
  return id
}

function parameters({ params, query, ifMatch, idempotent }: Operation): readonly Json[] {
  const list = (place: 'path' | 'query', schema: z.ZodType) => {
    const json = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, Json>; required?: string[] }
    return Object.entries(json.properties ?? {}).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || (json.required ?? []).includes(name),
      schema: property,
    }))
  }
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  })
  return [
    ...list('path', params),
    ...list('query', query),
    ...(ifMatch ? [header('If-Match', true, 'The version that the change rests on, as in the ETag')] : []),
    ...(idempotent
      ? [header('Idempotency-Key', false, 'A repetition under the same key has no second effect and gets the same answer')]
      : []),
  ]
}

function answers(operation: Operation): Json {
  const codes = [
    ...new Set([...everywhere, ...operation.problems, ...(operation.ifMatch ? (['version-required', 'version-conflict'] as const) : [])]),
  ]
  const refusals = Map.groupBy(codes, (code) => problemStatus[code])
  const success: Json =
    operation.response === fileBody
      ? { content: binary }
      : hasFields(operation.response)
        ? { content: { 'application/json': { schema: reference(nameOf(operation.response)) } } }
        : {}
  return {
    [operation.status]: { description: 'Done', ...success },
    ...Object.fromEntries(
      [...refusals].map(([status, list]) => [
        status,
        { description: list.join(', '), content: { 'application/problem+json': { schema: reference('Problem') } } },
      ]),
    ),
  }
}

function describe(operation: Operation): Json {
  const { id, summary, action, body } = operation
  const content =
    body === fileBody ? binary : { 'application/json': { schema: hasFields(body) ? reference(nameOf(body)) : { type: 'object' } } }
  const open = action === 'session.open' || action === 'directory.read'
  return {
    operationId: id,
    summary,
    description: `Action: ${action}`,
    tags: [action.split('.')[0]],
    parameters: parameters(operation),
    ...(operation.method === 'GET' || operation.method === 'DELETE'
      ? {}
      : { requestBody: { required: body === fileBody || hasFields(body), content } }),
    responses: answers(operation),
    security: open ? [] : [{ session: [] }, { bearer: [] }],
  }
}

/** The OpenAPI 3.1 document of the public API, made from the operations and nothing else. */
export function openApi(): Json {
  const { schemas } = z.toJSONSchema(names, { io: 'input', uri: (id) => `#/components/schemas/${id}` }) as { schemas: Record<string, Json> }
  const paths: Record<string, Json> = {}
  for (const operation of Object.values(operations) as readonly Operation[]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) }
  }
  const tags = [...new Set(Object.values(operations).map(({ action }) => action.split('.')[0] ?? action))].toSorted()
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Comity',
      version: '0.1.0',
      description: "One authority's instance: requests between States, their exchange, and the law they rest on.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api' }],
    tags: tags.map((name) => ({ name, description: families[name] ?? name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)])),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-comity', description: 'The name goes on with the State: __Host-comity-per' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
