import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RequestContent } from './content.ts'
import { isSamePerson } from './same-person.ts'
import { piecesOf, takenOver } from './take-over.ts'

const pair = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const
const [a, b, c] = ['1', '2', '3'].map((digit) => `7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b0${digit}`) as [string, string, string]
const jose = { id: a, name: 'José Núñez', birthDate: '1971-02-14' }
const earlier: RequestContent = {
  ...pair,
  persons: [jose, { id: b, name: 'Rosa Díaz' }],
  offences: [{ id: c, name: 'Lavado', statute: 'art. 1', maximumPenalty: 15 }],
  facts: { summary: 'One.\n\nTwo.', from: '2019-03-03', to: '2021-08-17' },
  links: { transnational: 'Zürich.' },
}

function ids(): () => string {
  let next = 0
  return () => `fresh-${(next += 1)}`
}

describe('what is taken over from an earlier request', () => {
  it('is a copy with an id of its own', () => {
    const { persons } = takenOver('persons', [a, b], earlier, { ...pair, persons: [{ id: c, name: 'Other' }] }, ids())
    assert.deepEqual(persons, [
      { id: c, name: 'Other' },
      { ...jose, id: 'fresh-1' },
      { id: 'fresh-2', name: 'Rosa Díaz' },
    ])
    assert.deepEqual(takenOver('offences', [c], earlier, pair, ids()), {
      offences: [{ id: 'fresh-1', name: 'Lavado', statute: 'art. 1', maximumPenalty: 15 }],
    })
  })

  it('is not what was not chosen, and nothing where nothing was', () => {
    assert.deepEqual(takenOver('persons', [], earlier, pair, ids()), {})
    assert.deepEqual(takenOver('persons', ['elsewhere'], earlier, pair, ids()), {})
    assert.equal(takenOver('persons', [b], earlier, pair, ids()).persons?.length, 1)
  })

  it('is no person whom the draft names already, nor one named twice', () => {
    const into = { ...pair, persons: [{ ...jose, id: c, name: 'JOSÉ  NÚÑEZ' }] }
    assert.deepEqual(
      piecesOf('persons', earlier, into).map(({ held }) => held),
      [true, false],
    )
    assert.deepEqual(takenOver('persons', [a], earlier, into, ids()), {})
    const twice = { ...earlier, persons: [jose, { ...jose, id: b }] }
    assert.equal(takenOver('persons', [a, b], twice, pair, ids()).persons?.length, 1)
  })

  it('follows the facts that the draft has, and writes nothing over', () => {
    const into = { ...pair, facts: { summary: 'Own.', from: '2020-01-01' }, links: { transnational: 'Genève.' } }
    const keys = piecesOf('facts', earlier, into).map(({ key }) => key)
    assert.deepEqual(keys, ['paragraph-1', 'paragraph-2', 'period', 'transnational'])
    assert.deepEqual(takenOver('facts', keys, earlier, into, ids()), { facts: { summary: 'Own.\n\nOne.\n\nTwo.', from: '2020-01-01' } })
    assert.deepEqual(takenOver('facts', ['paragraph-2', 'period', 'transnational'], earlier, pair, ids()), {
      facts: { summary: 'Two.', from: '2019-03-03', to: '2021-08-17' },
      links: { transnational: 'Zürich.' },
    })
  })
})

describe('the same person', () => {
  it('has the same name and date of birth, however the name is typed', () => {
    assert.ok(isSamePerson(jose, { ...jose, id: b, name: ' jose\u0301  nu\u0301n\u0303ez' }))
    assert.ok(isSamePerson({ id: a, name: 'Harambee SARL' }, { id: b, name: 'HARAMBEE SARL' }))
    assert.ok(!isSamePerson(jose, { ...jose, birthDate: '1971-02-15' }))
    assert.ok(!isSamePerson(jose, { id: b, name: jose.name }))
    assert.ok(!isSamePerson({ id: a, name: 'Harambee' }, { id: b, name: 'Harambee', legal: true }))
    assert.ok(!isSamePerson({ id: a, name: '' }, { id: b, name: '' }))
  })
})
