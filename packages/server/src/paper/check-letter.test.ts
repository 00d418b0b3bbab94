import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { checkLetter as checkOperation, listLetters } from '@comity/contract/paper'
import type { Actor } from '@comity/domain/account/role'
import { letterCode } from '@comity/domain/paper/letter-code'
import { ok, type Result } from '@comity/domain/result'
import { accessIn } from '../access/standing.ts'
import { createDispatcher } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import { commitEvents } from '../request/commit.ts'
import { guessesOfAddress } from './check-letter.ts'
import { openLetterRegister } from './letter-register.ts'
import { addLetter } from './letter-store.ts'
import { paperHandlers, type PaperParts } from './operations.ts'
import type { OutgoingLetterTable } from './tables.ts'

const operations = { checkLetter: checkOperation, listLetters }
const officer: Actor = { id: newId(), name: 'M. Salazar', role: 'officer' }
const auditor: Actor = { id: newId(), name: 'A. Quispe', role: 'auditor' }
const at = '2026-11-21T15:00:00.000Z'

function codeFrom(seed: number): string {
  for (let last = 0; ; last += 1) {
    const code = letterCode([...Array.from({ length: 13 }, (_, place) => (place === 0 ? seed >> 5 : place)), seed % 32, last])
    if (code !== undefined) return code
  }
}

describe('a printed letter and the register', () => {
  const scope = suiteScope()
  let database: TestDatabase

  before(async () => {
    database = await withDatabase(scope)
    const request = newId()
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const
    const opened = {
      id: newId(),
      at,
      actor: officer,
      type: 'opened',
      request,
      side: 'requesting',
      reference: 'UCJIE-0417',
      content,
    } as const
    const letters = openLetterRegister(() => 'https://a.example/letters')
    const add = async (serial: number, more: Partial<OutgoingLetterTable>) =>
      database.db.transaction().execute((trx) =>
        addLetter(trx, {
          id: newId(),
          year: 2026,
          serial,
          number: `OUT-2026-00000${serial}`,
          code: codeFrom(serial),
          request,
          version: 1,
          act: 'dispatch',
          counterpart: 'CHE',
          language: 'es',
          date: '2026-11-21',
          url: 'https://a.example/letters',
          content_hash: `hash-${serial}`,
          standing: 'issued',
          allotted_at: at,
          settled_at: at,
          ...more,
        }),
      )
    await database.db
      .transaction()
      .execute((trx) => commitEvents(trx, undefined, [opened], { letters, enqueue: async () => ok(undefined) }))
    await add(1, {})
    await add(2, { standing: 'pending', settled_at: null, language: 'fr' })
    await add(3, { standing: 'void' })
  })

  async function ask(query: object, { actor, address = '192.0.2.1', publicCheck = true, operation = 'checkLetter' }: Asking = {}) {
    const { checkLetter, listLetters: list } = paperHandlers({ db: database.db, publicCheck } as PaperParts)
    const handlers = { checkLetter, listLetters: list }
    const dispatcher = createDispatcher({
      operations,
      handlers,
      db: database.db,
      findAccess: accessIn(database.db),
      clock: () => new Date('2026-11-21T16:00:00Z'),
    })
    const session =
      actor === undefined
        ? {}
        : { session: { token: 't', actor, language: 'en', expiresAt: '2026-11-22T00:00:00Z', provenAt: '2026-11-21T16:00:00Z' } }
    return (await dispatcher.call(operation, { query }, { ...session, address, requestId: 'r' })) as Result<Record<string, unknown>>
  }

  interface Asking {
    readonly actor?: Actor
    readonly address?: string
    readonly publicCheck?: boolean
    readonly operation?: string
  }

  test('anybody who holds an issued letter learns its number, date, addressee and language, and nothing else', async () => {
    const known = await ask({ code: codeFrom(1).toLowerCase() })
    assert.deepEqual(known, {
      ok: true,
      value: { standing: 'issued', number: 'OUT-2026-000001', date: '2026-11-21', to: 'CHE', language: 'es' },
    })
  })

  test('the hash of the QR code is compared with what was registered', async () => {
    const same = await ask({ code: codeFrom(1), content: 'hash-1' })
    const other = await ask({ code: codeFrom(1), content: 'hash-2' })
    assert.deepEqual([same.ok && same.value['content'], other.ok && other.value['content']], ['same', 'different'])
  })

  test('a letter that waits or was never issued says so, and not to whom', async () => {
    assert.deepEqual(await ask({ code: codeFrom(2) }), { ok: true, value: { standing: 'pending', number: 'OUT-2026-000002' } })
    assert.deepEqual(await ask({ code: codeFrom(3) }), { ok: true, value: { standing: 'void', number: 'OUT-2026-000003' } })
  })

  test('a mistyped code is told as such at its field, costs nothing and leaves no trace', async () => {
    const code = codeFrom(1)
    const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
    for (let turn = 0; turn < guessesOfAddress + 5; turn += 1) {
      const answered = await ask({ code: wrong }, { address: '192.0.2.2' })
      assert.deepEqual(answered, { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'code', rule: 'code-check' }] } })
    }
  })

  test('who guesses is written down, is soon asked to wait from all of the network, and learns nothing', async () => {
    for (let turn = 0; turn < guessesOfAddress; turn += 1)
      assert.deepEqual(await ask({ code: codeFrom(20 + turn) }, { address: `2001:db8:1:2::${turn + 1}` }), {
        ok: true,
        value: { standing: 'unknown' },
      })
    const refused = await ask({ code: codeFrom(1) }, { address: '2001:db8:1:2::ffff' })
    assert.deepEqual(refused, { ok: false, problem: { code: 'too-many-attempts' } })
    const neighbour = await ask({ code: codeFrom(1) }, { address: '2001:db8:1:3::1' })
    assert.ok(neighbour.ok)
    const { n } = await database.db
      .selectFrom('audit')
      .select((is) => is.fn.countAll<number>().as('n'))
      .where('action', '=', 'letter.check')
      .where('outcome', '=', 'unknown-letter')
      .executeTakeFirstOrThrow()
    assert.equal(n, guessesOfAddress)
  })

  test('an operator may close the page to those who are not signed in', async () => {
    assert.deepEqual(await ask({ code: codeFrom(1) }, { publicCheck: false }), { ok: false, problem: { code: 'not-signed-in' } })
    const inside = await ask({ code: codeFrom(1) }, { publicCheck: false, actor: auditor })
    assert.ok(inside.ok)
  })

  test('officers list the register, the last number first, page by page and filtered; an auditor does not', async () => {
    const numbers = (answered: Result<Record<string, unknown>>) =>
      answered.ok ? (answered.value['items'] as { number: string }[]).map(({ number }) => number) : answered.problem.code
    const list = (query: object, actor = officer) => ask(query, { actor, operation: 'listLetters' })
    const first = await list({ limit: 2 })
    assert.deepEqual(numbers(first), ['OUT-2026-000003', 'OUT-2026-000002'])
    assert.ok(first.ok)
    assert.deepEqual(numbers(await list({ limit: 2, cursor: first.value['next'] })), ['OUT-2026-000001'])
    assert.deepEqual(numbers(await list({ standing: 'void' })), ['OUT-2026-000003'])
    assert.deepEqual(numbers(await list({ q: '000002' })), ['OUT-2026-000002'])
    assert.deepEqual(numbers(await list({ q: 'ucjie-0417' })).length, 3)
    assert.deepEqual(numbers(await list({ q: '%' })), [])
    assert.deepEqual(numbers(await list({ counterpart: 'FRA' })), [])
    assert.equal(numbers(await list({ cursor: 'x' })), 'invalid-input')
    assert.equal(numbers(await list({}, auditor)), 'not-permitted')
  })
})
