import assert from 'node:assert/strict'
import { registerHooks } from 'node:module'
import { after, before, describe, test } from 'node:test'
import type { MatrixOffice, Person } from './office.ts'

// The application's own checks are taken out of the program as it is loaded: whatever is asked, the answer is yes, to everybody. No switch of
// the product does this.
const grant = /function grantOf\([^)]*\): Grant \| undefined \{/u
let opened = 0
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith('/domain/src/account/may.ts')) return loaded
    opened += 1
    return {
      ...loaded,
      source: Buffer.from(loaded.source as Uint8Array)
        .toString('utf8')
        .replace(grant, "$& return 'all'"),
    }
  },
})
const { isWithin, product, startMatrixOffice } = await import('./office.ts')
const { may } = await import('@comity/domain/account/may')
const { operations } = await import('@comity/contract/operations')

describe('the matrix with the application’s checks off', () => {
  let house: MatrixOffice
  before(async () => {
    house = await startMatrixOffice()
  })
  after(async () => house.stop())

  const wordsIn = (text: string) => new Set(text.match(/canary\d{3}x/gu))

  test('the checks are off, and without the second wall everything would be told', async () => {
    assert.equal(opened, 1)
    assert.ok(may({ id: 'x', name: 'x', role: 'auditor' }, 'request.act').allow)
    const officer = house.people.find(({ role }) => role === 'officer')
    const [one] = house.cases
    assert.ok(officer !== undefined && one !== undefined)
    const told = await (await house.call(operations.getRequest, one, officer.token)).text()
    assert.deepEqual([...wordsIn(told)], [one.word])
  })

  test('no row of a request to which somebody stands in no relation appears, and none is changed', async () => {
    const outside = house.people.filter(({ role }) => role !== 'officer' && role !== 'head')
    const allowed = (one: Person) => new Set(house.cases.filter((each) => isWithin(one, each)).map(({ word }) => word))
    const seen = new Map(outside.map((one) => [one, allowed(one)]))
    let calls = 0
    for (const [one, operation, about] of product(outside, house.cases)) {
      calls += 1
      const response = await house.call(operation, about, one.token)
      const told = Buffer.from(await response.arrayBuffer()).toString('utf8')
      const headers = JSON.stringify([...response.headers])
      for (const word of wordsIn(told + headers))
        assert.ok(
          seen.get(one)?.has(word),
          `${one.name} ${operation.id} about a request that is ${about.stage}: ${response.status} tells of another`,
        )
      // A translator may say of their own that they may have nothing to do with it.
      if (!isWithin(one, about) && operation.path.includes('{request}') && operation.method !== 'GET')
        assert.ok(!response.ok, `${one.name} ${operation.id} at ${about.stage}: ${response.status}`)
    }
    assert.ok(calls > 600, String(calls))
    // What nobody within has touched is as it was.
    const officer = house.people.find(({ role }) => role === 'officer')
    for (const about of house.cases.filter((each) => each.office === undefined)) {
      const now = (await (await house.call(operations.getRequest, about, officer?.token)).json()) as { version: number }
      assert.equal(now.version, about.version, JSON.stringify(now))
    }
  })
})
