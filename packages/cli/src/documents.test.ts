import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { caseFile, callComity } from './run-comity.ts'

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly pattern?: string
  readonly maxLength?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

/** The paths at which a value does not fit a schema, by the words of JSON Schema that ours uses. */
function misfits(value: unknown, schema: Schema, at = '$'): string[] {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined && !choices.some((choice) => misfits(value, choice, at).length === 0)) return [at]
  if ('const' in schema && value !== schema.const) return [at]
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [at]
  if (schema.type !== undefined && !isOfType(value, schema.type)) return [at]
  if (typeof value === 'string') {
    const fits = value.length <= (schema.maxLength ?? Infinity) && new RegExp(schema.pattern ?? '', 'u').test(value)
    return fits ? [] : [at]
  }
  if (typeof value === 'number') return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity) ? [] : [at]
  if (Array.isArray(value)) {
    const inner = value.flatMap((item, place) => misfits(item, schema.items ?? {}, `${at}.${place}`))
    return value.length <= (schema.maxItems ?? Infinity) ? inner : [at]
  }
  if (typeof value !== 'object' || value === null) return []
  const { properties = {}, required = [], additionalProperties } = schema
  const absent = required.filter((name) => !(name in value)).map((name) => `${at}.${name}`)
  const inner = Object.entries(value).flatMap(([name, one]) => {
    const own = properties[name]
    if (own !== undefined) return misfits(one, own, `${at}.${name}`)
    return additionalProperties === false ? [`${at}.${name}`] : []
  })
  return [...absent, ...inner]
}

test('the published schema fits case 1, and tells what does not fit', async () => {
  const { exit, out } = await callComity(['schema', 'request'])
  assert.equal(exit, 0)
  const schema = JSON.parse(out) as Schema & { $schema: string; title: string }
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
  const file = JSON.parse(await readFile(caseFile, 'utf8'))
  assert.deepEqual(misfits(file, schema), [])
  const { requested: _, ...less } = file.content
  assert.deepEqual(misfits({ ...file, content: less }, schema), ['$.content.requested'])
  assert.deepEqual(misfits({ ...file, content: { ...file.content, nickname: 'Pepe' } }, schema), ['$.content.nickname'])
  assert.deepEqual(misfits({ ...file, content: { ...file.content, limitation: '19.8.2031' } }, schema), ['$.content.limitation'])
})

test('the document of the API names every operation once and is OpenAPI 3.1', async () => {
  const { exit, out } = await callComity(['openapi'])
  assert.equal(exit, 0)
  const document = JSON.parse(out) as { openapi: string; paths: Record<string, Record<string, { operationId?: string }>> }
  assert.match(document.openapi, /^3\.1\./u)
  const ids = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId }) => operationId ?? [])
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ['signIn', 'listRequests', 'getRequest', 'dispatch', 'listAudit']) assert.ok(ids.includes(id), id)
})
