import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Cbor, NotCbor, readCbor } from './cbor.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const items = (count: number, item: (at: number) => string): string => Array.from({ length: count }, (_, at) => item(at)).join('')
const byte = (value: number): string => value.toString(16).padStart(2, '0')
const small = (value: number): string => (value < 24 ? byte(value) : `18${byte(value)}`)

/** RFC 8949, appendix A, as far as CTAP 2 writes such things, and the ends of each length. */
const published: readonly (readonly [string, Cbor])[] = [
  ['00', 0],
  ['0a', 10],
  ['17', 23],
  ['1818', 24],
  ['1864', 100],
  ['18ff', 255],
  ['190100', 256],
  ['1903e8', 1000],
  ['19ffff', 65_535],
  ['1a00010000', 65_536],
  ['1a000f4240', 1_000_000],
  ['1affffffff', 4_294_967_295],
  ['20', -1],
  ['29', -10],
  ['3863', -100],
  ['3903e7', -1000],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['40', new Uint8Array()],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['60', ''],
  ['6449455446', 'IETF'],
  ['62c3bc', '\u00fc'],
  ['64f0908591', '\u{10151}'],
  ['63efbbbf', '\ufeff'],
  ['80', []],
  ['83010203', [1, 2, 3]],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['a0', new Map()],
  [
    'a201020304',
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  [
    'a26161016162820203',
    new Map<string, Cbor>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
  ['826161a161626163', ['a', new Map([['b', 'c']])]],
]

test('reads what RFC 8949 publishes, and says where it ends', () => {
  for (const [text, item] of published) {
    const bytes = hex(text)
    const read = readCbor(bytes)
    assert.deepEqual(plain(read.item), plain(item), text)
    assert.equal(read.end, bytes.length, text)
    assert.deepEqual(plain(readCbor(hex(`ff${text}ff`), 1).item), plain(item), text)
    assert.equal(readCbor(hex(`ff${text}ff`), 1).end, bytes.length + 1, text)
    for (let cut = 0; cut < bytes.length; cut += 1) assert.throws(() => readCbor(bytes.subarray(0, cut)), NotCbor, `${text} cut off`)
  }
})

/** Bytes of whatever class are compared as bytes. */
function plain(item: Cbor): unknown {
  return item instanceof Uint8Array ? [...item].map((one) => `byte ${one}`) : item
}

const wrong: readonly (readonly [string, readonly string[]])[] = [
  ['a length that could be shorter', ['1800', '1817', '190000', '1900ff', '1a00000000', '1a0000ffff', '580100']],
  ['a length of eight bytes', ['1b0000000100000000', '5b0000000100000000']],
  ['a length that means nothing', ['1cff', '1dff', '1eff', '1fff', '1c00010000', '1d00010000', '1e00010000', '1f', '3c00010000']],
  ['a length that is not said beforehand', ['5f41ff', '7f', '9f00ff', 'bf', 'ff']],
  ['a tag', ['c000', 'd81800']],
  ['a float', ['f90000', 'fa00010000', 'fb0000000000000000']],
  ['a simple value that is neither true, false nor null', ['e0', 'f3', 'f7', 'f814', 'f8ff', 'f90100', 'fa00010000']],
  ['a text that is not UTF-8', ['61ff', '62c328', '63edA080']],
  ['a key twice', ['a201000100', 'a2616100616100']],
  ['a key that is neither number nor text', ['a1410000', 'a1f400', 'a1f600', 'a18000', 'a1a000']],
]
for (const [what, texts] of wrong)
  test(`reads no ${what.replace(/^an? /u, '')}`, () => texts.forEach((text) => assert.throws(() => readCbor(hex(text)), NotCbor, text)))

test('reads four levels and no more', () => {
  for (const level of ['81', 'a101']) {
    assert.equal(readCbor(hex(`${level.repeat(4)}00`)).end, (level.length / 2) * 4 + 1)
    assert.throws(() => readCbor(hex(`${level.repeat(5)}00`)), NotCbor)
  }
})

test('reads 64 items of a list or a map and no more', () => {
  assert.deepEqual(
    readCbor(hex(`9840${items(64, small)}`)).item,
    Array.from({ length: 64 }, (_, at) => at),
  )
  assert.throws(() => readCbor(hex(`9841${items(65, small)}`)), NotCbor)
  assert.equal((readCbor(hex(`b840${items(64, (at) => small(at) + small(at))}`)).item as ReadonlyMap<number, number>).get(63), 63)
  assert.throws(() => readCbor(hex(`b841${items(65, (at) => small(at) + small(at))}`)), NotCbor)
})
