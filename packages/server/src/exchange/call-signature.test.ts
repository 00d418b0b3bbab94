import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { callSkew, callsProfile } from '@comity/exchange/signed-call'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import {
  dispatchOf,
  introduce,
  send,
  settled,
  startAuthority,
  startTwo,
  storePdf,
  type TestAuthority,
  timesApplied,
} from './test-authority.ts'
import { madeOlder } from './test-message.ts'

function refusals(authority: TestAuthority): readonly unknown[] {
  return authority.logged.flatMap((entry) =>
    'reason' in entry && 'message' in entry && String(entry.message).startsWith('a call') ? [entry.reason] : [],
  )
}

describe('calls between two authorities', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority

  before(async () => {
    ;({ peru, switzerland } = await startTwo(scope))
  })

  async function arrives(from: TestAuthority, to: TestAuthority, state: string): Promise<void> {
    const act = dispatchOf([await storePdf(from, 300_000)])
    assert.ok((await send(from, state, act)).ok)
    await settled(from, act.id)
    assert.equal(await timesApplied(to, act.id), 1)
  }

  test('are signed and taken, and none is refused', async () => {
    await arrives(peru, switzerland, 'CHE')
    assert.deepEqual(refusals(switzerland), [])
  })

  test('of a caller whose clock is wrong by an hour are signed anew by the clock of the one who is called', async () => {
    peru.ahead = 12 * callSkew * 1000
    await arrives(peru, switzerland, 'CHE')
    assert.deepEqual([...new Set(refusals(switzerland))], ['clock'])
    peru.ahead = 0
  })

  test('go on unsigned both ways with software whose document does not name them', async () => {
    const norway = await startAuthority(scope, 'NOR')
    await madeOlder(norway, callsProfile)
    await introduce(norway, switzerland)
    await introduce(switzerland, norway)
    assert.ok(!norway.exchange.directory().document.profiles.includes(callsProfile))
    const earlier = refusals(switzerland).length
    await arrives(norway, switzerland, 'CHE')
    await arrives(switzerland, norway, 'NOR')
    assert.equal(refusals(switzerland).length, earlier)
    assert.deepEqual(refusals(norway), [])
  })

  test('are signed from the document on that names them, which each learns from the other', async () => {
    const kenya = await startAuthority(scope, 'KEN')
    await madeOlder(kenya, callsProfile)
    await introduce(kenya, switzerland)
    await introduce(switzerland, kenya)
    // A later document of Kenya's names them again; Switzerland still holds the one that does not.
    kenya.ahead = 61 * 86_400_000
    await kenya.restart()
    assert.ok(kenya.exchange.directory().document.profiles.includes(callsProfile))
    kenya.ahead = 0
    await arrives(switzerland, kenya, 'KEN')
    await arrives(kenya, switzerland, 'CHE')
  })
})
