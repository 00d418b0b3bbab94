// Writes conformance/vectors/exchange/volumes.json anew: `node conformance/write-volume-vectors.ts`. It cuts the whole sealed file of
// sealed-file.json, so that the two agree. What each case must give is stated here by hand.
import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { digestOf } from '@comity/exchange/digest'
import { tarChunks } from '@comity/exchange/tar'
import { type Cut, planCut, volumeBytes } from '@comity/exchange/volume'

const vectors = new URL('vectors/exchange/', import.meta.url)
const { cases } = JSON.parse(await readFile(new URL('sealed-file.json', vectors), 'utf8')) as { cases: { file: string }[] }
const [whole, partless] = cases.map(({ file }) => Buffer.from(file, 'base64'))
if (whole === undefined || partless === undefined) throw new Error('no sealed file to cut')
const slice = 10_240

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function volumesOf(file: Buffer): Promise<{ cut: Cut; volumes: Buffer[] }> {
  const cut = await planCut(file.length, once(file), slice)
  const volumes: Buffer[] = []
  for (let place = 1; place <= cut.slices.length; place += 1)
    volumes.push(await buffer(volumeBytes(cut, place, file.subarray((place - 1) * slice, place * slice)).stream))
  return { cut, volumes }
}

const { cut, volumes } = await volumesOf(whole)
const other = await volumesOf(partless)
const [first = Buffer.alloc(0), second = Buffer.alloc(0), ...rest] = volumes
const altered = Buffer.from(second)
altered[6000] = (altered[6000] ?? 0) ^ 1
const index = { v: 1, profile: 'comity-exchange/1', ...cut, place: cut.slices.length + 1 }
const outside = await buffer(
  tarChunks([
    { name: 'index', source: new TextEncoder().encode(JSON.stringify(index)) },
    { name: 'slice', source: whole.subarray(0, slice) },
  ]),
)
const given = [
  { name: 'all, in order', volumes, expect: 'ok' },
  { name: 'all, backwards, and one twice', volumes: [...volumes.toReversed(), first], expect: 'ok' },
  { name: 'the second is missing', volumes: [first, ...rest], expect: 'volume-missing' },
  { name: 'one is of another sealed file', volumes: [...volumes, other.volumes[0] ?? first], expect: 'volume-foreign' },
  { name: 'the second was altered', volumes: [first, altered, ...rest], expect: 'bad-digest' },
  { name: 'the second was cut', volumes: [first, second.subarray(0, 5120), ...rest], expect: 'malformed' },
  { name: 'one is beyond the last', volumes: [...volumes, outside], expect: 'malformed' },
]
const distinct = [...new Set(given.flatMap((one) => one.volumes.map((bytes) => bytes.toString('base64'))))]
const content = {
  about: 'Join the `volumes` of a case, which are places in the list `volumes` (base64), to the sealed file with the digest `file`.',
  file: digestOf(whole),
  volumes: distinct,
  cases: given.map((one) => ({ ...one, volumes: one.volumes.map((bytes) => distinct.indexOf(bytes.toString('base64'))) })),
}
await writeFile(new URL('volumes.json', vectors), `${JSON.stringify(content, null, 2)}\n`)
