import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { signJws } from './jws.ts'
import { readReceipt, receiptEvents, signReceipt, type Receipt } from './receipt.ts'
import { exampleNow, knowing, twoAuthorities, valueOf } from './worked-example.ts'

const { peru, switzerland } = await twoAuthorities(['age-x25519'])
const findPeer = knowing([peru, switzerland])
const [key] = switzerland.keys.sign
const [peruvian] = peru.keys.sign
assert.ok(key && peruvian)
const receipt: Receipt = {
  v: 1,
  event: 'RelayAcceptance',
  messageId: randomUUID(),
  envelopeDigest: 'a'.repeat(64),
  at: exampleNow,
  by: 'CHE/central',
  previous: null,
}

async function problemOf(bytes: Uint8Array): Promise<string> {
  const result = await readReceipt(bytes, findPeer)
  return result.ok ? 'read' : result.problem.code
}

for (const event of receiptEvents) {
  test(`a receipt of ${event} comes back with its signer`, async () => {
    const read = valueOf(await readReceipt(await signReceipt({ ...receipt, event }, key), findPeer))
    assert.deepEqual(read.receipt, { ...receipt, event })
    assert.equal(read.kid, key.kid)
  })
}

test('a receipt with any byte altered is refused', async () => {
  const bytes = await signReceipt(receipt, key)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const altered = Uint8Array.from(bytes)
      altered[place] = (altered[place] ?? 0) ^ change
      assert.notEqual(await problemOf(altered), 'read')
    }),
  )
})

test('a receipt speaks only for the authority that signed it', async () => {
  assert.equal(await problemOf(await signReceipt(receipt, peruvian)), 'bad-signature')
  assert.equal(await problemOf(await signReceipt({ ...receipt, by: 'BOL/central' }, key)), 'unknown-peer')
})

test('receipts of one issuer make a chain', async () => {
  const first = valueOf(await readReceipt(await signReceipt(receipt, key), findPeer))
  const second = await signReceipt({ ...receipt, event: 'ContentConsignment', previous: first.digest }, key)
  assert.equal(valueOf(await readReceipt(second, findPeer)).receipt.previous, first.digest)
})

const wrong: Record<string, [Record<string, unknown>, string]> = {
  'an event of no name': [{ event: 'Received' }, 'malformed'],
  'a problem of no name': [{ problem: 'sorry' }, 'malformed'],
  'no previous': [{ previous: undefined }, 'malformed'],
  'a time before its key': [{ at: '2020-01-01T00:00:00Z' }, 'bad-signature'],
  'another version': [{ v: 2 }, 'unsupported-profile'],
}
for (const [what, [change, expected]] of Object.entries(wrong)) {
  test(`a receipt with ${what} is ${expected}`, async () => {
    const bytes = await signJws('comity-receipt', new TextEncoder().encode(JSON.stringify({ ...receipt, ...change })), [key])
    assert.equal(await problemOf(bytes), expected)
  })
}

test('a manifest is never taken for a receipt', async () => {
  assert.equal(await problemOf(await signJws('comity-manifest', new TextEncoder().encode(JSON.stringify(receipt)), [key])), 'malformed')
})
