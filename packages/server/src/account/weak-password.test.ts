import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { weaknessOf } from './weak-password.ts'

const ruleOf = (password: string, own: readonly string[] = []) => weaknessOf(password, own)?.fields?.[0]?.rule
const list = readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

test('refuses every password of the list that is long enough, in any case of letters', () => {
  const long = list.filter((password) => password.length >= 12)
  assert.ok(list.length >= 10_000 && long.length >= 200)
  for (const password of long) assert.equal(ruleOf(password.toUpperCase()), 'password-common', password)
})

test('refuses one or two common passwords with digits, signs, runs and disguises around them', () => {
  const padded = ['password1234', 'Password-2026!', 'P@ssw0rd1234', 'dragon123456', 'monkeydragon1', 'letmein letmein', '123456789012']
  const runs = ['aaaaaaaaaaaa', 'abcdefghijkl', 'qwertyuiop12', 'zyxwvutsrqpo', 'asdfghjkl;12', '!!!!!!!!!!!!', 'xkqzxkqzxkqz']
  for (const password of [...padded, ...runs]) assert.equal(ruleOf(password), 'password-common', password)
})

test('takes a sentence, and what a password keeper makes up', () => {
  for (const password of ['correct horse battery', 'la nieve cae sobre Arequipa', 'мой кот любит рыбу', '我每天早上喝一杯热茶再去上班'])
    assert.equal(ruleOf(password), undefined, password)
  const random = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
  fc.assert(
    fc.property(random, (password) => {
      fc.pre(new Set(password).size > 6)
      assert.equal(ruleOf(password), undefined)
    }),
    { numRuns: 300 },
  )
})

test('refuses what says little more than who has it and where', () => {
  const own = ['aquispe', 'Ana Quispe', 'Autoridad Central, Perú']
  for (const password of ['Ana Quispe 2026', 'aquispe-aquispe-1', 'autoridad central perú']) {
    assert.equal(ruleOf(password, own), 'password-own-words', password)
  }
  assert.equal(ruleOf('Ana plays the trombone', own), undefined)
})
