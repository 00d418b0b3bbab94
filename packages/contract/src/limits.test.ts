import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { fileBody, type Operation } from './operation.ts'
import { operations } from './operations.ts'

interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly maxLength?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** Whether a pattern itself says how long a text can be: anchored, and nothing in it is repeated without end. */
function isFinite(pattern: string): boolean {
  const signs = pattern.replaceAll(/\\./gu, 'x').replaceAll(/\[[^\]]*\]/gu, 'x')
  return signs.startsWith('^') && signs.endsWith('$') && !/[*+]|\{\d+,\}/u.test(signs)
}

function isBoundText({ maxLength, pattern, enum: choices, const: only }: Schema): boolean {
  return maxLength !== undefined || choices !== undefined || only !== undefined || (pattern !== undefined && isFinite(pattern))
}

/** The places of a schema at which an input could go on for ever. */
function unboundIn(schema: Schema, at: string, definitions: Schema['$defs'] = {}, within: readonly string[] = []): readonly string[] {
  const into = (part: Schema, name: string) => unboundIn(part, `${at}${name}`, definitions, within)
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/$defs/', '')
    // What holds itself is as deep as its body is long, and that has its limit.
    return within.includes(name) || schema.$ref === '#' ? [] : unboundIn(definitions[name] ?? {}, at, definitions, [...within, name])
  }
  const { additionalProperties: others } = schema
  return [
    ...(schema.type === 'string' && !isBoundText(schema) ? [`${at}: text`] : []),
    ...(schema.type === 'array' && schema.maxItems === undefined && schema.prefixItems === undefined ? [`${at}: list`] : []),
    // Fields that no schema names: only under names of which there is an end.
    ...(schema.type === 'object' && others !== false && !isBoundText(schema.propertyNames ?? {}) ? [`${at}: fields`] : []),
    ...(Object.keys(schema).length === 0 ? [`${at}: anything`] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => into(part, `.${name}`)),
    ...(schema.items === undefined ? [] : into(schema.items, '[]')),
    ...(typeof others === 'object' ? into(others, '{}') : []),
    ...[schema.anyOf, schema.oneOf, schema.allOf, schema.prefixItems].flatMap((parts) => (parts ?? []).flatMap((part) => into(part, ''))),
  ]
}

function unbound(input: z.ZodType, at: string): readonly string[] {
  // As it is read and not as it is written: an object is closed to fields that it does not name.
  const json = z.toJSONSchema(input, { io: 'output', unrepresentable: 'any' }) as Schema & { $schema?: string }
  const { $schema: _, $defs, ...schema } = json
  return unboundIn(schema, at, $defs)
}

test('every text, list and table of every operation has an end', () => {
  const all = (Object.values(operations) as readonly Operation[]).flatMap(({ id, params, query, body }) => [
    ...unbound(params, `${id} path`),
    ...unbound(query, `${id} query`),
    ...(body === fileBody ? [] : unbound(body, `${id} body`)),
  ])
  assert.deepEqual([...new Set(all)], [])
})

test('a text, a list or a table without an end is seen, however deep it lies', () => {
  const loose: readonly [z.ZodType, string][] = [
    [z.strictObject({ a: z.string() }), '.a: text'],
    [z.strictObject({ a: z.string().regex(/^a+$/u) }), '.a: text'],
    [z.strictObject({ a: z.string().regex(/a{3}/u) }), '.a: text'],
    [z.strictObject({ a: z.array(z.strictObject({ b: z.array(z.int()) })).max(3) }), '.a[].b: list'],
    [z.strictObject({ a: z.union([z.int(), z.string()]) }), '.a: text'],
    [z.strictObject({ a: z.record(z.string(), z.int()) }), '.a: fields'],
    [z.strictObject({ a: z.unknown() }), '.a: anything'],
  ]
  for (const [schema, found] of loose) assert.deepEqual(unbound(schema, ''), [found])
  assert.deepEqual(unbound(z.strictObject({ a: z.string().max(3), b: z.array(z.enum(['x'])).max(2), c: z.uuid() }), ''), [])
})
