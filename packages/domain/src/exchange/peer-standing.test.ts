import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peerActs, peerStandings, standingAfter } from './peer-standing.ts'

/** Every act from every standing; a dash where it is not open. */
const table = `
            propose   compare    confirm   activate  suspend    revoke
unknown     proposed  -          -         -         -          -
proposed    proposed  proposed   verified  -         -          revoked
verified    -         -          -         active    suspended  revoked
active      -         -          -         -         suspended  revoked
suspended   proposed  suspended  verified  -         -          revoked
revoked     proposed  -          -         -         -          -`

const [head = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/u))

test('a peer is unknown, proposed, verified, active, suspended or revoked, and nothing else', () => {
  assert.deepEqual(
    rows.map(([standing]) => standing),
    [...peerStandings],
  )
  assert.deepEqual(head, [...peerActs])
})

for (const standing of peerStandings)
  for (const act of peerActs) {
    const to = rows.find(([from]) => from === standing)?.[head.indexOf(act) + 1]
    test(`${act} a peer that is ${standing}: ${to}`, () => assert.equal(standingAfter(standing, act) ?? '-', to))
  }

test('only two officers lead to trust, and nothing leads past them', () => {
  for (const standing of peerStandings)
    for (const act of peerActs) {
      const to = standingAfter(standing, act)
      if (to === 'verified') assert.equal(act, 'confirm')
      if (to === 'active') assert.deepEqual([standing, act], ['verified', 'activate'])
    }
})
