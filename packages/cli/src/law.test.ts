import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { callComity, runComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-law-'))
after(() => rm(folder, { recursive: true }))

async function json<T>(args: readonly string[]): Promise<T> {
  const { exit, out, err } = await callComity([...args, '--json'])
  assert.equal(exit, 0, err)
  return JSON.parse(out) as T
}

interface Bases {
  readonly bases: readonly {
    readonly instrument: string
    readonly provision: string
    readonly rank: number
    readonly since: string | null
    readonly reasons: readonly { readonly code: string; readonly text: string }[]
    readonly verified: string
    readonly source: string
  }[]
  readonly excluded: readonly { readonly instrument: string; readonly reason: { readonly code: string; readonly text: string } }[]
  readonly unknown: readonly { readonly instrument: string; readonly reason: { readonly code: string; readonly text: string } }[]
}

const caseOne = ['legal-basis', '--from', 'PER', '--to', 'CHE', '--kind', 'mutual-legal-assistance', '--measure', 'bank-records']

describe('parties', () => {
  test('are counted as the depositary counted them on 22 January 2015', async () => {
    for (const [instrument, count] of [
      ['untoc', '185'],
      ['uncac', '173'],
      ['un-1988', '189'],
    ] as const) {
      const { exit, out } = await callComity(['parties', instrument, '--on', '2015-01-22', '--count'])
      assert.deepEqual([exit, out], [0, `${count}\n`], instrument)
    }
  })

  test('are those for which it is in force where that is asked, and each row says how', async () => {
    const on = '2014-12-31'
    const deposited = await json<{ count: number }>(['parties', 'uncac', '--on', on])
    const list = await json<{ count: number; items: readonly { state: string; how: string; inForce?: string }[] }>([
      'parties',
      'uncac',
      '--on',
      on,
      '--in-force',
    ])
    assert.equal(list.count, list.items.length)
    assert.ok(list.count <= deposited.count)
    assert.ok(list.items.every(({ inForce }) => inForce === undefined || inForce <= on))
    assert.ok(list.items.some(({ how }) => how === 'succession'))
  })

  test('were none before the instrument was in force, and it is said', async () => {
    const { exit, out } = await callComity(['parties', 'untoc', '--on', '1999-01-01'])
    assert.equal(exit, 0)
    assert.match(out, /^0 parties .*\nUNTOC was not in force on that date\.$/mu)
  })
})

describe('legal-basis', () => {
  test('answers case 1 with the article, the date, the reasons and the source of each', async () => {
    const { bases, excluded, unknown } = await json<Bases>([...caseOne, '--offence', 'uncac.laundering', '--on', '2026-01-15'])
    assert.deepEqual(
      bases.slice(0, 2).map(({ instrument, rank, since }) => [instrument, rank, since]),
      [
        ['che-per-mla-1997', 1, '1998-12-02'],
        ['uncac', 2, '2009-10-24'],
      ],
    )
    assert.equal(bases[1]?.provision, '46')
    for (const { reasons, verified, source } of bases) assert.ok(reasons.length > 0 && verified !== '' && source !== '')
    for (const { reason } of [...excluded, ...unknown]) assert.ok(reason.code !== '' && reason.text !== '')
  })

  test('tells them to people in English and in Spanish, and what fell out', async () => {
    const [en, es] = [
      await callComity([...caseOne, '--penalty', '3', '--on', '2026-01-15']),
      await callComity([...caseOne, '--penalty', '3', '--on', '2026-01-15', '--lang', 'es']),
    ]
    assert.match(en.out, /^1\. Peru–Switzerland treaty/mu)
    assert.match(en.out, /^Considered, and fell out:$/mu)
    assert.match(es.out, /^Se examinaron y quedaron fuera:$/mu)
    assert.doesNotMatch(en.out + es.out, /legal-basis\./u)
  })
})

describe('bound', () => {
  test('answers bound since, not bound because, with its sources', async () => {
    const yes = await json<{ answer: string; since: string; evidence: readonly object[] }>([
      'bound',
      'PER',
      'CHE',
      'untoc',
      '--on',
      '2026-01-15',
    ])
    assert.deepEqual([yes.answer, yes.since, yes.evidence.length], ['bound', '2006-11-26', 2])
    const early = await callComity(['bound', 'PER', 'CHE', 'untoc', '--on', '1999-01-15'])
    assert.deepEqual([early.exit, early.out.split('\n')[0]], [0, 'UNTOC was not in force on that date.'])
  })
})

describe('deadline', () => {
  test('says the last day, the moment, the article and what follows', async () => {
    const due = await json<{ date: string; at: string; provisions: readonly { article: string }[] }>([
      'deadline',
      'cets-024.provisional-arrest-40',
      '--event',
      '2026-01-15',
      '--zone',
      'Europe/Zurich',
    ])
    assert.deepEqual([due.date, due.at, due.provisions[0]?.article], ['2026-02-24', '2026-02-24T23:00:00.000Z', '16(4)'])
  })

  test('stands still for a suspension, both days of it', async () => {
    const args = ['deadline', 'safe-conduct', '--event', '2026-03-01']
    const [plain, stopped] = [
      await json<{ date: string }>(args),
      await json<{ date: string }>([...args, '--suspended', '2026-03-05/2026-03-09']),
    ]
    assert.deepEqual([plain.date, stopped.date], ['2026-03-16', '2026-03-21'])
  })

  test('lists every clock', async () => {
    const { exit, out } = await callComity(['deadline'])
    assert.equal(exit, 0)
    assert.match(out, /^cets-185\.preservation {2}60 days {2}.*Budapest Convention on Cybercrime, art\. 29\(7\)\]$/mu)
  })

  test('refuses an event that is no date', async () => {
    const { exit, out } = await callComity(['deadline', 'safe-conduct', '--event', 'yesterday'])
    assert.equal(exit, 1)
    assert.match(out, /event: There is no such date/u)
  })
})

describe('a question that cannot be asked is told on the error stream with 2', { concurrency: 4 }, () => {
  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a State that is none', ['bound', 'PER', 'SWI', 'untoc'], /SWI\. The nearest: .*CHE \(Switzerland\)/u],
    ['a State by its name', ['legal-basis', '--from', 'Peru', '--to', 'CHE'], /The nearest: PER \(Peru\)/u],
    ['a State to itself', ['bound', 'PER', 'PER', 'untoc'], /different/u],
    ['an instrument that is none', ['parties', 'untok'], /The nearest: untoc/u],
    ['a day that does not exist', ['parties', 'untoc', '--on', '2026-02-30'], /--on 2026-02-30/u],
    ['a kind that is none', [...caseOne.slice(0, 5), '--kind', 'gossip'], /--kind gossip: one of mutual-legal-assistance/u],
    ['an offence that is none', [...caseOne, '--offence', 'uncac.murder'], /uncac\.murder: no such offence; there are .*uncac\.art23/u],
    ['a penalty that is none', [...caseOne, '--penalty', 'much'], /--penalty much/u],
    ['a clock that is none', ['deadline', 'egg-timer', '--event', '2026-01-01'], /no such clock/u],
    ['no event', ['deadline', 'safe-conduct'], /--event/u],
    ['nobody to ask', ['legal-basis', '--from', 'PER'], /--to/u],
    ['an unknown task', ['reference', 'burn'], /usage: comity reference/u],
    ['texts without a place', ['reference', 'import', 'texts', folder], /COMITY_DATA/u],
    ['an approval without an instance', ['reference', 'approve', 'x', '--shown', 'y'], /COMITY_URL/u],
  ]
  for (const [what, args, says] of wrong) {
    test(what, async () => {
      const { exit, out, err } = await runComity(args)
      assert.deepEqual([exit, out], [2, ''])
      assert.match(err, says)
      assert.doesNotMatch(err, /\n\s+at /u)
    })
  }
})

test('an instance that does not answer is told in a sentence', async () => {
  const { exit, err } = await runComity(['reference', 'proposals'], { COMITY_URL: 'http://127.0.0.1:9', COMITY_TOKEN: 'x' })
  assert.deepEqual([exit, err], [1, 'There is no answer from http://127.0.0.1:9.\n'])
})

describe('reference', () => {
  const text = {
    instrument: 'untoc',
    language: 'en',
    source: 'A book',
    as_of: '2026',
    articles: [{ number: '1', heading: null, paragraphs: ['P'] }],
  }

  async function texts(name: string, files: Readonly<Record<string, unknown>>): Promise<{ exit: number; out: string; data: string }> {
    const from = join(folder, name)
    const data = join(folder, `${name}-data`)
    await mkdir(from)
    for (const [file, content] of Object.entries(files))
      await writeFile(join(from, file), typeof content === 'string' ? content : JSON.stringify(content))
    const { exit, out } = await runComity(['reference', 'import', 'texts', from], { COMITY_DATA: data })
    return { exit, out, data }
  }

  test('imports texts into the data folder of an instance', async () => {
    const { exit, out, data } = await texts('good', { 'untoc.json': text })
    assert.equal(exit, 0, out)
    const held = JSON.parse(await readFile(join(data, 'texts', 'untoc.json'), 'utf8')) as { sha256: string; articles: readonly object[] }
    assert.deepEqual([held.sha256.length, held.articles], [64, [{ number: '1', paragraphs: ['P'] }]])
  })

  test('imports none where one cannot be read, and says why', async () => {
    const { exit, out, data } = await texts('bad', {
      'a.json': text,
      'b.json': '{"instrument":"un',
      'c.json': { ...text, instrument: 'untok' },
    })
    assert.equal(exit, 1)
    assert.match(out, /^b\.json: /mu)
    assert.match(out, /^c\.json: [\s\S]*untok\. The nearest: untoc/mu)
    assert.match(out, /Nothing was imported\.$/mu)
    await assert.rejects(readFile(join(data, 'texts', 'untoc.json')))
  })

  test('checks a list where it lies, shows what it would change, and changes nothing', async () => {
    const path = join(folder, 'list.csv')
    await writeFile(path, 'state,consent\nPER,2013-06-05\nSwitzerland,2012-04-03\n')
    const args = ['reference', 'import', 'status', path, '--instrument', 'cets-173', '--as-of', '2026-05-08', '--source', 'A gazette']
    const { exit, out } = await callComity([...args, '--count', '2'])
    assert.equal(exit, 0, out)
    assert.match(out, /^added {2}CHE Switzerland {2}consent 2012-04-03$/mu)
    assert.match(out, /2 added, 0 changed, 0 confirmed, 0 absent\./u)
    assert.match(out, /Nothing was changed/u)
    const miscounted = await callComity([...args, '--count', '3'])
    assert.deepEqual([miscounted.exit, /counts 3 parties, and 2 were read/u.test(miscounted.out)], [1, true])
    const html = join(folder, 'list.xml')
    await writeFile(html, '<!doctype html><html><body>Sign in</body></html>')
    const other = await callComity(['reference', 'import', 'status', html, '--instrument', 'untoc'])
    assert.deepEqual([other.exit, /not in the format named/u.test(other.out)], [1, true])
  })

  test('tells what is stale', async () => {
    const { exit, out } = await callComity(['reference', 'status', '--on', '2026-11-21'])
    assert.equal(exit, 1)
    assert.match(out, /^untoc: parties as of 2025-01, \d+ rows, \d+ of them not verified$/mu)
    assert.match(out, /\d+ of \d+ are stale\.$/mu)
  })
})
