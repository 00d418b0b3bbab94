import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whileOpen } from './while-open.ts'

async function* pieces() {
  for (let n = 0; n < 10; n += 1) yield Uint8Array.of(n)
}

test('a file ends for a reader whose session ended while it was under way', async () => {
  let now = 0
  let open = true
  const read: number[] = []
  await assert.rejects(async () => {
    for await (const [n] of whileOpen(
      pieces(),
      async () => open,
      () => now,
    )) {
      read.push(n ?? -1)
      now += 300
      if (n === 3) open = false
    }
  }, /the session ended/u)
  assert.deepEqual(read, [0, 1, 2, 3])
})

test('a file of a session that stays open is given out whole', async () => {
  let now = 0
  const read: number[] = []
  for await (const [n] of whileOpen(
    pieces(),
    async () => true,
    () => (now += 400),
  ))
    read.push(n ?? -1)
  assert.equal(read.length, 10)
})
