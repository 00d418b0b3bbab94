import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import type { RequestView } from '@comity/contract/request'
import { findingKey } from '@comity/domain/requirement/finding'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { sql } from 'kysely'
import { streamOf } from './platform/byte-stream.ts'
import { openDatabase } from './platform/database.ts'
import { onBehalfOf } from './platform/on-behalf.ts'
import { startInstance, type TestInstance } from './test-instance.ts'

const word = /kanari\d{3}/iu
let next = 0
/** A word that stands nowhere but in this case. */
const canary = (): string => `kanari${String((next += 1)).padStart(3, '0')}`
const shared = Buffer.from('%PDF-1.7 what two requests hold')

/** Tables in which a case stands; docs/guide/operator.md names them, and some more. */
const written = [
  'request_event',
  'request_file',
  'translation',
  'translation_segment',
  'incoming_paper',
  'paper_scan',
  'paper_original_event',
]

describe('a request whose time is over', () => {
  let lima: TestInstance
  let request = ''
  let other = ''
  let erasure = ''

  before(async () => {
    lima = await startInstance(['officer', 'head', 'translator'])
  })
  after(async () => lima.stop())

  const officer = () => lima.as('officer')
  const head = () => lima.as('head')
  const params = () => ({ request })
  const seen = async (): Promise<RequestView> => valueOf(await officer().getRequest({ params: params() }))

  /** Works in the database of the instance, which is halted for it. */
  async function inDatabase<T>(work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<T>): Promise<T> {
    await lima.halt()
    const { db, close } = await openDatabase({ dataDirectory: lima.folder })
    try {
      return await work(db)
    } finally {
      await close()
    }
  }

  async function addShared(of: string): Promise<string> {
    const name = 'shared.pdf'
    const body = { name, mediaType: 'application/pdf', stream: streamOf(shared) }
    return valueOf(await officer().addFile({ params: { request: of }, query: { name }, body })).id
  }

  test('is sent, translated, printed, refused and closed', async () => {
    const content = {
      kind: 'mutual-legal-assistance' as const,
      requesting: 'PER',
      requested: 'CHE',
      title: canary(),
      purpose: canary(),
      facts: { summary: canary() },
      persons: [{ id: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f', role: 'suspect' as const, name: canary() }],
      languages: { letter: 'es' },
    }
    const open = async (reference: string) => valueOf(await officer().openRequest({ body: { reference, content: { ...content } } })).id
    request = await open('UCJIE-7')
    other = valueOf(
      await officer().openRequest({
        body: { reference: 'UCJIE-8', content: { ...content, title: 'x', purpose: 'x', facts: { summary: 'x' }, persons: [] } },
      }),
    ).id
    await addShared(request)
    await addShared(other)
    const name = `${canary()}.txt`
    const file = { name, mediaType: 'text/plain', stream: streamOf(Buffer.from(canary())) }
    valueOf(await officer().addFile({ params: params(), query: { name }, body: file }))
    const { translators } = valueOf(await officer().listTranslators({}))
    const ask = { language: 'en', translator: translators[0]?.account ?? '', due: '2999-01-15', note: canary() }
    const translation = valueOf(await officer().askTranslation({ params: params(), body: ask }))
    const [segment] = translation.segments
    assert.ok(segment !== undefined)
    const { findings } = await seen()
    for (const finding of findings.filter(({ severity }) => severity !== 'advice')) {
      const given = { params: params(), body: { finding: findingKey(finding), reason: canary() }, ifMatch: (await seen()).version }
      valueOf(await officer()['override-finding'](given))
    }
    valueOf(await officer().dispatch({ params: params(), body: { reference: 'UCJIE-7', onPaper: true }, ifMatch: (await seen()).version }))
    valueOf(await head().approve({ params: params(), body: {}, ifMatch: (await seen()).version }))
    const number = (await seen()).letters?.[0]?.number ?? ''
    valueOf(await officer().getPackage({ params: { ...params(), number } }))
    const today = new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 10)
    valueOf(await officer().noteOriginal({ params: params(), body: { type: 'printed', on: today } }))
    valueOf(await officer().noteOriginal({ params: params(), body: { type: 'taken-back', reason: canary() } }))
    const act = { type: 'refuse' as const, said: { grounds: [{ reason: canary(), article: '18(21)' }] } }
    await enter({ type: 'register', said: { confidentialityConfirmed: true } })
    await enter(act)
    valueOf(await officer().close({ params: params(), body: { reason: canary() }, ifMatch: (await seen()).version }))
    valueOf(await head().approve({ params: params(), body: {}, ifMatch: (await seen()).version }))
    assert.equal((await seen()).stage, 'closed')
  })

  test('is not erased while no period is set, nor before it is over', async () => {
    const propose = () => officer().proposeErasure({ params: params(), body: { reason: 'The period is over.' } })
    assert.equal(problemOf(await propose()).code, 'not-due')
    const source = 'Ley de ejemplo, art. 1'
    valueOf(await head().setRetentionPeriod({ body: { class: 'requesting-unanswered', months: 1, source } }))
    assert.equal(problemOf(await propose()).code, 'not-due')
    assert.deepEqual(valueOf(await officer().listReviews({})).items, [])
    await inDatabase(async (db) => {
      // The words are there: so the test can fail.
      const there = await tablesWithWords(db)
      for (const table of ['request', 'request_words', ...written]) assert.ok(there.includes(table), table)
      await sql`UPDATE request SET closed_at = closed_at - interval '2 months' WHERE id = ${request}`.execute(db)
    })
    await lima.restart({})
    assert.deepEqual(
      valueOf(await officer().listReviews({})).items.map(({ request: id, class: of, held }) => [id, of, held]),
      [[request, 'requesting-unanswered', false]],
    )
  })

  test('is not erased under legal hold, and a hold comes between a proposal and its decision', async () => {
    valueOf(await officer().setHold({ params: params(), body: { reason: 'A trial goes on.' } }))
    const obstacle = async () => valueOf(await officer().getRequestRetention({ params: params() })).obstacle
    assert.equal(await obstacle(), 'legal-hold')
    assert.equal(problemOf(await officer().proposeErasure({ params: params(), body: { reason: 'x' } })).code, 'legal-hold')
    assert.equal(problemOf(await officer().liftHold({ params: params(), body: { reason: 'x' } })).code, 'not-permitted')
    valueOf(await head().liftHold({ params: params(), body: { reason: 'The trial is over.' } }))
    erasure = valueOf(await officer().proposeErasure({ params: params(), body: { reason: 'The period is over.' } })).id
    // Between the proposal and the decision it is held again.
    valueOf(await officer().setHold({ params: params(), body: { reason: 'An appeal.' } }))
    assert.equal(problemOf(await head().approveErasure({ params: { erasure } })).code, 'legal-hold')
    valueOf(await head().liftHold({ params: params(), body: { reason: 'The appeal is over.' } }))
    assert.equal(await obstacle(), undefined)
  })

  test('its erasure is told of as the request is, and decided by who may act in it', async () => {
    const { id: account } = valueOf(await officer().whoAmI({}))
    const code = async (asked: Promise<{ readonly ok: boolean; readonly problem?: { readonly code: string } }>) =>
      (await asked).problem?.code
    const get = () => officer().getErasure({ params: { erasure } })
    const decline = () => officer().declineErasure({ params: { erasure }, body: { reason: 'x' } })
    const liaison = { params: params(), body: { account, relation: 'liaison' as const } }
    valueOf(await head().namePerson(liaison))
    assert.deepEqual([await code(get()), await code(decline())], [undefined, 'not-permitted'])
    valueOf(await head().dropPerson(liaison))
    const wall = { params: params(), body: { account, reason: 'x' } }
    valueOf(await head().raiseWall(wall))
    assert.deepEqual([await code(get()), await code(decline())], ['not-found', 'not-found'])
    valueOf(await head().liftWall(wall))
    valueOf(await head().restrictRequest({ params: params(), body: { reason: 'x' } }))
    assert.equal(await code(head().approveErasure({ params: { erasure } })), 'reason-needed')
    valueOf(await head().giveReason({ params: params(), body: { reason: 'x' } }))
    valueOf(await head().liftRestriction({ params: params(), body: { reason: 'x' } }))
  })

  test('is erased by a second person, and what another request holds stays', async () => {
    // A file that came in this minute may be about to be named by somebody else.
    for (const name of readdirSync(join(lima.folder, 'files'), { recursive: true }).map(String))
      if (name.endsWith('.sealed')) utimesSync(join(lima.folder, 'files', name), 0, 0)
    const many = sealedFiles()
    assert.equal(problemOf(await officer().approveErasure({ params: { erasure } })).code, 'not-permitted')
    const done = valueOf(await head().approveErasure({ params: { erasure } }))
    assert.equal(done.standing, 'approved')
    assert.ok(done.doneAt !== undefined)
    assert.deepEqual([done.reference, done.counterpart, done.closedAt !== undefined], ['UCJIE-7', 'CHE', true])
    assert.equal(problemOf(await officer().getRequest({ params: params() })).code, 'not-found')
    assert.deepEqual(
      valueOf(await officer().listRequests({ query: {} })).items.map(({ id }) => id),
      [other],
    )
    assert.ok(sealedFiles() < many)
    // What another request holds as well stays, and stays readable.
    const file = valueOf(await officer().getRequest({ params: { request: other } })).files.find(({ name }) => name === 'shared.pdf')
    const read = valueOf(await officer().getFile({ params: { request: other, file: file?.id ?? '' } }))
    assert.equal(await text(read.stream as AsyncIterable<Buffer>), shared.toString())
  })

  test('leaves no word in a table, in a file, or in the pages of the database once its tables are written anew', async () => {
    await inDatabase(async (db) => {
      assert.deepEqual(await tablesWithWords(db), [])
      await onBehalfOf('bare', async () => {
        await sql.raw(`VACUUM (FULL) ${[...written, 'request', 'request_words', 'idempotency'].join(', ')}`).execute(db)
        // The words by which requests are found stand in the statistics, too.
        await sql`ANALYZE request, request_words`.execute(db)
        await sql`VACUUM (FULL) pg_statistic`.execute(db)
      })
      await sql`CHECKPOINT`.execute(db)
    })
    const files = readdirSync(lima.folder, { recursive: true })
      .map(String)
      .filter((name) => !name.includes('pg_wal') && statSync(join(lima.folder, name)).isFile())
    assert.ok(files.some((name) => name.includes('base')))
    assert.deepEqual(
      files.filter((name) => word.test(readFileSync(join(lima.folder, name), 'latin1'))),
      [],
    )
  })

  async function enter(act: Parameters<ReturnType<typeof officer>['enterPaperAct']>[0]['body']['act']): Promise<void> {
    const today = new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 10)
    const name = `${canary()}.pdf`
    const body = { name, mediaType: 'application/pdf', stream: streamOf(Buffer.from(`%PDF-1.7 ${canary()}`)) }
    const scan = valueOf(await officer().addScan({ query: { name }, body }))
    const sheet = {
      channel: 'diplomatic' as const,
      reference: 'B-1',
      dated: today,
      received: today,
      note: canary(),
      files: [scan],
      by: canary(),
    }
    valueOf(await officer().enterPaperAct({ params: params(), body: { ...sheet, act } }))
  }

  function sealedFiles(): number {
    return readdirSync(join(lima.folder, 'files'), { recursive: true }).filter((name) => String(name).endsWith('.sealed')).length
  }

  /** Tables in which a word of the case stands. */
  async function tablesWithWords(db: Awaited<ReturnType<typeof openDatabase>>['db']): Promise<readonly string[]> {
    const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(db)
    const found: string[] = []
    for (const { name } of rows) {
      const said = await sql<{ row: string }>`SELECT t::text AS row FROM ${sql.table(name)} t`.execute(db)
      if (said.rows.some(({ row }) => word.test(row))) found.push(name)
    }
    return found
  }
})
