import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { caseFile, runComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

const names = [
  'demo',
  'serve',
  'check',
  'parties',
  'bound',
  'legal-basis',
  'deadline',
  'letter',
  'letterhead',
  'open',
  'verify',
  'openapi',
  'schema',
  'root',
  'directory',
  'doctor',
]

describe('a command line that is wrong is answered on the error stream with 2', { concurrency: 4 }, () => {
  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no command', [], /comity check FILE/u],
    ['an unknown command', ['cheque'], /no command "cheque"/u],
    ['a name that every object has', ['constructor'], /no command "constructor"/u],
    ['an unknown option', ['check', caseFile, '--lnag', 'es'], /'--lnag'.*\nusage: comity check FILE/u],
    ['an option without its value', ['check', caseFile, '--lang'], /--lang.*\nusage: comity check FILE/su],
    ['a file too few', ['check'], /usage: comity check FILE/u],
    ['a file too many', ['check', caseFile, caseFile], /usage: comity check FILE/u],
    ['a file that is not there', ['check', join(folder, 'none.json')], /none\.json: no such file/u],
    ['a folder for a file', ['check', folder], /no such file/u],
    ['a language that we do not speak', ['check', caseFile, '--lang', 'eo'], /--lang eo/u],
    ['a day that does not exist', ['check', caseFile, '--on', '2026-02-30'], /--on 2026-02-30/u],
    ['a letter without a place to go', ['letter', caseFile], /--out/u],
    ['a letterhead for what is no Word file', ['letter', caseFile, '--out', join(folder, 'x'), '--letterhead', caseFile], /--letterhead/u],
    ['a format that we do not write', ['letter', caseFile, '--out', join(folder, 'x'), '--format', 'rtf'], /--format rtf/u],
    ['a sealed file without keys to open it', ['open', caseFile], /usage: comity open FILE/u],
    ['a schema that we do not have', ['schema', 'message'], /comity schema request/u],
    ['a root key without a place to go', ['root', 'new'], /--out/u],
    ['a root key in no device', ['root', 'public', '--out', join(folder, 'r')], /--device TOKEN\/ID/u],
    [
      'roots fewer than their threshold',
      ['directory', 'propose', '--out', join(folder, 'd'), '--roots', 'a,b', '--threshold', '3'],
      /--threshold 3/u,
    ],
    ['a document for no instance', ['directory', 'propose', '--out', join(folder, 'd')], /COMITY_URL/u],
    ['an instance of no State', ['serve'], /COMITY_STATE/u],
  ]
  for (const [what, args, says] of wrong) {
    test(what, async () => {
      const { exit, out, err } = await runComity(args)
      assert.deepEqual([exit, out], [2, ''])
      assert.match(err, says)
      assert.doesNotMatch(err, /\n\s+at /u)
    })
  }
  test('an authority of a State that does not exist', async () => {
    const { exit, err } = await runComity(['serve'], { COMITY_STATE: 'XXX', COMITY_NAME: 'X', COMITY_DATA: folder })
    assert.equal(exit, 2)
    assert.match(err, /COMITY_STATE/u)
  })

  test('a port that is none', async () => {
    const { exit, err } = await runComity(['serve'], { COMITY_STATE: 'PER', COMITY_NAME: 'X', COMITY_DATA: folder, COMITY_PORT: '70000' })
    assert.equal(exit, 2)
    assert.match(err, /COMITY_PORT/u)
  })
})

test('help names every command, and each command tells its own', async () => {
  const { exit, out } = await runComity(['help'])
  assert.equal(exit, 0)
  for (const name of names) assert.match(out, new RegExp(`^  comity ${name}\\b`, 'mu'))
  const own = await runComity(['check', '--help'])
  assert.equal(own.exit, 0)
  assert.match(own.out, /^comity check FILE/u)
})

test('a letter that cannot be written where it was asked to be is a failure, told in a sentence', async () => {
  const { exit, err } = await runComity(['letter', caseFile, '--format', 'html', '--out', join(folder, 'no', 'such', 'folder.html')])
  assert.equal(exit, 1)
  assert.match(err, /^ENOENT: .*folder\.html'\.\n$/u)
})

test('an instance that may not start says why, without a stack', async () => {
  const { exit, err } = await runComity(['serve'], {
    COMITY_STATE: 'PER',
    COMITY_NAME: 'X',
    COMITY_DATA: join(folder, 'data'),
    NODE_ENV: 'production',
  })
  assert.equal(exit, 1)
  assert.match(err, /^Production needs a PostgreSQL server: set DATABASE_URL/u)
  assert.doesNotMatch(err, /\n\s+at /u)
})

test('the file of first accounts that a unit names is read while it is there', async () => {
  const settings = { COMITY_STATE: 'PER', COMITY_NAME: 'X', COMITY_DATA: join(folder, 'data'), NODE_ENV: 'production' }
  const accounts = join(folder, 'accounts.json')
  const gone = await runComity(['serve'], { ...settings, COMITY_FIRST_ACCOUNTS: accounts })
  assert.match(gone.err, /DATABASE_URL/u)
  await writeFile(accounts, '[{}]')
  const { exit, out, err } = await runComity(['serve'], { ...settings, COMITY_FIRST_ACCOUNTS: accounts })
  assert.equal(exit, 1)
  assert.match(out + err, /accounts\.0\.name/u)
})
