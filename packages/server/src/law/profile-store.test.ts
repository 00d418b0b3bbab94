import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { StateProfile } from '@comity/domain/requirement/profile'
import { sql } from 'kysely'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import { addProfileProposal, addProfileVersion, listProfileVersions, readApprovedProfiles, settleProfileProposal } from './profile-store.ts'

const at = '2026-11-21T10:00:00.000Z'
const profile: StateProfile = {
  state: 'CHE',
  steward: 'Lima',
  reviewBy: '2027-01-31',
  rows: [{ measure: 'any', asks: 'paper-original', source: 'A letter', asOf: '2026', verified: 'no' }],
}

describe('profiles in the database', () => {
  let database: TestDatabase
  const scope = suiteScope()
  const [proposer, approver] = [randomUUID(), randomUUID()]

  before(async () => {
    database = await withDatabase(scope)
  })

  function proposed(): Promise<string> {
    return database.db.transaction().execute(async (trx) => {
      const row = await addProfileProposal(trx, {
        id: randomUUID(),
        state: 'CHE',
        rests_on: 0,
        before: null,
        profile: JSON.stringify(profile),
        note: null,
        file: null,
        review: false,
        proposed_by: proposer,
        proposed_by_name: 'Rosa',
        proposed_at: at,
      })
      return row.id
    })
  }
  function approved(id: string, by: string, version: number): Promise<void> {
    return database.db.transaction().execute(async (trx) => {
      await settleProfileProposal(trx, id, { standing: 'approved', by, name: 'Jorge', at })
      await addProfileVersion(trx, { state: 'CHE', version, profile: JSON.stringify(profile), proposal: id, at })
    })
  }

  test('are never approved by whoever proposed them, whatever the program says', async () => {
    const id = await proposed()
    await assert.rejects(approved(id, proposer, 1), { code: '23514' })
    assert.equal((await readApprovedProfiles(database.db)).size, 0)
  })

  test('stand with who brought them in, each version once, and none is ever changed', async () => {
    await approved(await proposed(), approver, 1)
    const second = await proposed()
    await assert.rejects(approved(second, approver, 1), { code: '23505' })
    await approved(second, approver, 2)
    const held = (await readApprovedProfiles(database.db)).get('CHE')
    assert.deepEqual(
      [held?.profile, held?.approval.version, held?.approval.proposedBy, held?.approval.approvedBy],
      [profile, 2, 'Rosa', 'Jorge'],
    )
    assert.deepEqual(
      (await listProfileVersions(database.db, 'CHE')).map(({ version }) => version),
      [2, 1],
    )
    for (const change of [sql`UPDATE profile_version SET version = 3`, sql`DELETE FROM profile_version`, sql`TRUNCATE profile_version`])
      await assert.rejects(change.execute(database.db), { code: '42501' })
  })
})
