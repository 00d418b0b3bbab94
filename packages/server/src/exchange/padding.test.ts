import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { before, describe, test } from 'node:test'
import { paddingProfile } from '@comity/exchange/part-padding'
import { streamOf } from '../platform/byte-stream.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import {
  callAs,
  dispatchOf,
  introduce,
  officers,
  send,
  settled,
  startAuthority,
  startTwo,
  storePdf,
  type TestAuthority,
  timesApplied,
  until,
} from './test-authority.ts'
import type { TestLine } from './test-line.ts'
import { craft, deliverByHand, madeOlder } from './test-message.ts'

const officer = officers[0]

describe('the parts of a message', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  let line: TestLine

  before(async () => {
    ;({ peru, switzerland, line } = await startTwo(scope))
  })

  /** Sends a file of this length. @returns the length that shows on the line */
  async function shown(to: TestAuthority, state: string, length: number): Promise<number | undefined> {
    const file = await storePdf(peru, length)
    const act = dispatchOf([file])
    assert.ok((await send(peru, state, act)).ok)
    await settled(peru, act.id)
    assert.equal(await timesApplied(to, act.id), 1)
    assert.equal((await buffer(await to.files.read(file.sha256))).length, file.size)
    const { parts } = await peru.db.selectFrom('outbox').select('parts').where('id', '=', act.id).executeTakeFirstOrThrow()
    return parts?.[1]?.ctLen
  }

  test('show the same length for files of like length, which arrive whole', async () => {
    assert.equal(await shown(switzerland, 'CHE', 300_001), await shown(switzerland, 'CHE', 302_500))
  })

  test('go unpadded to software whose document does not name padding', async () => {
    const norway = await startAuthority(scope, 'NOR')
    await madeOlder(norway, paddingProfile)
    await introduce(norway, peru)
    await introduce(peru, norway)
    const [one, other] = [await shown(norway, 'NOR', 300_001), await shown(norway, 'NOR', 302_500)]
    assert.equal((other ?? 0) - (one ?? 0), 2_499)
  })

  test('go padded in a sealed file too', async () => {
    const file = await storePdf(peru, 30_001)
    const act = dispatchOf([file])
    line.cut()
    line.target = 1
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id, 'sealed')
    const sealOut = () => callAs(peru, officer, 'sealOut')({ params: { message: act.id } })
    await until(async () => (await sealOut()).ok)
    const given = await sealOut()
    assert.ok(given.ok)
    const body = { name: 'message.comity', mediaType: 'application/octet-stream', stream: streamOf(await buffer(given.value.stream)) }
    const taken = await callAs(switzerland, officer, 'takeIn')({ body, query: { name: '' } })
    assert.ok(taken.ok && taken.value.kind === 'message' && taken.value.standing === 'accepted', JSON.stringify(taken))
    assert.ok(await switzerland.files.has(file.sha256))
  })

  test('that have padding of which nothing is said are refused', async () => {
    const message = await craft(peru, switzerland, dispatchOf(), { crit: undefined, padding: undefined })
    const { receipts } = await deliverByHand(peru, switzerland, message)
    assert.deepEqual(
      receipts.map(({ event, problem }) => [event, problem]),
      [
        ['RelayAcceptance', undefined],
        ['ContentConsignmentFailure', 'too-large'],
      ],
    )
    assert.equal(await timesApplied(switzerland, message.id), 0)
  })
})
