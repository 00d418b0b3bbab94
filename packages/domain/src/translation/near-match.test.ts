import assert from 'node:assert/strict'
import { test } from 'node:test'
import { likeness, nearMatches, withoutNames, wordsToFind } from './near-match.ts'

test('equal texts are wholly alike, in any case and with or without accents, and strangers are not', () => {
  assert.equal(likeness('La cuenta bancaria', 'LA CUENTA BANCÁRIA'), 1)
  assert.ok(likeness('The account was opened in Zurich.', 'Nobody saw the witness again.') < 0.4)
  assert.equal(likeness('请求国主管机关', '请求国主管机关'), 1)
})

test('the most alike come first, and what is little alike is no suggestion', () => {
  const source = 'The account was opened in Zurich on 4 May 2019.'
  const matches = nearMatches(source, [
    { source: 'Nobody saw the witness again.', target: 'Personne' },
    { source: 'The account was opened in Bern on 4 May 2018.', target: 'Le compte a été ouvert à Bern le 4 mai 2018.' },
    { source, target: 'Le compte a été ouvert à Zurich le 4 mai 2019.' },
  ])
  assert.deepEqual(
    matches.map(({ target }) => target),
    ['Le compte a été ouvert à Zurich le 4 mai 2019.', 'Le compte a été ouvert à … le 4 mai ….'],
  )
})

test('numbers and names of another case do not show', () => {
  const shown = withoutNames({ source: 'José Núñez pagó 500 a Acme.', target: 'José Núñez paid 500 to Acme.' }, 'Ana pagó 300 a Acme.')
  assert.deepEqual(shown, { source: '… … pagó … a Acme.', target: '… … paid … to Acme.' })
})

test('Chinese is found by pairs of signs', () => {
  assert.deepEqual(wordsToFind('请求国 Núñez 2019'), ['请求', '求国', 'nunez', '2019'])
})
