import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { generateKeys } from '@comity/exchange/keys'
import { loadAuthorityKey } from '@comity/server/platform/authority-key'
import { openVault } from '@comity/server/platform/vault'
import { runComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

function environment(name: string): Record<string, string> {
  return { COMITY_STATE: 'PER', COMITY_NAME: 'Autoridad Central', COMITY_DATA: join(folder, name) }
}

describe('the doctor', { concurrency: 2 }, () => {
  test('finds a new place well, and makes neither keys nor database', async () => {
    const { exit, out } = await runComity(['doctor'], environment('new'))
    assert.equal(exit, 0, out)
    assert.equal(out.match(/^✓/gmu)?.length, 7)
    assert.deepEqual(await readdir(join(folder, 'new')), [])
  })

  test('says what it sees as data', async () => {
    const { exit, out } = await runComity(['doctor', '--json'], environment('data'))
    const seen = JSON.parse(out) as { what: string; well: boolean; says: string }[]
    assert.deepEqual(
      [exit, seen.map(({ what }) => what)],
      [0, ['Node', 'Pages', 'Data folder', 'Storage key', 'Keys', 'Scanner', 'Database']],
    )
  })

  test('names the setting that is missing', async () => {
    const { exit, out } = await runComity(['doctor'])
    assert.equal(exit, 1)
    assert.match(out, /^✗ Settings {5}COMITY_STATE/mu)
  })

  test('finds damaged keys, and a database that does not answer', async () => {
    await mkdir(join(folder, 'damaged'))
    await writeFile(join(folder, 'damaged', 'keys.json'), '{"v":1}')
    const { exit, out } = await runComity(['doctor'], { ...environment('damaged'), DATABASE_URL: 'postgres://nobody@localhost:9/none' })
    assert.equal(exit, 1)
    assert.match(out, /^✗ Keys {9}damaged; restore keys\.json/mu)
    assert.match(out, /^✗ Database {5}connect ECONNREFUSED .*Check DATABASE_URL$/mu)
  })

  test('finds sealed keys, and says what is missing to open them', async () => {
    const data = join(folder, 'sealed')
    await openVault(data, await loadAuthorityKey(data)).keep('keys', JSON.stringify(await generateKeys(['age-x25519'])))
    assert.match((await runComity(['doctor'], environment('sealed'))).out, /^✓ Keys {9}sealed, and open$/mu)
    await rm(join(data, 'storage.key'))
    const { exit, out } = await runComity(['doctor'], environment('sealed'))
    assert.deepEqual([exit, /^✗ Keys {9}The storage key .* is not there/mu.test(out)], [1, true])
  })

  test('looks whether bridges can be reached, and names the place in their file that is wrong', async () => {
    const file = join(folder, 'bridges.json')
    const peers = [{ peer: 'CHE/central', out: 'gateway/out' }]
    const bridge = { name: 'gateway', kind: 'file-drop', in: 'gateway/in', done: 'gateway/done', failed: 'gateway/failed', peers }
    await writeFile(file, JSON.stringify({ bridges: [bridge] }))
    const look = () => runComity(['doctor'], { ...environment('bridged'), COMITY_BRIDGES: file })
    assert.match((await look()).out, /^✗ Bridges {6}gateway \(file-drop\): not reached/mu)
    for (const name of ['in', 'out', 'done', 'failed']) await mkdir(join(folder, 'gateway', name), { recursive: true })
    const { exit, out } = await look()
    assert.equal(exit, 0, out)
    assert.match(out, /^✓ Bridges {6}gateway \(file-drop\) can be reached$/mu)
    const { in: arrives, done, failed } = bridge
    const service = 'TEST/GOV/2/COMITY/sealed'
    const folders = { in: arrives, done, failed }
    const national = { ...folders, name: 'national', kind: 'x-road', url: 'http://127.0.0.1:1', client: 'TEST/GOV/1/COMITY' }
    const xRoad = { ...national, listen: { port: 0 }, peers: [{ peer: 'CHE/central', service }] }
    await writeFile(file, JSON.stringify({ bridges: [xRoad] }))
    assert.match((await look()).out, /^✗ Bridges {6}national \(x-road\): not reached; .*; its kind was tested .* not against a live one$/mu)
    await writeFile(file, JSON.stringify({ bridges: [{ ...bridge, peers: [{ peer: 'Switzerland', out: 'x' }] }] }))
    assert.match((await look()).out, /^✗ Bridges .*bridges\.0\.peers\.0\.peer: an authority, as in CHE\/central/mu)
  })

  test('asks for a server in production', async () => {
    const { exit, out } = await runComity(['doctor'], { ...environment('production'), NODE_ENV: 'production' })
    assert.equal(exit, 1)
    assert.match(out, /^✗ Database .*set DATABASE_URL/mu)
  })
})
