import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureForms } from '../measure/measure.ts'
import { type RequestContent } from '../request/content.ts'
import { freeTexts, wordsInLines } from './free-text.ts'
import { paragraphsIn } from './paragraphs.ts'

const id = '0190d2a0-0000-7000-8000-000000000001'
/** Lines that are names, addresses or numbers: written anew here, so that a new line of a measure is asked about. */
const names =
  'authority contact custodian recipient occupant court orderReference account bank holder provider reference earlierReference officeHours callBack preservationReference leader company registration taxNumber redNotice'

test('every line of every measure is either words or a name', () => {
  const lines = measureForms.flatMap(({ details }) =>
    Object.entries(details)
      .filter(([, { kind }]) => kind === 'line')
      .map(([name]) => name),
  )
  assert.deepEqual([...new Set(lines)].toSorted(), [...wordsInLines, ...names.split(' ')].toSorted())
})

test('persons, offices, addresses and references are not for the translator', () => {
  const content: RequestContent = {
    kind: 'mutual-legal-assistance',
    requesting: 'PER',
    requested: 'CHE',
    requestingAuthority: { name: 'Fiscalía de la Nación', address: 'Lima' },
    matter: { reference: 'R-1', authority: 'Fiscalía 3', function: 'Persecución penal' },
    persons: [{ id, name: 'José Núñez', location: 'Zúrich', document: 'passport 116204417' }],
    facts: { summary: 'Uno.\n\nDos.' },
    measures: [{ id, type: 'bank-records', account: '4417-0093', bank: 'Bank AG', link: 'Tres.' }],
  }
  assert.deepEqual(
    freeTexts(content).map(({ path, text }) => `${path} ${text}`),
    ['matter.function Persecución penal', 'facts.summary Uno.', 'facts.summary Dos.', `measures.${id}.link Tres.`],
  )
})

test('a blank line parts paragraphs, and a line end does not', () => {
  assert.deepEqual(paragraphsIn('\n One.\nStill one.\n \t\n\n Two. '), ['One.\nStill one.', 'Two.'])
})
