import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { dispatchOf, send, settled, startTwo, storeFile, type TestAuthority, timesApplied } from './test-authority.ts'

describe('a message to a verified peer', () => {
  const cleaning: (() => Promise<void>)[] = []
  let peru: TestAuthority
  let switzerland: TestAuthority

  before(async () => {
    ;({ peru, switzerland } = await startTwo({ after: (clean) => cleaning.unshift(clean) }))
  })
  after(async () => {
    for (const clean of cleaning) await clean()
  })

  test('arrives once with its files, and both sides hold the same receipts', async () => {
    const file = await storeFile(peru, 'orden.json', Buffer.from(JSON.stringify({ n: randomBytes(400_000).toString('hex') })))
    const act = dispatchOf([file])
    const queued = await send(peru, 'CHE', act)
    assert.ok(queued.ok)
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.ok(await switzerland.files.has(file.sha256))
    const here = (await peru.exchange.receiptsOf(peru.db, [act.id])).get(act.id)
    const there = (await switzerland.exchange.receiptsOf(switzerland.db, [act.id])).get(act.id)
    assert.deepEqual(
      here?.map(({ event, by }) => [event, by]),
      [
        ['RelayAcceptance', 'CHE/central'],
        ['ContentConsignment', 'CHE/central'],
      ],
    )
    assert.deepEqual(here, there)
    const bytes = (db: TestAuthority['db']) =>
      db.selectFrom('receipt').select('bytes').where('message', '=', act.id).orderBy('seq').execute()
    assert.deepEqual(await bytes(peru.db), await bytes(switzerland.db))
    assert.deepEqual(await readdir(join(peru.dataDirectory, 'exchange', 'outgoing')), [])
    assert.deepEqual(await readdir(join(switzerland.dataDirectory, 'exchange', 'incoming', 'PER~central')), [])
  })
})
