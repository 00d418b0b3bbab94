import { openApi } from '@comity/contract/openapi'
import { complete } from '@comity/domain/requirement/content-examples'
import { growJson } from '@comity/exchange/fuzz/mutate'
import type { Chance } from '@comity/exchange/simulation/chance'

/** As much of JSON Schema as the contract is written in. */
interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
          }
        >
      >
    >
  >
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const document = openApi() as unknown as Document
const { schemas } = document.components

/** The schema of the body of each operation that takes JSON, by its id. */
export const bodies: ReadonlyMap<string, Schema> = new Map(
  Object.values(document.paths).flatMap((path) =>
    Object.values(path).flatMap(({ operationId, requestBody }) => {
      const schema = requestBody?.content['application/json']?.schema
      return schema === undefined ? [] : [[operationId, schema] as const]
    }),
  ),
)

/** Texts of which some fit a pattern or a format. */
const texts = [
  'PER',
  'CHE',
  'es',
  'ar',
  '2026-01-15',
  '2026-11-21T10:00:00.000Z',
  '018f0000-0000-7000-8000-000000000001',
  '018f0000-0000-4000-8000-000000000002',
  '0'.repeat(64),
  'a'.repeat(43),
  '000000',
  'USD',
  '3480500.00',
  '18(15)',
  'untoc',
  'CHE/central',
  'x',
  'facts.summary',
  'https://example.org/x',
  'a@example.org',
  'YWJj',
  'CH9300762011623852957',
  'Some words, «and more» — 中文 العربية.',
]
/** Texts at which readers stumble. */
const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '\ufeff',
  '__proto__',
  'constructor',
  '../../x',
  "' OR 1=1 --",
  '<script>',
  '%00',
  'x'.repeat(400),
  '\r\nX: y',
  '{{7*7}}',
  '=1+1',
  '-0',
  'NaN',
  '2026-02-30',
  '+275760-09-13T00:00:00Z',
]
const oddNumbers = [0, -1, 1, 0.1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324]

function growText({ pattern, format }: Schema, chance: Chance): string {
  if (chance.hits(0.03)) return chance.pick(oddTexts)
  if (format === 'date') return '2026-01-15'
  if (format === 'date-time') return '2026-11-21T10:00:00.000Z'
  if (format === 'uuid') return texts[6] ?? ''
  if (pattern === undefined) return chance.pick(texts)
  const form = new RegExp(pattern, 'u')
  const fitting = texts.filter((text) => form.test(text))
  return fitting.length === 0 ? chance.pick(texts) : chance.pick(fitting)
}

function growObject(schema: Schema, chance: Chance, depth: number): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema
  const grown: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(properties)) {
    const wanted = required.includes(name) ? !chance.hits(0.02) : chance.hits(depth > 5 ? 0.1 : 0.5)
    if (wanted) grown[name] = grow(part, chance, depth + 1)
  }
  if (typeof additionalProperties === 'object')
    for (let left = chance.below(3); left > 0; left -= 1) {
      const name = grow(propertyNames ?? { type: 'string' }, chance, depth + 1)
      Object.defineProperty(grown, String(name), {
        value: grow(additionalProperties, chance, depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
  if (chance.hits(0.02))
    Object.defineProperty(grown, chance.pick(['__proto__', 'constructor', 'toString', 'x', '']), {
      value: {},
      enumerable: true,
      configurable: true,
      writable: true,
    })
  return grown
}

/** A value of a schema, now and then with something in it that is not of it. */
export function grow(schema: Schema, chance: Chance, depth = 0): unknown {
  if (chance.hits(0.01)) return chance.pick<unknown>([null, true, [], {}, '', 'x', 0, -1, [null], { v: 1 }, ...oddNumbers])
  if (schema.$ref !== undefined) return grow(schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {}, chance, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return chance.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return grow(chance.pick(choices), chance, depth + 1)
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => grow(part, chance, depth + 1)))
  if (schema.prefixItems !== undefined) return schema.prefixItems.map((part) => grow(part, chance, depth + 1))
  switch (schema.type) {
    case 'object':
      return growObject(schema, chance, depth)
    case 'array': {
      const count = Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + chance.below(depth > 6 ? 1 : 3))
      return Array.from({ length: count }, () => grow(schema.items ?? {}, chance, depth + 1))
    }
    case 'integer':
    case 'number':
      return chance.hits(0.1) ? chance.pick(oddNumbers) : (schema.minimum ?? 0) + chance.below(Math.min(20, (schema.maximum ?? 20) + 1))
    case 'boolean':
      return chance.hits(0.5)
    case 'null':
      return null
    default:
      return growText(schema, chance)
  }
}

/** The places in a JSON value at which there are others. */
function placesIn(value: unknown, found: { readonly holder: Record<string, unknown>; readonly name: string }[] = []) {
  if (typeof value !== 'object' || value === null) return found
  for (const [name, inner] of Object.entries(value)) {
    found.push({ holder: value as Record<string, unknown>, name })
    placesIn(inner, found)
  }
  return found
}

/** Changes a value here and there: another in its place, gone, or that of another place. Changes what it is given. */
function disturb(value: unknown, chance: Chance): unknown {
  for (let left = chance.below(3); left > 0; left -= 1) {
    const places = placesIn(value)
    if (places.length === 0) return value
    const { holder, name } = chance.pick(places)
    switch (chance.below(4)) {
      case 0:
        delete holder[name]
        break
      case 1:
        holder[name] = chance.pick<unknown>([...oddTexts, ...oddNumbers, null, [], {}])
        break
      case 2:
        holder[name] = [holder[name], holder[name]]
        break
      default: {
        const other = chance.pick(places)
        holder[name] = structuredClone(other.holder[other.name])
      }
    }
  }
  return value
}

/** Whether a body has what a request says in it. */
function putContent(body: unknown): unknown {
  if (typeof body === 'object' && body !== null && 'content' in body)
    (body as Record<string, unknown>)['content'] = structuredClone(complete)
  return body
}

/** The body of a call, as JSON text: of its schema, with real content or odd values in it; one time in fifty any JSON at all. */
export function growBody(schema: Schema, chance: Chance, example: unknown): string {
  if (chance.hits(0.02)) return growJson(chance)
  if (chance.hits(0.1)) return JSON.stringify(example)
  const grown = chance.hits(0.4) ? structuredClone(example) : grow(schema, chance)
  return JSON.stringify(disturb(chance.hits(0.3) ? putContent(grown) : grown, chance)) ?? 'null'
}
