import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FreeText } from './free-text.ts'
import { inOnePiece, keptOf, pathOfKey, segmentsOf, withSaid } from './segment.ts'

const path = 'facts.summary'
const facts = (...texts: string[]): FreeText[] => texts.map((text) => ({ path, text, line: false }))

function translated(...texts: string[]) {
  const segments = segmentsOf([], facts(...texts))
  return withSaid(
    segments,
    segments.map(({ key, text }) => ({ key, target: `EN ${text}`, done: true, source: text })),
  )
}

test('a paragraph that comes first leaves the translation of the others where it was', () => {
  const now = segmentsOf(keptOf(translated('One.', 'Two.')), facts('New.', 'One.', 'Two.'))
  assert.deepEqual(
    now.map(({ key, target, stale, state }) => [key, target, stale, state]),
    [
      ['facts.summary.3', undefined, false, 'untranslated'],
      ['facts.summary.1', 'EN One.', false, 'done'],
      ['facts.summary.2', 'EN Two.', false, 'done'],
    ],
  )
})

test('a changed paragraph keeps its translation as stale, and is whole again when the change is taken back', () => {
  const kept = keptOf(translated('One.', 'Two.', 'Three.'))
  const changed = segmentsOf(kept, facts('One.', 'Two and a half.', 'Three.'))
  assert.deepEqual(
    changed.map(({ stale }) => stale),
    [false, true, false],
  )
  assert.equal(changed[1]?.madeFor, 'Two.')
  assert.equal(changed[1]?.target, 'EN Two.')
  const back = segmentsOf(keptOf(changed), facts('One.', 'Two.', 'Three.'))
  assert.ok(back.every(({ stale }) => !stale))
})

test('a paragraph that is taken out takes its translation along and no other', () => {
  const now = segmentsOf(keptOf(translated('One.', 'Two.', 'Three.')), facts('One.', 'Three.'))
  assert.deepEqual(
    now.map(({ target, stale }) => [target, stale]),
    [
      ['EN One.', false],
      ['EN Three.', false],
    ],
  )
})

test('what was said for an older source stands as stale', () => {
  const [segment] = segmentsOf([], facts('New.'))
  const [after] = withSaid(segment === undefined ? [] : [segment], [
    { key: segment?.key ?? '', target: 'Old.', done: true, source: 'Antes.' },
  ])
  assert.equal(after?.stale, true)
  assert.equal(after?.state, 'done')
})

test('an empty target takes the translation back', () => {
  const [first] = translated('One.')
  const [after] = withSaid(first === undefined ? [] : [first], [{ key: first?.key ?? '', target: '  ', done: true, source: 'One.' }])
  assert.equal(after?.state, 'untranslated')
  assert.equal(after?.stale, false)
})

test('a target stays in one piece', () => {
  assert.equal(inOnePiece('One.\n\n Two.\nThree.', false), 'One.\nTwo.\nThree.')
  assert.equal(inOnePiece(' One\n two ', true), 'One two')
})

test('whatever is changed, keys are unique, in their field, and nothing unchanged is stale', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 12 })
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const kept = keptOf(translated(...before))
      const now = segmentsOf(kept, facts(...after))
      assert.deepEqual(
        now.map(({ text }) => text),
        after,
      )
      assert.equal(new Set(now.map(({ key }) => key)).size, now.length)
      for (const segment of now) {
        assert.equal(pathOfKey(segment.key), path)
        assert.equal(segment.stale, segment.target !== undefined && segment.target !== `EN ${segment.text}`)
      }
      assert.deepEqual(segmentsOf(keptOf(now), facts(...after)), now)
      if (before.join() === after.join()) assert.ok(now.every(({ stale }) => !stale))
    }),
  )
})

test('thousands of paragraphs are laid side by side', () => {
  const many = Array.from({ length: 4000 }, (_, at) => `Paragraph ${at}.`)
  const now = segmentsOf(keptOf(translated(...many)), facts('First.', ...many.toReversed().slice(1000).toReversed(), 'Last.'))
  assert.equal(now.filter(({ stale }) => stale).length, 1)
})
