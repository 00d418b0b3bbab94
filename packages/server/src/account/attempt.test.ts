import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { withDatabase } from '../platform/test-database.ts'
import { at, minute } from './account.test-support.ts'
import { type Attempt, attemptsOfAddress, attemptsOfName, countAttempt, forgiveAttempts } from './attempt.ts'

const { db } = await withDatabase({ after })
let count = 0
/** A name and an address that nobody has tried. */
function someone(): Attempt {
  count += 1
  return { name: `Nobody ${count}`, address: `10.9.${count}.1`, now: at(0) }
}
const forgive = (attempt: Attempt) => db.transaction().execute((trx) => forgiveAttempts(trx, attempt))

/** How many attempts are looked at before they are too many. */
async function looks(attempt: (n: number) => Attempt): Promise<number> {
  for (let n = 0; n <= attemptsOfAddress; n += 1) {
    const counted = await countAttempt(db, attempt(n))
    if (counted.ok) continue
    assert.deepEqual(counted.problem, { code: 'too-many-attempts' })
    return n
  }
  return Number.POSITIVE_INFINITY
}

test('ten attempts on a name are looked at in an hour, from whatever address and in whatever letters', async () => {
  assert.equal(attemptsOfName, 10)
  const one = someone()
  const from = (n: number) => ({ ...one, name: n % 2 === 0 ? one.name.toUpperCase() : one.name, address: `10.8.0.${n}` })
  assert.equal(await looks(from), 10)
  assert.ok((await countAttempt(db, someone())).ok)
})

test('a hundred attempts from an address are looked at in an hour, on whatever names', async () => {
  const one = someone()
  assert.equal(await looks((n) => ({ ...one, name: `${one.name} ${n}` })), 100)
  assert.ok((await countAttempt(db, { ...one, name: 'Another', address: `${one.address}1` })).ok)
})

test('an hour later they are looked at again, and no moment sooner', async () => {
  const one = someone()
  assert.equal(await looks(() => one), 10)
  assert.ok(!(await countAttempt(db, { ...one, now: at(60 * minute - 1) })).ok)
  assert.ok((await countAttempt(db, { ...one, now: at(60 * minute) })).ok)
})

test('what is not looked at is not counted', async () => {
  const one = someone()
  assert.equal(await looks(() => one), 10)
  for (let n = 0; n < 3; n += 1) await countAttempt(db, { ...one, now: at(30 * minute) })
  assert.equal(await looks(() => ({ ...one, now: at(60 * minute) })), 10)
})

test('who succeeds has the name’s attempts forgiven, and of the address only this one', async () => {
  const one = someone()
  const moments = [1, 2, 3, 4, 5].map(at)
  for (const now of moments) await countAttempt(db, { ...one, now })
  await countAttempt(db, { ...one, name: 'Another', now: at(6) })
  const last = moments.at(-1) ?? at(0)
  await forgive({ ...one, now: last })
  const rows = await db.selectFrom('sign_in_attempt').select('at').where('at', '>', at(0)).where('at', '<=', at(6)).orderBy('at').execute()
  // Of the address four are left, and of the other name both.
  assert.deepEqual(
    rows.map((row) => row.at),
    [1, 2, 3, 4, 6, 6].map(at),
  )
  assert.equal(await looks(() => ({ ...one, address: '10.8.1.1', now: at(7) })), 10)
})
