import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { changeRows, rowChangeOf } from '@comity/web/form/change-rows'
import type { Field } from '@comity/web/form/field'
import { readForm } from '@comity/web/form/read-form'
import { writeForm } from '@comity/web/form/write-form'

const fields: readonly Field[] = [
  { kind: 'line', name: 'a.line', label: '' },
  { kind: 'prose', name: 'a.prose', label: '' },
  { kind: 'date', name: 'date', label: '' },
  { kind: 'number', name: 'number', label: '' },
  { kind: 'money', name: 'money', label: '' },
  { kind: 'flag', name: 'flag', label: '', keep: true },
  { kind: 'choices', name: 'choices', label: '', options: ['x', 'y'], optionLabel: '' },
  {
    kind: 'group',
    name: 'rows',
    label: '',
    rowLabel: '',
    addLabel: '',
    atLeast: 1,
    fields: [
      { kind: 'id', name: 'id', label: '' },
      { kind: 'prose', name: 'text', label: '' },
    ],
  },
  { kind: 'files', name: 'files', label: '' },
]

const text = fc
  .string({ minLength: 1, unit: 'grapheme' })
  .map((said) => said.trim())
  .filter((said) => said !== '')
const value = fc.record({
  a: fc.record({ line: text, prose: text }),
  date: fc
    .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  number: fc.integer({ min: 0, max: 200 }),
  money: fc.record({ amount: fc.constant('3480500.00'), currency: fc.constant('USD') }),
  flag: fc.boolean(),
  choices: fc.subarray(['x', 'y'], { minLength: 1 }),
  rows: fc.array(fc.record({ id: fc.uuid(), text }), { maxLength: 12 }),
  files: fc.array(
    fc.record({ id: fc.uuid(), name: text, mediaType: fc.constant('application/pdf'), size: fc.nat(), sha256: fc.constant('ab') }),
    { maxLength: 3 },
  ),
})

suite('a form', () => {
  test('says again what was written into it', () => {
    fc.assert(
      fc.property(
        value.map((said) => structuredClone(said)),
        (given) => assert.deepEqual(readForm(fields, writeForm(fields, given)), given),
      ),
    )
  })

  test('says nothing of boxes of which none is ticked', () => {
    assert.ok(!('choices' in readForm(fields, new URLSearchParams({ number: '1' }))))
  })

  test('keeps what cannot be what it should be as it was typed', () => {
    const typed = new URLSearchParams({
      'date.day': '31',
      'date.month': '02',
      'date.year': '2026',
      number: 'ten',
      'money.amount': '3,480',
      'money.currency': 'usd',
    })
    const said = readForm(fields, typed)
    assert.equal(said['date'], '2026-02-31')
    assert.equal(said['number'], 'ten')
    assert.deepEqual(said['money'], { amount: '3,480', currency: 'USD' })
    const again = writeForm(fields, said)
    for (const name of ['date.day', 'date.month', 'date.year', 'number', 'money.amount'])
      assert.equal(again.get(name), typed.get(name), name)
  })

  test('counts a line end once, and loses no half of an amount', () => {
    assert.deepEqual(readForm(fields, new URLSearchParams({ 'a.prose': 'One.\r\n\r\nTwo.' }))['a'], { prose: 'One.\n\nTwo.' })
    assert.deepEqual(readForm(fields, new URLSearchParams({ 'money.currency': 'eur' }))['money'], { amount: '', currency: 'EUR' })
    assert.deepEqual(readForm(fields, new URLSearchParams({ 'money.amount': '1' }))['money'], { amount: '1', currency: '' })
    assert.ok(!('money' in readForm(fields, new URLSearchParams({ 'money.amount': '', 'money.currency': '' }))))
  })

  test('drops rows in which nothing was said, and keeps the others in order', () => {
    const typed = new URLSearchParams({
      'rows.0.id': 'x',
      'rows.0.text': '',
      'rows.3.text': 'third',
      'rows.12.text': 'last',
      'rows.x.text': 'no',
      'rows.99999.text': 'no',
    })
    assert.deepEqual(readForm(fields, typed)['rows'], [{ text: 'third' }, { text: 'last' }])
  })

  test('gains and loses a row without losing what was typed elsewhere', () => {
    const typed = new URLSearchParams({ 'a.line': 'kept', 'rows.0.text': 'first', 'rows.1.text': 'second' })
    const more = changeRows(fields, typed, rowChangeOf(new URLSearchParams([['then', 'add:rows']]))!)
    assert.ok(more.has('rows.2.text'))
    const fewer = changeRows(fields, more, rowChangeOf(new URLSearchParams([['then', 'remove:rows.0']]))!)
    assert.deepEqual([fewer.get('a.line'), fewer.get('rows.0.text'), fewer.get('rows.1.text')], ['kept', null, 'second'])
    for (const pressed of ['', 'list', 'add:', 'add:__proto__'])
      assert.equal(rowChangeOf(new URLSearchParams([['then', pressed]])), undefined, pressed)
  })

  test('writes nothing into what every object has', () => {
    readForm(fields, new URLSearchParams({ '__proto__.polluted': 'yes', 'rows.0.__proto__.polluted': 'yes' }))
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  })
})
