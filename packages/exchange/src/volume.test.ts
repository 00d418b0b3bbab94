import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import type { Result } from '@comity/domain/result'
import fc from 'fast-check'
import { joinVolumes } from './join-volumes.ts'
import { header } from './tar-layout.ts'
import { tarChunks } from './tar.ts'
import { type Cut, indexOf, planCut, volumeBytes, volumeName } from './volume.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-volumes-'))
after(() => rm(folder, { recursive: true }))
const slice = 10_240
const into = join(folder, 'joined')

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

function sliceOf(bytes: Uint8Array, cut: Cut, place: number): Uint8Array {
  return bytes.subarray((place - 1) * cut.slice, place * cut.slice)
}

async function cutInto(name: string, bytes: Uint8Array): Promise<{ cut: Cut; paths: string[] }> {
  const cut = await planCut(bytes.length, inPieces(bytes, 7_001), slice)
  const paths: string[] = []
  for (let place = 1; place <= cut.slices.length; place += 1) {
    const volume = volumeBytes(cut, place, sliceOf(bytes, cut, place))
    const written = await buffer(volume.stream)
    assert.equal(written.length, volume.size)
    paths.push(join(folder, `${name}-${volumeName(cut, place)}`))
    await writeFile(paths.at(-1) ?? '', written)
  }
  return { cut, paths }
}

async function refusalOf(joined: Promise<Result<unknown>>): Promise<unknown> {
  const result = await joined
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('joined')),
    [],
    'something was left behind',
  )
  if (result.ok) return 'joined'
  const { code, fields, values } = result.problem
  return code !== 'invalid-input'
    ? [code, values?.['volume']]
    : [fields?.[0]?.rule, fields?.[0]?.values?.['missing'] ?? fields?.[0]?.values?.['path']]
}

const bytes = randomBytes(4 * slice + 100)
const { cut, paths } = await cutInto('one', bytes)

test('volumes are put together in any order, and one that is there twice counts once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(paths, { minLength: paths.length }), fc.subarray(paths), async (order, again) => {
      const joined = await joinVolumes([...order, ...again], into)
      assert.ok(joined.ok)
      assert.deepEqual(await readFile(into), bytes)
      await rm(into)
    }),
    { numRuns: 20 },
  )
})

test('any length is cut and put together, to the byte', async () => {
  for (const length of [1, slice - 1, slice, slice + 1, 3 * slice]) {
    const whole = randomBytes(length)
    const made = await cutInto(`length-${length}`, whole)
    assert.equal(made.paths.length, Math.ceil(length / slice))
    assert.ok((await joinVolumes(made.paths.toReversed(), into)).ok)
    assert.deepEqual(await readFile(into), whole)
    await rm(into)
  }
})

test('a volume that is missing is named by its number', async () => {
  assert.deepEqual(await refusalOf(joinVolumes([paths[4], paths[0], paths[2]] as string[], into)), ['volume-missing', '2, 4'])
  assert.deepEqual(await refusalOf(joinVolumes([], into)), ['required', undefined])
})

test('a volume of another file, or of the same file cut otherwise, is named', async () => {
  const other = await cutInto('other', randomBytes(bytes.length))
  const [foreign = ''] = other.paths
  assert.deepEqual(await refusalOf(joinVolumes([...paths, foreign], into)), ['volume-foreign', foreign])
  const larger = await planCut(bytes.length, inPieces(bytes, 999), 2 * slice)
  const differently = join(folder, 'differently')
  await writeFile(differently, await buffer(volumeBytes(larger, 1, sliceOf(bytes, larger, 1)).stream))
  assert.deepEqual(await refusalOf(joinVolumes([...paths, differently], into)), ['volume-foreign', differently])
})

test('a volume that was altered or cut is named, whatever byte it was', async () => {
  const [, second = ''] = paths
  const sound = await readFile(second)
  const changed = join(folder, 'changed')
  for (const at of [600, 2_000, 5_000, 11_000]) {
    const altered = Buffer.from(sound)
    altered[at] = (altered[at] ?? 0) ^ 1
    await writeFile(changed, altered)
    const refusal = await refusalOf(joinVolumes([paths[0], changed, ...paths.slice(2)] as string[], into))
    assert.notEqual(refusal, 'joined', String(at))
    if (at > 2_000) assert.deepEqual(refusal, ['bad-digest', 2])
  }
  for (const length of [0, 511, 700, sound.length - 1, sound.length - 10_240]) {
    await writeFile(changed, sound.subarray(0, length))
    assert.deepEqual(await refusalOf(joinVolumes([changed], into)), ['malformed', undefined], String(length))
  }
})

test('an index that promises what it does not hold is refused', async () => {
  const index = JSON.parse(Buffer.from(indexOf(cut, 1)).toString()) as Record<string, unknown>
  const first = sliceOf(bytes, cut, 1)
  const refused = async (changes: object, source: Uint8Array = first): Promise<unknown> => {
    const said = new TextEncoder().encode(JSON.stringify({ ...index, ...changes }))
    const path = join(folder, 'promise')
    await writeFile(
      path,
      await buffer(
        tarChunks([
          { name: 'index', source: said },
          { name: 'slice', source },
        ]),
      ),
    )
    return refusalOf(joinVolumes([path], into))
  }
  const promises = [{ place: 6 }, { place: 0 }, { slices: [] }, { slice: 1 }, { file: { sha256: cut.file.sha256, len: 5 * 1024 ** 4 } }]
  for (const promise of promises) assert.deepEqual(await refused(promise), ['malformed', undefined], JSON.stringify(promise))
  assert.deepEqual(await refused({ v: 2 }), ['unsupported-profile', undefined])
  assert.deepEqual(await refused({}, first.subarray(1)), ['bad-digest', 1])
  assert.deepEqual(await refused({ place: 2 }), ['bad-digest', 2])
  const endless = join(folder, 'endless')
  await writeFile(endless, Buffer.concat([header('index', 262_144), Buffer.alloc(262_144), header('slice', 7 * 1024 ** 3)]))
  assert.deepEqual(await refusalOf(joinVolumes([endless], into)), ['malformed', undefined])
})
