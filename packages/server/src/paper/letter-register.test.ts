import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { readLetterCode } from '@comity/domain/paper/letter-code'
import type { Act } from '@comity/domain/request/act'
import type { Command } from '@comity/domain/request/command'
import type { RequestContent } from '@comity/domain/request/content'
import { decide } from '@comity/domain/request/decide'
import { receive } from '@comity/domain/request/receive'
import type { Request } from '@comity/domain/request/request'
import { fail, ok } from '@comity/domain/result'
import { closePdf } from '@comity/letters/pdf'
import { openFiles } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import type { Transaction } from '../platform/tables.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import { commitEvents } from '../request/commit.ts'
import { keepLetters } from '../request/kept-letter.ts'
import { letterOf, renderLetter } from '../request/letter.ts'
import { findRequest } from '../request/store.ts'
import { noLetterheads } from '../request/test-letterheads.ts'
import { openLetterRegister } from './letter-register.ts'

const salazar = { id: '018f0000-0000-7000-8000-000000000001', name: 'M. Salazar' }
const huaman = { id: '018f0000-0000-7000-8000-000000000002', name: 'R. Huamán' }
const content: RequestContent = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  languages: { letter: 'es', translation: 'fr' },
}

describe('the register of outgoing letters', () => {
  const scope = suiteScope()
  const letters = openLetterRegister(() => 'https://cooperacion.example/letters')
  let database: TestDatabase
  let clock = 0

  before(async () => {
    database = await withDatabase(scope)
  })
  after(async () => {
    await closePdf()
  })

  const outlets = { letters, enqueue: async () => ok(undefined) }
  // At two in the morning of the new year in UTC it is still the old one in Lima.
  const moment = (day = '2026-11-21'): string => new Date(Date.parse(`${day}T15:00:00Z`) + (clock += 1000)).toISOString()

  async function within<T>(work: (trx: Transaction) => Promise<T>): Promise<T> {
    return database.db.transaction().execute(work)
  }

  async function opened(day?: string): Promise<Request> {
    const at = moment(day)
    const event = {
      id: newId(),
      at,
      actor: salazar,
      type: 'opened',
      request: newId(),
      side: 'requesting',
      reference: 'R-1',
      content,
    } as const
    const done = await within((trx) => commitEvents(trx, undefined, [event], outlets))
    assert.ok(done.ok)
    return done.value
  }

  async function give(request: Request, command: Command, actor = salazar, day?: string): Promise<Request> {
    const decided = decide(request, command, { actor, at: moment(day), newId, findings: [] })
    assert.ok(decided.ok)
    const done = await within((trx) => commitEvents(trx, request, decided.value, outlets))
    assert.ok(done.ok)
    return done.value
  }

  const ask = (request: Request, day?: string) => give(request, { type: 'dispatch', input: { reference: 'UCJIE-0417-2026' } }, salazar, day)
  const approve = (request: Request, day?: string) => give(request, { type: 'approve', input: {} }, huaman, day)
  const standings = async ({ id }: Request) =>
    (await letters.list(database.db, id)).map(({ standing, language }) => `${language} ${standing}`)
  const numbers = async ({ id }: Request) => (await letters.list(database.db, id)).map(({ number }) => number)

  test('a draft has no number; asking for approval allots one for each language, with a code and a date of its own', async () => {
    const draft = await opened()
    assert.deepEqual(await letters.list(database.db, draft.id), [])
    const pending = await ask(draft)
    const [spanish, french] = await letters.list(database.db, pending.id)
    assert.ok(spanish !== undefined && french !== undefined)
    assert.deepEqual([spanish.number, french.number], ['OUT-2026-000001', 'OUT-2026-000002'])
    assert.notEqual(spanish.code, french.code)
    assert.deepEqual(readLetterCode(spanish.code), { ok: true, value: spanish.code })
    assert.equal(spanish.date, '2026-11-21')
    const url = new URL(spanish.url)
    assert.deepEqual(
      [url.origin + url.pathname, [...url.searchParams.keys()]],
      ['https://cooperacion.example/letters', ['code', 'content']],
    )
    assert.equal(Buffer.from(url.searchParams.get('content') ?? '', 'base64url').length, 32)
  })

  test('the letter that waits is, byte for byte, the letter that was sent, also when it is approved on another day', async () => {
    const pending = await ask(await opened())
    const files = await openFiles(mkdtempSync(join(tmpdir(), 'comity-paper-')), randomBytes(32))
    const waiting = letterOf(pending, 'es', { letters: await letters.list(database.db, pending.id) })
    assert.equal(waiting.draft, false)
    const finishLetter = async ({ pdf }: { pdf: Uint8Array }) => ok(pdf)
    const approving = { by: huaman.id, now: moment('2026-11-24') }
    const kept = await keepLetters(
      { db: database.db, files, letters, letterheads: noLetterheads, finishLetter, translatedWordsOf: async () => new Map() },
      pending.id,
      approving,
    )
    assert.ok(kept.ok)
    const decided = decide(
      pending,
      { type: 'approve', input: {} },
      { actor: huaman, at: moment('2026-11-24'), newId, findings: [], letters: kept.value },
    )
    assert.ok(decided.ok)
    const sent = await within((trx) => commitEvents(trx, pending, decided.value, outlets))
    assert.ok(sent.ok)
    const printed = letterOf(sent.value, 'es', { letters: await letters.list(database.db, pending.id) })
    assert.deepEqual(await renderLetter(printed, 'pdf'), await renderLetter(waiting, 'pdf'))
    const pdf = kept.value.find(({ name }) => name.endsWith('.es.pdf'))
    const row = await database.db
      .selectFrom('outgoing_letter')
      .select('sha256')
      .where('request', '=', pending.id)
      .where('language', '=', 'es')
      .executeTakeFirst()
    assert.equal(row?.sha256, pdf?.sha256)
  })

  test('a number that was declined or overtaken by a change is void, and never used again', async () => {
    const asked = await ask(await opened())
    const declined = await give(asked, { type: 'decline', input: { reason: 'Falta el periodo' } }, huaman)
    assert.deepEqual(await standings(declined), ['es void', 'fr void'])
    const again = await ask(declined)
    const revised = await give(again, { type: 'revise', input: { content: { purpose: 'Prueba' } } })
    assert.deepEqual(await standings(revised), ['es void', 'fr void', 'es void', 'fr void'])
    const sent = await approve(await ask(revised))
    assert.deepEqual((await standings(sent)).slice(4), ['es issued', 'fr issued'])
    const all = await numbers(sent)
    assert.equal(new Set(all).size, 6)
  })

  test('a request that is sent again replaces its earlier letter; an answer of the other State does not', async () => {
    const sent = await approve(await ask(await opened()))
    const returned: Act = {
      id: newId(),
      type: 'return-deficient',
      side: 'requested',
      seq: 1,
      seen: 1,
      at: moment(),
      by: 'L. Meier',
      body: { reasons: [{ text: 'Zeitraum' }] },
    }
    const received = receive(sent, returned, { thread: sent.id, from: 'CHE', self: 'PER', at: moment(), newId })
    assert.ok(received.ok)
    const back = await within((trx) => commitEvents(trx, sent, received.value, outlets))
    assert.ok(back.ok)
    assert.equal(letterOf(back.value, 'es', { letters: await letters.list(database.db, sent.id) }).draft, true)
    const again = await approve(await ask(back.value))
    assert.deepEqual(await standings(again), ['es replaced', 'fr replaced', 'es issued', 'fr issued'])
  })

  test('numbers have no gap: what fails gives its number back, and each year of the authority begins with one', async () => {
    const draft = await opened('2030-01-01')
    const decided = decide(
      draft,
      { type: 'dispatch', input: { reference: 'R' } },
      { actor: salazar, at: '2031-01-01T03:00:00.000Z', newId, findings: [] },
    )
    assert.ok(decided.ok)
    await assert.rejects(
      within(async (trx) => {
        await commitEvents(trx, draft, decided.value, outlets)
        throw new Error('the disk is full')
      }),
    )
    const kept = await within((trx) => commitEvents(trx, draft, decided.value, outlets))
    assert.ok(kept.ok)
    assert.deepEqual(await numbers(draft), ['OUT-2030-000001', 'OUT-2030-000002'])
    const next = await ask(await opened('2031-01-02'), '2031-01-02')
    assert.deepEqual(await numbers(next), ['OUT-2031-000001', 'OUT-2031-000002'])
  })

  test('many who ask at once get each a number of their own, in one row without a gap', async () => {
    const drafts = await Promise.all(Array.from({ length: 8 }, () => opened('2040-06-01')))
    await Promise.all(drafts.map((draft) => ask(draft, '2040-06-01')))
    const all = (await Promise.all(drafts.map(numbers))).flat().toSorted()
    assert.deepEqual(
      all,
      Array.from({ length: 16 }, (_, at) => `OUT-2040-${String(at + 1).padStart(6, '0')}`),
    )
  })

  test('what the outbox refuses takes no number', async () => {
    const draft = await opened('2050-06-01')
    const pending = await ask(draft, '2050-06-01')
    const decided = decide(pending, { type: 'approve', input: {} }, { actor: huaman, at: moment('2050-06-01'), newId, findings: [] })
    assert.ok(decided.ok)
    await assert.rejects(
      within(async (trx) => {
        const done = await commitEvents(trx, pending, decided.value, { letters, enqueue: async () => fail({ code: 'unknown-peer' }) })
        if (!done.ok) throw new Error(done.problem.code)
      }),
    )
    assert.deepEqual(await standings((await findRequest(database.db, draft.id)) ?? draft), ['es pending', 'fr pending'])
  })

  test('what is printed cannot be changed in the database, nor a letter removed from it', async () => {
    await assert.rejects(database.db.updateTable('outgoing_letter').set({ date: '2020-01-01' }).execute())
    await assert.rejects(database.db.deleteFrom('outgoing_letter').execute())
  })
})
