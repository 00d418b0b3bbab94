import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../walls/trial.ts'
import { asvsPage, placeOf, requirements, standings } from './table.ts'

/** Requirements of levels 1 and 2 in each chapter of the standard. */
const counts = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]

test('every requirement of levels 1 and 2 has its row once, in order', () => {
  const ids = requirements.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual(
    counts.map((_, chapter) => ids.filter((id) => id.startsWith(`${chapter + 1}.`)).length),
    counts,
  )
  const inOrder = ids.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  assert.deepEqual(ids, inOrder)
})

test('no row is empty: each names a test or says why, and what is not met or does not apply says why', () => {
  for (const { id, standing, tests = [], says = '' } of requirements) {
    assert.ok(standings.includes(standing), id)
    assert.ok(tests.length > 0 || says.length > 5, id)
    if (standing === 'not met' || standing === 'not applicable') assert.ok(says.length > 5 && tests.length === 0, id)
  }
})

test('every test that is named exists under its title', () => {
  const texts = new Map<string, string>()
  for (const { id, tests = [] } of requirements) {
    for (const named of tests) {
      const { path, title } = placeOf(named)
      if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8').replaceAll("\\'", "'"))
      assert.ok(
        ['"', "'", '`'].some((mark) => texts.get(path)?.includes(`${mark}${title}${mark}`)),
        `${id}: ${named}`,
      )
    }
  }
})

test('the page is as the rows say', () => {
  const flat = (text: string): string => text.replaceAll(/ {2,}|-{3,}/gu, ' ').replaceAll(/\s+/gu, ' ')
  assert.equal(flat(readFileSync(join(root, 'docs/security-asvs.md'), 'utf8')), flat(asvsPage()))
})
