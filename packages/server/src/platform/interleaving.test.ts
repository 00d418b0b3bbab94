import { test } from 'node:test'
import { chanceOf } from '@comity/exchange/simulation/chance'
import { playInterleavings } from './interleaving.test-support.ts'
import { withDatabase } from './test-database.ts'

test('a write that is repeated under its key takes effect once, in whatever order its callers come', async (t) => {
  await playInterleavings(await withDatabase(t), chanceOf(1), 100, 4)
})
