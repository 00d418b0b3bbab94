import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listParticipations } from './participation.ts'
import { partyListAge } from './party-list-age.ts'

test('the lists of parties are of days between the oldest and the newest', () => {
  const { oldest, newest } = partyListAge()
  assert.match(`${oldest} ${newest}`, /^\d{4}-\d{2}-\d{2} \d{4}-\d{2}-\d{2}$/u)
  assert.ok(oldest < newest)
  for (const { asOf } of listParticipations('uncac')) {
    const day = `${asOf}-01-01`.slice(0, 10)
    assert.ok(oldest <= day && day <= newest, asOf)
  }
})
