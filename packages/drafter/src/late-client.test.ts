import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { openDesk } from './desk.ts'
import { lateClient } from './late-client.ts'

const query = { sort: 'changed', limit: 100 } as const

suite('the operations of a window that has just been opened', () => {
  test('are the same as those that were ready from the beginning', async () => {
    const desk = openDesk()
    const client = lateClient(desk, () => '2026-11-21T12:00:00.000Z')
    assert.deepEqual(await client.listRequests({ query }), { ok: true, value: { items: [] } })
    desk.authority = { state: 'EGY', name: 'Cairo' }
    const content = { kind: 'mutual-legal-assistance', requesting: 'EGY', requested: 'ITA' } as const
    const opened = await client.openRequest({ body: { reference: '4417-0093', content } })
    assert.ok(opened.ok)
    const listed = await client.listRequests({ query })
    assert.deepEqual(listed.ok && listed.value.items.map(({ id }) => id), [opened.value.id])
    assert.deepEqual(await client.listPeers({}), { ok: false, problem: { code: 'not-permitted' } })
  })
})
