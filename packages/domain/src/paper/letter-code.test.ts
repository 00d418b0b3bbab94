import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawnSigns, groupedCode, letterCode, readLetterCode } from './letter-code.ts'

const drawn = fc.array(fc.nat(31), { minLength: drawnSigns, maxLength: drawnSigns })
const code = drawn.map(letterCode).filter((one) => one !== undefined)
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function ruleOf(typed: string): string | undefined {
  const read = readLetterCode(typed)
  return read.ok ? undefined : read.problem.fields?.[0]?.rule
}

test('a code is read as it is printed, in small letters, with spaces, and with O, I and L for 0 and 1', () => {
  fc.assert(
    fc.property(code, (one) => {
      const forms = [
        groupedCode(one),
        one.toLowerCase(),
        one.split('').join(' '),
        one.replaceAll('0', 'o').replaceAll('1', 'l'),
        one.replaceAll('1', 'I'),
      ]
      for (const form of forms) assert.deepEqual(readLetterCode(form), { ok: true, value: one })
    }),
  )
})

test('one wrong sign, or two neighbours in each other’s place, is told as a typing mistake', () => {
  fc.assert(
    fc.property(code, fc.nat(15), fc.nat(31), (one, at, other) => {
      const wrong = one.slice(0, at) + signs[other] + one.slice(at + 1)
      if (wrong !== one) assert.equal(ruleOf(wrong), 'code-check')
      const turned = one.slice(0, at) + (one[at + 1] ?? '') + one[at] + one.slice(at + 2)
      if (at < 14 && turned !== one) assert.equal(ruleOf(turned), 'code-check')
    }),
  )
})

test('what cannot be a code says why', () => {
  assert.equal(ruleOf(''), 'required')
  assert.equal(ruleOf('ABCD'), 'code-length')
  assert.equal(ruleOf('ABCD-EFGH-JKMN-PQRU'), 'code-sign')
  assert.equal(ruleOf('<script>'), 'code-sign')
})

test('a code is printed in four groups of four', () => {
  assert.equal(groupedCode('0123456789ABCDEF'), '0123-4567-89AB-CDEF')
})
