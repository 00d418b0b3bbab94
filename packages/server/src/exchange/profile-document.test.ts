import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { problemStatus } from '@comity/contract/problem'
import type { ProblemCode } from '@comity/domain/problem'
import { mendable } from '@comity/exchange/delivery'
import { receiptEvents } from '@comity/exchange/receipt'

const root = new URL('../../../../', import.meta.url)
const profile = readFileSync(new URL('docs/exchange.md', root), 'utf8')

function section(title: string): string {
  const from = profile.indexOf(`\n## ${title}`)
  assert.ok(from > 0, title)
  return profile.slice(from, profile.indexOf('\n## ', from + 4))
}

function rows(title: string): string[][] {
  const lines = section(title)
    .split('\n')
    .filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

test('the profile says of every error what is answered and whether it is tried again, as it is done', () => {
  const said = rows('8. Errors').map(([code = '', status, again]) => ({ code: code.replaceAll('`', '') as ProblemCode, status, again }))
  for (const { code, status, again } of said) {
    assert.equal(Number(status), problemStatus[code], code)
    assert.equal(again, mendable.includes(code) ? 'yes' : 'no', code)
  }
  for (const code of mendable)
    assert.ok(
      said.some((row) => row.code === code),
      code,
    )
})

test('the profile names every kind of receipt', () => {
  for (const event of receiptEvents) assert.ok(section('6. Receipts').includes(`\`${event}\``), event)
})

test('each threat of the profile names tests that exist, or says that nothing protects', () => {
  const threats = rows('10. Threats')
  assert.equal(threats.length, 19)
  for (const [threat = '', holds = '', shown = ''] of threats) {
    const tests = [...shown.matchAll(/`([^`]+)`: ((?:“[^”]+”(?:, )?)+)/gu)]
    assert.ok(tests.length > 0 || holds.startsWith('_Not protected_'), threat)
    for (const [, path = '', titles = ''] of tests) {
      const file = new URL(path, root)
      assert.ok(existsSync(file), path)
      const text = readFileSync(file, 'utf8')
      for (const [, title = ''] of titles.matchAll(/“([^”]+)”/gu)) assert.ok(text.includes(title), `${path} has no “${title}”`)
    }
  }
})
