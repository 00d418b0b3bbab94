import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mutantsOf } from './mutants.ts'

function made(source: string): readonly string[] {
  return mutantsOf('a.ts', source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end))
}

test('turns operators, fixes conditions and changes values', () => {
  assert.deepEqual(made('const a = b === 1'), ['const a = b !== 1', 'const a = b === 2'])
  assert.deepEqual(made('const a = b ? c : d'), ['const a = true ? c : d', 'const a = false ? c : d'])
  assert.deepEqual(made('const a = !b || c'), ['const a = b || c', 'const a = !b && c'])
  assert.deepEqual(made("const a = ['x']"), ['const a = []', "const a = ['']"])
  assert.deepEqual(made('const a = b.some(c)'), ['const a = b.every(c)'])
  assert.deepEqual(made('const a = b.toString(c)'), [])
})

test('takes out calls and bodies', () => {
  assert.deepEqual(made('forget(a)'), [';'])
  assert.deepEqual(made('function f() { return a }'), ['function f() {}'])
})

test('leaves the words alone that an assertion throws, and not what it demands', () => {
  assert.deepEqual(made("demand(a === b, 'c')"), [';', "demand(a !== b, 'c')"])
})

test('leaves types, imports, names and the words of thrown errors alone', () => {
  const source = `import a from 'a'\ntype B = 'b' | 1\nconst c = { d: e } as { d: 'f' }\nfunction* g(h: 'i'): Generator<'j'> { throw new Error('k') }`
  assert.deepEqual(
    mutantsOf('a.ts', source).map(({ text }) => text),
    ['{}'],
  )
})
