import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { streamOf } from '../platform/byte-stream.ts'
import {
  callAs,
  dispatchOf,
  officers,
  send,
  settled,
  standsAt,
  startTwo,
  type TestAuthority,
  timesApplied,
  until,
} from './test-authority.ts'

const officer = officers[0]
const month = 30 * 86_400_000

function takeIn(to: TestAuthority, bytes: Uint8Array) {
  const body = { name: 'message.comity', mediaType: 'application/octet-stream', stream: streamOf(bytes) }
  return callAs(to, officer, 'takeIn')({ body, query: { name: '' } })
}

test('a message in a bag is neither given up nor refused after the seven days that a line has', async (scope) => {
  const { peru, switzerland, line } = await startTwo({ after: (clean) => scope.after(clean) })
  const act = dispatchOf()
  line.target = 1
  line.cut()
  assert.ok((await send(peru, 'CHE', act)).ok)
  await settled(peru, act.id, 'sealed')
  const sealOut = () => callAs(peru, officer, 'sealOut')({ params: { message: act.id } })
  await until(async () => (await sealOut()).ok)
  const given = await sealOut()
  assert.ok(given.ok)
  const bytes = await buffer(given.value.stream)

  const tries = async () => peru.db.selectFrom('outbox').select('attempts').where('id', '=', act.id).executeTakeFirstOrThrow()
  const { attempts } = await tries()
  peru.ahead = month
  peru.exchange.wake()
  await until(async () => (await tries()).attempts > attempts + 1)
  assert.equal((await standsAt(peru, act.id))?.standing, 'sealed')

  switzerland.ahead = month
  const taken = await takeIn(switzerland, bytes)
  assert.ok(taken.ok && taken.value.kind === 'message' && taken.value.standing === 'accepted', JSON.stringify(taken))
  assert.equal(await timesApplied(switzerland, act.id), 1)
  const back = await callAs(switzerland, officer, 'listMessageReceipts')({ params: { peer: 'PER~central', message: act.id } })
  assert.ok(back.ok)
  assert.ok((await takeIn(peru, Buffer.from(back.value.items.map(({ text }) => `${text}\n`).join('')))).ok)
  assert.equal((await standsAt(peru, act.id))?.standing, 'consigned')
})
