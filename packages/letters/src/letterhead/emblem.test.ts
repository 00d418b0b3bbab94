import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zlibSync } from 'fflate'
import type { Result } from '@comity/domain/result'
import { emblemPng, pngChunk, pngHead, pngOf } from './drawing.fixture.ts'
import { type Emblem, readEmblem } from './emblem.ts'

const encoder = new TextEncoder()
const end = pngChunk('IEND', new Uint8Array())
const rows = pngChunk('IDAT', zlibSync(new Uint8Array(4 * (4 * 4 + 1))))

function ruleOf(result: Result<Emblem>): string | undefined {
  return result.ok ? undefined : result.problem.fields?.[0]?.rule
}

test('takes a picture, and keeps its pixels without what is written beside them', () => {
  const png = emblemPng(5, [1, 2, 3], 40)
  const withText = pngOf([
    pngHead(4, 4),
    pngChunk('tEXt', encoder.encode('Author\0A. Person')),
    pngChunk('eXIf', encoder.encode('place')),
    rows,
    end,
  ])
  const [whole, plain] = [readEmblem(png), readEmblem(withText)]
  assert.ok(whole.ok && plain.ok)
  assert.deepEqual([whole.value.width, whole.value.height], [40, 40])
  assert.deepEqual(whole.value.png, png)
  assert.deepEqual(plain.value.png, pngOf([pngHead(4, 4), rows, end]))
})

test('refuses a drawing, a picture of another kind and text under the name of one', () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', ''])
    assert.equal(ruleOf(readEmblem(encoder.encode(text))), 'emblem-not-png')
})

test('refuses a picture that is cut off, has other pixels than it says, or moves', () => {
  const png = emblemPng(5, [1, 2, 3], 40)
  const damaged = [
    png.subarray(0, png.length - 20),
    pngOf([pngHead(5, 4), rows, end]),
    pngOf([pngHead(4, 4), pngChunk('IDAT', zlibSync(new Uint8Array(10_000_000))), end]),
    pngOf([pngHead(4, 4), pngChunk('IDAT', encoder.encode('no zlib')), end]),
    pngOf([pngHead(4, 4), pngChunk('ANIM', encoder.encode('x')), rows, end]),
    pngOf([rows, end]),
  ]
  for (const bytes of damaged) assert.equal(ruleOf(readEmblem(bytes)), 'emblem-damaged')
})

test('refuses more pixels to a side than paper needs', () => {
  assert.equal(ruleOf(readEmblem(pngOf([pngHead(2001, 4), rows, end]))), 'emblem-too-wide')
})
