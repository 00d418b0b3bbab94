import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { onBehalfOf, type Party } from '../platform/on-behalf.ts'
import { withDatabase } from '../platform/test-database.ts'
import { aboutArrived, aboutMessage } from './about-message.ts'

const { db, guarded } = await withDatabase({ after })
const at = '2026-09-09T10:00:00Z'
const [thread, sent, came, refused, stray] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()]
await sql`INSERT INTO peer (id, state, standing, version, bytes, document, digest, fingerprint, certificates, proposed_at, changed_at)
  VALUES ('CHE/central', 'CHE', 'suspended', 1, '', '{}', 'd', 'f', '{}', ${at}, ${at})`.execute(db)
await sql`INSERT INTO outbox (id, peer, thread, seq, type, act, next_at, not_after, created_at)
  VALUES (${sent}, 'CHE/central', ${thread}, 1, 'dispatch', '{}', '2099-01-01', '2099-01-02', ${at})`.execute(db)
await sql`INSERT INTO inbox (peer, id, digest, thread, seq, type, jws_digest, envelope, not_after, received_at)
  VALUES ('CHE/central', ${came}, 'd', ${thread}, 1, 'register', 'j', '', '2099-01-02', ${at})`.execute(db)
const rows = sql<{ seq: number }>`INSERT INTO refused_message (peer, id, digest, problem, at, thread)
  VALUES ('CHE/central', ${refused}, 'd', 'malformed', ${at}, ${thread}), ('unknown', ${stray}, 'd', 'malformed', ${at}, NULL) RETURNING seq`
const [first, second] = (await rows.execute(db)).rows.map(({ seq }) => `refused-${seq}`)

const asked = async (party: Party, ref: string) => onBehalfOf(party, async () => aboutMessage(guarded, ref))

test('the gate knows of which request a message speaks, sent, received or refused, and of none where none is known', async () => {
  for (const ref of [sent, came, first ?? '']) assert.deepEqual(await asked('gate', ref), { request: thread })
  for (const ref of [second ?? '', 'refused-9999', randomUUID()]) assert.deepEqual(await asked('gate', ref), {})
  for (const id of [came, refused])
    assert.deepEqual(await onBehalfOf('gate', async () => aboutArrived(guarded, 'CHE/central', id)), { request: thread })
  assert.deepEqual(await onBehalfOf('gate', async () => aboutArrived(guarded, 'CHE/central', sent)), {})
  assert.deepEqual(await asked('nobody', sent), {})
})
