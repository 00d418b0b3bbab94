import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { withDatabase } from '../platform/test-database.ts'
import { openVault } from '../platform/vault.ts'
import { at, minute, openDoor } from './account.test-support.ts'
import { createSessionFinder } from './session-finder.ts'
import { signIn } from './session.ts'
import { endSession } from './store.ts'

const { db } = await withDatabase({ after })
const parts = { db, vault: openVault('nowhere', randomBytes(32)) }
const { enrolled } = openDoor(parts)

test('many who come at once are each given their own session, and who signed out before is given none', async () => {
  const find = createSessionFinder(db, () => new Date(at(minute)))
  const people = await Promise.all(Array.from({ length: 8 }, () => enrolled()))
  const tokens: string[] = []
  for (const { attempt } of people) {
    const session = await signIn(parts, attempt(0))
    assert.ok(session.ok)
    tokens.push(session.value.token)
  }
  const round = () => Promise.all([...tokens, 'no such token', ...tokens].map((token) => find(token)))
  const ids = people.map(({ id }) => id)
  assert.deepEqual(
    (await round()).map((session) => session?.actor.id),
    [...ids, undefined, ...ids],
  )
  // The end of a session while others are being looked up: whoever asks after it is told so.
  const under = round()
  await endSession(db, tokens[0] ?? '')
  assert.equal(await find(tokens[0] ?? ''), undefined)
  await under
})

test('a lookup that fails fails for those who asked, and the next is answered', async () => {
  const { attempt } = await enrolled()
  const session = await signIn(parts, attempt(0))
  assert.ok(session.ok)
  let broken = true
  const find = createSessionFinder(db, () => {
    if (broken) throw new Error('no clock')
    return new Date(at(minute))
  })
  await assert.rejects(find(session.value.token), /no clock/u)
  broken = false
  assert.ok(await find(session.value.token))
})

test('those who come while a statement runs are asked for together in the next, two hundred at most', async () => {
  let statements = 0
  const find = createSessionFinder(db, () => {
    statements += 1
    return new Date(at(minute))
  })
  await Promise.all(Array.from({ length: 401 }, (_, n) => find(`no such token ${n}`)))
  assert.equal(statements, 3)
  // Nobody is waiting any more: who comes now is answered at once.
  assert.equal(await find('no such token'), undefined)
  assert.equal(statements, 4)
})
