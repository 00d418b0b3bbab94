import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { callComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))
const path = join(folder, 'message.comity')
const bytes = randomBytes(55_000)
await writeFile(path, bytes)

test('a sealed file is cut into volumes and put together again', async () => {
  const into = join(folder, 'volumes')
  const cut = await callComity(['cut', path, '--size', '20KB', '--into', into])
  assert.equal(cut.exit, 0, cut.err)
  const volumes = (await readdir(into)).toSorted().map((name) => join(into, name))
  assert.equal(volumes.length, 3)
  const out = join(folder, 'again')
  const joined = await callComity(['join', ...volumes.toReversed(), '--out', out])
  assert.equal(joined.exit, 0, joined.err)
  assert.deepEqual(await readFile(out), bytes)
  const [first = '', second = '', third = ''] = volumes
  const missing = await callComity(['join', first, third, '--out', join(folder, 'none')])
  assert.equal(missing.exit, 1)
  assert.match(missing.out, /Volumes are missing: 2, of 3/u)
  const altered = await readFile(second)
  altered[9_000] = (altered[9_000] ?? 0) ^ 1
  await writeFile(second, altered)
  const refused = await callComity(['join', ...volumes, '--out', join(folder, 'none')])
  assert.match(refused.out, /2\/3/u)
  assert.ok(!(await readdir(folder)).includes('none'))
})

test('a size that no volume can have is told before anything is written', async () => {
  for (const size of ['20', 'much', '5GB'])
    assert.equal((await callComity(['cut', path, '--size', size, '--into', join(folder, 'x')])).exit, 2, size)
})
