import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { caseFile, callComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

const text = await readFile(caseFile, 'utf8')
type Json = { [key: string]: Json } & Json[] & string

/** Case 1 with one thing changed. */
function changed(change: (content: Json) => void): Buffer {
  const file = JSON.parse(text) as Json
  change(file['content'] as Json)
  return Buffer.from(JSON.stringify(file))
}

function set(path: string, value: unknown): Buffer {
  return changed((content) => {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const holder = keys.reduce<Json>((at, key) => at[key] as Json, content)
    holder[last] = value as Json
  })
}

interface Bad {
  readonly what: string
  readonly bytes: Buffer
  /** The field at fault; empty when it is the file. */
  readonly field: string
  readonly says: { readonly en: RegExp; readonly es: RegExp }
}

const table: readonly Bad[] = [
  {
    what: 'a State that does not exist',
    bytes: set('requested', 'XXX'),
    field: 'content.requested',
    says: { en: /no State with this code/u, es: /No existe ningún Estado/u },
  },
  {
    what: 'a State by its name',
    bytes: set('requested', 'Suiza'),
    field: 'content.requested',
    says: { en: /three capital letters/u, es: /tres letras mayúsculas/u },
  },
  {
    what: 'a date that does not exist',
    bytes: set('persons.0.birthDate', '1971-02-30'),
    field: 'content.persons.0.birthDate',
    says: { en: /no such date/u, es: /fecha no existe/u },
  },
  {
    what: 'a request that does not say whom it asks',
    bytes: changed((content) => void Reflect.deleteProperty(content, 'requested')),
    field: 'content.requested',
    says: { en: /must be filled in/u, es: /Debe completarse/u },
  },
  {
    what: 'a number for a name',
    bytes: set('persons.0.name', 7),
    field: 'content.persons.0.name',
    says: { en: /can stand here/u, es: /no puede figurar aquí/u },
  },
  {
    what: 'a list for a text',
    bytes: set('facts.summary', ['a']),
    field: 'content.facts.summary',
    says: { en: /can stand here/u, es: /no puede figurar aquí/u },
  },
  {
    what: 'five megabytes of text',
    bytes: set('facts.summary', 'a'.repeat(5 * 1024 * 1024)),
    field: 'content.facts.summary',
    says: { en: /200,000/u, es: /Demasiado largo/u },
  },
  {
    what: 'a right-to-left override in a name',
    bytes: set('persons.0.name', 'José \u202Ezeñún\u202C'),
    field: 'content.persons.0.name',
    says: { en: /reading direction/u, es: /invierte el sentido/u },
  },
  {
    what: 'a control character in a reference',
    bytes: set('matter.reference', '506\u0000015'),
    field: 'content.matter.reference',
    says: { en: /control character/u, es: /carácter de control/u },
  },
  {
    what: 'a field that no request has',
    bytes: set('nickname', 'Pepe'),
    field: 'content.nickname',
    says: { en: /no such field/u, es: /No existe este campo/u },
  },
  {
    what: 'an amount as a number with an exponent',
    bytes: set('measures.1.ceiling.amount', '3.4e6'),
    field: 'content.measures.1.ceiling.amount',
    says: { en: /amount/u, es: /cuantía en cifras/u },
  },
  {
    what: 'half of a character',
    bytes: Buffer.from(text.replace('Arequipa', String.raw`Arequi\ud800pa`)),
    field: 'content.persons.0.birthPlace',
    says: { en: /bytes that are no characters/u, es: /bytes que no son caracteres/u },
  },
  {
    what: 'bytes that are not UTF-8',
    bytes: Buffer.from(text, 'latin1'),
    field: '',
    says: { en: /bytes that are no characters/u, es: /bytes que no son caracteres/u },
  },
  { what: 'something that is not JSON', bytes: Buffer.from('kind: request'), field: '', says: { en: /not JSON/u, es: /no es JSON/u } },
  { what: 'an empty file', bytes: Buffer.alloc(0), field: '', says: { en: /not JSON/u, es: /no es JSON/u } },
]

describe('bad input is refused with 1, its field and the reason', { concurrency: 2 }, () => {
  for (const [place, { what, bytes, field, says }] of table.entries()) {
    test(what, async () => {
      const path = join(folder, `${place}.json`)
      const out = join(folder, `${place}.pdf`)
      await writeFile(path, bytes)
      const [en, es, json] = [
        await callComity(['check', path]),
        await callComity(['letter', path, '--lang', 'es', '--out', out]),
        await callComity(['check', path, '--json']),
      ]
      assert.deepEqual([en.exit, es.exit, json.exit], [1, 1, 1])
      assert.match(en.out, says.en)
      assert.match(es.out, says.es)
      if (field !== '') for (const ran of [en, es]) assert.ok(ran.out.includes(`\n  ${field}: `), ran.out)
      assert.equal(JSON.parse(json.out).fields[0].field, field)
      await assert.rejects(readFile(out))
    })
  }
})

const structural =
  /^(?:id|kind|requesting|requested|role|type|nationality|instrument|provision|letter|translation|amount|currency|level|stage)$/u
const markup = '</p><script>alert(1)</script>#panic("x") $x^2$ *b* _i_ `c` @ref <l> \\ &amp; {{1}} = h'

/** Case 1 with markup behind every text that an officer can write. */
function marked(value: Json, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => marked(item, key))
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner as Json, name)]))
  const isText =
    typeof value === 'string' && !structural.test(key) && !/^\d{4}-\d{2}-\d{2}$/u.test(value) && !/^[a-z]+([-.][a-z0-9]+)*$/u.test(value)
  return isText ? `${(value as string).slice(0, 80)} ${markup}` : value
}

test('markup for Typst and HTML in every text stays text in every format', async () => {
  const path = join(folder, 'markup.json')
  const file = JSON.parse(text) as Json
  await writeFile(path, JSON.stringify({ comity: 'request/1', content: marked(file['content'] as Json) }))
  for (const format of ['html', 'pdf', 'docx']) {
    const out = join(folder, `markup.${format}`)
    const ran = await callComity(['letter', path, '--lang', 'es', '--format', format, '--out', out])
    assert.equal(ran.exit, 0, ran.out + ran.err)
  }
  const html = await readFile(join(folder, 'markup.html'), 'utf8')
  assert.doesNotMatch(html, /<script|<l>/u)
  assert.ok(html.split('&lt;script&gt;alert(1)&lt;/script&gt;').length > 10)
  assert.ok(html.includes('#panic("x")') || html.includes('#panic(&quot;x&quot;)'))
  assert.equal((await readFile(join(folder, 'markup.pdf'))).toString('latin1', 0, 5), '%PDF-')
})
