import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { streamOf } from '../platform/byte-stream.ts'
import { type Files, openFiles } from '../platform/files.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import type { Scanned } from './scanner-reply.ts'
import type { Scanner } from './scanner.ts'
import { openScreening, type Screening } from './screening.ts'
import { forgetVerdicts } from './verdict-store.ts'

/** A scanner whose answers the test sets. */
const said = { version: 'ClamAV 1.4.3/1/Fri Nov 20 09:00:00 2026' as string | undefined, answer: { scan: 'clean' } as Scanned, asked: 0 }
const scanner: Scanner = {
  version: () =>
    said.version === undefined ? undefined : { text: said.version, engine: 'ClamAV 1.4.3', signaturesAt: '2026-11-20T09:00:00.000Z' },
  goneSince: () => (said.version === undefined ? '2026-11-21T14:00:00.000Z' : undefined),
  test: async () => undefined,
  async scan() {
    said.asked += 1
    return said.version === undefined ? { scan: 'not-scanned', obstacle: 'no-scanner' } : said.answer
  },
}
const found: Scanned = { scan: 'found', found: 'Test.Harmful' }

describe('the screening of files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-screening-'))
  const scope = suiteScope()
  let database: TestDatabase
  let screening: Screening
  let files: Files
  let now = '2026-11-21T15:00:00.000Z'

  before(async () => {
    database = await withDatabase(scope)
    const report = (error: unknown) => assert.fail(String(error))
    screening = openScreening({ db: database.db, scanner, clock: () => new Date(now), report })
    files = await openFiles(folder, randomBytes(32), screening.look)
  })
  after(async () => {
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    said.version = 'ClamAV 1.4.3/1/Fri Nov 20 09:00:00 2026'
    said.answer = { scan: 'clean' }
  })

  const paper = (words: string) => streamOf(Buffer.from(words))
  const verdict = async (sha256: string) => (await screening.verdictsOf(database.db, [sha256])).get(sha256)

  /** Enters a file of a request, without which nothing is asked about again. */
  async function entered(words: string): Promise<string> {
    const { sha256, size, type } = valueOf(await files.write(paper(words), { name: 'a.txt', harmful: 'kept' }))
    const row = { request: crypto.randomUUID(), id: crypto.randomUUID(), name: 'a.txt', media_type: type, size, sha256, describes: null }
    await database.db
      .insertInto('request_file')
      .values({ ...row, origin: 'theirs', added_at: now, added_by: 'state:CHE' })
      .execute()
    return sha256
  }

  test('keeps who said what of a file, and with signatures of which day', async () => {
    const { sha256 } = valueOf(await files.write(paper('clean'), { name: 'a.txt' }))
    assert.deepEqual(await verdict(sha256), {
      scan: 'clean',
      engine: 'ClamAV 1.4.3',
      signaturesAt: '2026-11-20T09:00:00.000Z',
      at: now,
      cautions: [],
    })
  })

  test('takes no harmful file in, and keeps nothing of it', async () => {
    said.answer = found
    const refused = problemOf(await files.write(paper('harmful'), { name: 'a.txt' }))
    assert.deepEqual(refused, { code: 'file-harmful', values: { file: 'a.txt', found: 'Test.Harmful' } })
  })

  test('keeps what another authority sent, on record, and lets nobody read it', async () => {
    said.answer = found
    const { sha256 } = valueOf(await files.write(paper('sent'), { name: 'a.txt', harmful: 'kept' }))
    assert.equal((await verdict(sha256))?.found, 'Test.Harmful')
    const entries = await database.db.selectFrom('audit').selectAll().where('subject', '=', sha256).execute()
    assert.deepEqual(
      entries.map(({ actor, action, outcome }) => [actor, action, outcome]),
      [['system', 'file.screen', 'file-harmful']],
    )
    await assert.rejects(screening.guard(files).read(sha256), /harmful/u)
  })

  test('says that a file was not scanned when there is no scanner, and scans it when there is one', async () => {
    said.version = undefined
    const file = valueOf(await files.write(paper('without'), { name: 'a.txt' }))
    assert.deepEqual([(await verdict(file.sha256))?.obstacle, screening.standing()], ['no-scanner', 'gone'])
    said.version = 'ClamAV 1.4.3/1/Fri Nov 20 09:00:00 2026'
    assert.equal((await screening.settle(files, file)).scan, 'clean')
    assert.equal(screening.standing(), 'at-work')
  })

  test('takes nothing back when the scanner gives no answer', async () => {
    const sha256 = await entered('was clean')
    said.version = 'ClamAV 1.4.3/2/Sat Nov 21 09:00:00 2026'
    said.answer = { scan: 'not-scanned', obstacle: 'no-answer' }
    await screening.round(files)
    assert.equal((await verdict(sha256))?.scan, 'clean')
  })

  test('asks again when the signatures are newer, and once', async () => {
    const sha256 = await entered('found tomorrow')
    said.version = 'ClamAV 1.4.3/3/Sun Nov 22 09:00:00 2026'
    said.answer = found
    await screening.round(files)
    assert.equal((await verdict(sha256))?.scan, 'found')
    const { asked } = said
    await screening.round(files)
    assert.equal(said.asked, asked)
    said.version = 'ClamAV 1.4.3/4/Mon Nov 23 09:00:00 2026'
    said.answer = { scan: 'clean' }
    await screening.round(files)
    assert.equal((await verdict(sha256))?.scan, 'clean', 'a mistake of the signatures is mended by the next')
  })

  test('asks a scanner that gave no answer again after an hour, and one for which a file is too large never', async () => {
    said.answer = { scan: 'not-scanned', obstacle: 'no-answer' }
    const silent = await entered('no answer')
    said.answer = { scan: 'not-scanned', obstacle: 'too-large' }
    const large = await entered('too large')
    said.answer = { scan: 'clean' }
    await screening.round(files)
    assert.deepEqual([(await verdict(silent))?.scan, (await verdict(large))?.scan], ['not-scanned', 'not-scanned'])
    now = '2026-11-21T16:30:00.000Z'
    await screening.round(files)
    assert.deepEqual([(await verdict(silent))?.scan, (await verdict(large))?.scan], ['clean', 'not-scanned'])
  })

  test('forgets what was said of content that no request holds', async () => {
    const held = await entered('held')
    const { sha256 } = valueOf(await files.write(paper('let go'), { name: 'a.txt' }))
    await forgetVerdicts(database.db, '2026-11-23T15:00:00.000Z')
    assert.deepEqual([(await verdict(held))?.scan, await verdict(sha256)], ['clean', undefined])
  })
})
