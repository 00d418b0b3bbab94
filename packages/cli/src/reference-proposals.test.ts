import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { httpClient } from '@comity/contract/client'
import { codeAt, describeSecret } from '@comity/server/account/one-time-code'
import { type Server, startServer } from '@comity/server/server'
import { runComity } from './run-comity.ts'

const roles = ['officer', 'head'] as const
const accounts = roles.map((role) => ({
  name: role,
  displayName: role,
  role,
  language: 'en' as const,
  password: randomBytes(12).toString('base64url'),
  totpSecret: describeSecret(randomBytes(20), role, 'Comity').totpSecret,
}))

describe('what two persons bring in on the command line', () => {
  const tokens: string[] = []
  let folder: string
  let server: Server

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comity-proposals-'))
    const authority = { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' } as const
    server = await startServer({
      authority,
      dataDirectory: folder,
      port: 0,
      exchangePort: 0,
      firstAccounts: accounts,
      log: { level: 'silent' },
    })
    const client = httpClient({ base: `${server.url}/api` })
    for (const { name, password, totpSecret } of accounts) {
      const session = await client.signIn({ body: { name, password, code: codeAt(totpSecret, new Date().toISOString()) } })
      assert.ok(session.ok)
      tokens.push(session.value.token)
    }
  })
  after(async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  })

  function as(person: 0 | 1, args: readonly string[]) {
    return runComity(['reference', ...args], { COMITY_URL: server.url, COMITY_TOKEN: tokens[person] ?? '' })
  }

  test('is proposed by one, shown to the other, approved with what was shown, and listed', async () => {
    const path = join(folder, 'list.csv')
    await writeFile(path, 'state,consent\nPER,2013-06-05\nSwitzerland,2012-04-03\n')
    const list = ['import', 'status', path, '--instrument', 'cets-173', '--as-of', '2026-05-08', '--count', '2', '--source', 'A gazette']
    const proposed = await as(0, [...list, '--json'])
    assert.equal(proposed.exit, 0, proposed.out + proposed.err)
    const { id } = JSON.parse(proposed.out) as { id: string }
    const seen = await as(1, ['show', id])
    const shown = /--shown ([\da-f]{64})\.$/mu.exec(seen.out)?.[1] ?? ''
    assert.match(seen.out, /^added {2}PER Peru {2}consent 2013-06-05$/mu)
    const own = await as(0, ['approve', id, '--shown', shown])
    assert.equal(own.exit, 1)
    const approved = await as(1, ['approve', id, '--shown', shown])
    assert.equal(approved.exit, 0, approved.out + approved.err)
    const listed = await as(1, ['proposals'])
    assert.match(listed.out, new RegExp(`^${id} {2}cets-173 {2}2026-05-08 {2}2 {2}approved {2}A gazette {2}officer → head$`, 'mu'))
    const stranger = await runComity(['reference', 'proposals'], { COMITY_URL: server.url, COMITY_TOKEN: 'x' })
    assert.equal(stranger.exit, 1)
  })

  test('a profile is checked without an instance, proposed by one and approved by the other', async () => {
    const path = join(folder, 'che.json')
    const row = { measure: 'any', asks: 'languages', accepted: ['de', 'fr', 'it'], source: 'A letter', asOf: '2026-05', verified: 'no' }
    const profile = { state: 'CHE', steward: 'Lima', reviewBy: '2999-01-31', rows: [row] }
    await writeFile(path, JSON.stringify(profile))
    const offline = await runComity(['reference', 'import', 'profile', path])
    assert.equal(offline.exit, 0, offline.out + offline.err)
    assert.match(offline.out, /^added {2}any languages {2}accepted \["de","fr","it"\], asOf 2026-05, source A letter, verified no$/mu)
    assert.match(offline.out, /Nothing was changed/u)
    const proposed = await as(0, ['import', 'profile', path, '--note', 'They wrote', '--json'])
    assert.equal(proposed.exit, 0, proposed.out + proposed.err)
    const { id, file } = JSON.parse(proposed.out) as { id: string; file: string }
    assert.equal(file, 'che.json')
    assert.match((await as(1, ['show', id])).out, /^1 added, 0 changed, 0 read again, 0 removed, 0 as before\.$/mu)
    assert.equal((await as(0, ['approve', id])).exit, 1)
    assert.equal((await as(1, ['approve', id])).exit, 0)
    const listed = await as(1, ['proposals'])
    assert.match(listed.out, new RegExp(`^${id} {2}CHE {2}0 → 1 {2}approved {2}They wrote {2}officer → head$`, 'mu'))
    const again = await as(1, ['import', 'profile', path])
    assert.deepEqual([again.exit, /nothing would change/u.test(again.out + again.err)], [1, true])
    await writeFile(path, JSON.stringify({ ...profile, reviewBy: '2030-01-31' }))
    const { id: second } = JSON.parse((await as(1, ['import', 'profile', path, '--json'])).out) as { id: string }
    const declined = await as(0, ['decline', second, '--reason', 'Too soon'])
    assert.equal(declined.exit, 0, declined.out + declined.err)
  })

  test('a profile that is wrong is refused with its field named', async () => {
    const path = join(folder, 'wrong.json')
    const row = { measure: 'any', asks: 'dual-criminality', asOf: '2026', verified: 'no' }
    await writeFile(path, JSON.stringify({ state: 'CHE', steward: 'Lima', reviewBy: '2020-01-31', rows: [row], by: 'me' }))
    const unfit = await as(0, ['import', 'profile', path])
    assert.equal(unfit.exit, 1)
    assert.match(unfit.out + unfit.err, /rows\.0\.source: /u)
    assert.match(unfit.out + unfit.err, /by: /u)
    await writeFile(path, JSON.stringify({ state: 'CHE', steward: 'Lima', reviewBy: '2020-01-31', rows: [{ ...row, source: 'A law' }] }))
    assert.match((await runComity(['reference', 'import', 'profile', path])).out, /profile\.reviewBy: The review date has passed/u)
  })
})
