import assert from 'node:assert/strict'
import { accessIn } from '../access/standing.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { operations } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { Actor } from '@comity/domain/account/role'
import { proseLimit } from '@comity/domain/input'
import { findingKey } from '@comity/domain/requirement/finding'
import { ok, type Result } from '@comity/domain/result'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { openLetterRegister } from '../paper/letter-register.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch.ts'
import { openFiles } from '../platform/files.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { withDatabase } from '../platform/test-database.ts'
import { requestHandlers } from './operations.ts'
import { noLetterheads } from './test-letterheads.ts'
import { noScreening } from './test-screening.ts'

const officer: Actor = { id: randomUUID(), name: 'M. Salazar', role: 'officer' }
const id = randomUUID()

function person(said: object) {
  return { persons: [{ id, name: 'José', ...said }] }
}
function measure(type: string, said: object) {
  return { measures: [{ id, type, ...said }] }
}

/** What nobody can mean: the field at fault and its rule, with the sign where there is one. Nothing of it is kept. */
const refused: readonly (readonly [string, object, string])[] = [
  ['a NUL in a name', person({ name: 'Jo\u0000sé' }), 'persons.0.name control-character U+0000'],
  ['a NUL in the facts', { facts: { summary: 'One.\u0000' } }, 'facts.summary control-character U+0000'],
  ['the vertical tab of a word processor', { facts: { summary: 'One.\u000BTwo.' } }, 'facts.summary control-character U+000B'],
  ['the page break of a word processor', { purpose: 'One.\u000CTwo.' }, 'purpose control-character U+000C'],
  ['a line end within a name', person({ name: 'José\nNúñez' }), 'persons.0.name control-character U+000A'],
  ['a tab within a name', person({ name: 'José\tNúñez' }), 'persons.0.name control-character U+0009'],
  ['a name turned round', person({ name: 'José \u202Egro' }), 'persons.0.name direction-override U+202E'],
  ['an isolate in the facts', { facts: { summary: '\u2067نص\u2069' } }, 'facts.summary direction-override U+2067'],
  ['half a sign', person({ name: 'A \uD83D' }), 'persons.0.name not-unicode'],
  ['facts of one sign too many', { facts: { summary: 'ñ'.repeat(proseLimit + 1) } }, 'facts.summary too-long'],
  ['a birth date that no calendar has', person({ birthDate: '2001-02-29' }), 'persons.0.birthDate date-impossible'],
  ['a currency without an amount', measure('restraint', { ceiling: { amount: '', currency: 'USD' } }), 'measures.0.ceiling.amount amount'],
  [
    'an amount without a currency',
    measure('restraint', { ceiling: { amount: '5', currency: '' } }),
    'measures.0.ceiling.currency currency',
  ],
  ['two decimal marks', measure('restraint', { ceiling: { amount: '3.480.50', currency: 'USD' } }), 'measures.0.ceiling.amount amount'],
  ['both decimal marks', measure('restraint', { ceiling: { amount: '3,480.50', currency: 'USD' } }), 'measures.0.ceiling.amount amount'],
  [
    'a number for an amount',
    measure('restraint', { ceiling: { amount: 5, currency: 'USD' } }),
    'measures.0.ceiling.amount not-of-this-kind',
  ],
]

/** What can be meant and is kept to the last sign. */
const kept: readonly (readonly [string, object])[] = [
  ['quotes, dashes and bullets of a word processor', { facts: { summary: '“He said ‘no’ – twice…”\n\n\uF0B7 one\n\n• two\u00A0%' } }],
  ['soft hyphens and joiners', { facts: { summary: 'Rechts\u00ADhilfe, می\u200Cخواهم, \u200B' } }],
  ['facts of two hundred pages', { facts: { summary: 'ñ'.repeat(proseLimit) } }],
  ['both directions in a line', { facts: { summary: 'Account رقم 4417-0093 of José, \u200Fالحساب' } }],
  ['emoji, with what joins them', person({ name: 'Ana 👩🏽‍⚖️ 🇵🇪' })],
  ['a name in a script that the letter has no face for', person({ name: '홍길동 ᜃᜒ' })],
]

/** What contradicts itself or the calendar: kept, and found at its field before anything leaves. */
const found: readonly (readonly [string, object, string])[] = [
  [
    'a person named twice',
    { persons: [person({}), person({ id: randomUUID() })].flatMap(({ persons }) => persons) },
    'person.duplicate@persons.1.name',
  ],
  ['a birth date in the future', person({ birthDate: '2031-01-01' }), 'person.birth-date.future@persons.0.birthDate'],
  [
    'an IBAN with a wrong check digit',
    measure('bank-records', { account: 'CH93 0076 2011 6238 5295 8' }),
    'account.check-digits@measures.0.account',
  ],
  ['a hearing in the past', measure('video-hearing', { on: '2026-11-20' }), 'detail.day.past@measures.0.on'],
  [
    'records that end before they begin',
    measure('bank-records', { from: '2020-02-01', to: '2020-01-01' }),
    'detail.period.reversed@measures.0.to',
  ],
  [
    'facts that end before they begin',
    { facts: { summary: 'A.', from: '2020-02-01', to: '2020-01-01' } },
    'facts.period.reversed@facts.to',
  ],
  ['a letter in a language without letters', { languages: { letter: 'de' } }, 'language.not-written@languages.letter'],
]

describe('bad input through the API', () => {
  let dispatcher: Dispatcher
  const scope = suiteScope()

  before(async () => {
    const { db } = await withDatabase(scope)
    const handlers = requestHandlers({
      db,
      files: await openFiles(mkdtempSync(join(tmpdir(), 'comity-bad-input-')), randomBytes(32)),
      letterheads: noLetterheads,
      self: 'PER',
      law: () => law,
      findProfile,
      enqueue: async () => ok(undefined),
      letters: openLetterRegister(() => 'https://authority.example/letters'),
      finishLetter: async ({ pdf }) => ok(pdf),
      wake: () => {},
      receiptsOf: async () => new Map(),
      screening: noScreening,
      handOver: async () => undefined,
      translatedWordsOf: async () => new Map(),
    })
    const own = Object.fromEntries(Object.entries(operations).filter(([name]) => name in handlers))
    dispatcher = createDispatcher({
      operations: own,
      handlers,
      db,
      findAccess: accessIn(db),
      clock: () => new Date('2026-11-21T15:00:00Z'),
    })
  })

  async function call(operation: string, raw: object): Promise<Result<RequestView>> {
    const session = { token: 't', actor: officer, language: 'en', expiresAt: '2026-11-22T00:00:00Z', provenAt: '2026-11-21T15:00:00Z' }
    return (await dispatcher.call(operation, raw, { session, address: '127.0.0.1', requestId: 'r' })) as Result<RequestView>
  }

  async function draft(): Promise<RequestView> {
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' }
    const opened = await call('openRequest', { body: { reference: 'R-1', content } })
    assert.ok(opened.ok)
    return opened.value
  }

  async function revise(content: object): Promise<{ readonly result: Result<RequestView>; readonly after: RequestView }> {
    const { id: request, version } = await draft()
    const params = { request }
    const result = await call('revise', { params, body: { content }, ifMatch: version })
    const now = await call('getRequest', { params })
    assert.ok(now.ok)
    return { result, after: now.value }
  }

  for (const [title, content, expected] of refused) {
    test(`${title}: ${expected}, and nothing is changed`, async () => {
      const { result, after: now } = await revise(content)
      assert.ok(!result.ok)
      const [problem, ...more] = result.problem.fields ?? []
      assert.equal(more.length, 0)
      const sign = problem?.values?.['sign']
      assert.equal(`${problem?.field} ${problem?.rule}${sign === undefined ? '' : ` ${sign}`}`, `content.${expected}`)
      assert.equal(now.version, 1)
      assert.deepEqual(Object.keys(now.content).toSorted(), ['kind', 'requested', 'requesting'])
    })
  }

  for (const [title, content] of kept) {
    test(`${title}: kept to the last sign`, async () => {
      const { result, after: now } = await revise(content)
      assert.ok(result.ok)
      for (const [field, value] of Object.entries(content)) assert.deepEqual(now.content[field as 'facts'], value)
    })
  }

  for (const [title, content, expected] of found) {
    test(`${title}: ${expected}`, async () => {
      const { result, after: now } = await revise(content)
      assert.ok(result.ok)
      assert.ok(now.findings.map(findingKey).includes(expected), now.findings.map(findingKey).join(' '))
    })
  }

  test('a letter is asked for in a language that it does not have: the language is named', async () => {
    const { id: request } = await draft()
    for (const language of ['de', 'EN', 'es-PE', '']) {
      const letter = await call('getLetter', { params: { request }, query: { language } })
      assert.ok(!letter.ok)
      assert.deepEqual(letter.problem.fields, [{ field: 'language', rule: 'not-of-this-kind' }], language)
    }
  })
})
