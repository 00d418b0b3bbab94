import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { stateName } from './state.ts'

const folder = new URL('./data/', import.meta.url)
const files = globSync('**/*.json', { cwd: folder.pathname })

test('with the names of one language the data stay below 250 kB, compressed', () => {
  const names = files.filter((file) => file.startsWith('state-names/'))
  assert.equal(names.length, 7)
  const largest = names.toSorted((a, b) => readFileSync(new URL(b, folder)).length - readFileSync(new URL(a, folder)).length)[0]
  const taken = files.filter((file) => !names.includes(file) || file === largest)
  const bytes = gzipSync(taken.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n')).length
  assert.ok(bytes < 250_000, `${bytes} bytes`)
})

test('no file names the machine that it was made on', () => {
  for (const file of files) assert.doesNotMatch(readFileSync(new URL(file, folder), 'utf8'), /"\/|\/(?:tmp|home|root|work)\//u, file)
})

test('a State that is no more has its name, for those who succeeded it', () => {
  assert.equal(stateName('CSHH', 'en'), 'Czechoslovakia')
  assert.equal(stateName('YUCS', 'fr'), 'Yougoslavie')
})
