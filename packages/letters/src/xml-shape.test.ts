import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isReadable } from './xml-shape.ts'

test('an ordinary document is readable, with its comments, instructions and sections', () => {
  assert.ok(isReadable('<?xml version="1.0"?><!-- <a <b --><a b="c"><d/><e>x</e><![CDATA[<f><g>]]></a>'))
  assert.ok(isReadable('no marks at all'))
  assert.ok(isReadable(`<a>${'<b/>'.repeat(100_000)}</a>`))
})

test('one that has too many marks, too long a one, too deep a nest, or no end is not', () => {
  for (const text of [
    '<b/>'.repeat(120_001),
    `<a ${'b="c" '.repeat(5000)}/>`,
    '<a>'.repeat(1001),
    '<!--'.repeat(200_000),
    '<?'.repeat(200_000),
    '<![CDATA['.repeat(200_000),
    '<a '.repeat(200_000),
  ])
    assert.ok(!isReadable(text), text.slice(0, 20))
})
