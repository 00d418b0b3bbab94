import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isWholeOpen, withChecksOff } from './open-checks.ts'
import type { Walked } from './judge.ts'
import type { MatrixOffice } from './office.ts'
import type { Cell } from './walk.ts'

const { relations } = await import('@comity/domain/account/relation')
const { roles } = await import('@comity/domain/account/role')
const { may } = await import('@comity/domain/account/may')
const { operations } = await import('@comity/contract/operations')
const { startMatrixOffice, whole } = await import('./office.ts')
const { mender } = await import('./people.ts')
const { operationsOfTable, reachOfRelation, sightOfRows } = await import('./permissions.ts')
const { tablesOfCases } = await import('./rows.ts')
const { isAboutCase } = await import('./inputs.ts')
const { reachesRows, walk } = await import('./judge.ts')
const { relationTo } = await import('./reach.ts')
const { cells, expected, nameOf, strayWords } = await import('./walk.ts')

const total = { cells: 0, right: 0, since: Date.now() }

/** Says what came of a part of the walk, and adds it up. */
function say(part: string, { cells: all, wrong }: Pick<Walked, 'cells' | 'wrong'>, since: number): void {
  const right = all - new Set(wrong.map((line) => line.split(': ')[0])).size
  total.cells += all
  total.right += right
  console.log(`${part}: ${all} cells, ${right} right, ${Math.round((Date.now() - since) / 1000)} s`)
}

describe('the matrix of who may call what about which request, through HTTP', () => {
  let house: MatrixOffice
  before(async () => {
    house = await startMatrixOffice({ spares: whole ? 3 : 0, isReal: whole })
  })
  after(async () => {
    await house.stop()
    console.log(`matrix: ${total.cells} cells, ${total.right} right, ${Math.round((Date.now() - total.since) / 1000)} s`)
  })

  /** Somebody who stands in no relation to the request, and what of it the rows alone hold back: what they may change as all may is no matter of rows. */
  const isOutside = (cell: Cell) =>
    reachesRows(cell) &&
    relationTo(cell.person, cell.about) === undefined &&
    (cell.operation.method === 'GET' || expected(cell) !== 'allowed')

  test('the table knows every operation once, and every role, relation and table of the database', () => {
    const table = operationsOfTable()
    assert.deepEqual(
      Object.keys(operations).filter((id) => !table.includes(id)),
      [],
      'operations without a row in the table',
    )
    assert.deepEqual(table.toSorted(), Object.keys(operations).toSorted())
    for (const role of roles) assert.ok(house.people.some((one) => one.role === role))
    assert.deepEqual(Object.keys(reachOfRelation).toSorted(), [...relations].toSorted())
    for (const relation of relations) assert.ok(house.people.some((one) => one.relation === relation))
    for (const relation of [...relations, undefined])
      if (relation !== 'walled-off') assert.ok(house.people.some((one) => house.cases.some((about) => relationTo(one, about) === relation)))
    assert.deepEqual(Object.keys(tablesOfCases).toSorted(), house.guardedTables.toSorted())
  })

  test('each sees of every table the rows that the table of relations gives them, and no other', () => {
    assert.deepEqual(house.wrongRows.slice(0, 40), [])
  })

  test('who may not is refused, told nothing, put on record, and changes nothing', async () => {
    const since = Date.now()
    const came = await walk(
      house,
      cells(house, (cell) => expected(cell) !== 'allowed' && cell.operation.id !== 'signOut', {
        kindOf: ({ person, operation }) => (isAboutCase(operation) ? person.role : ''),
      }),
    )
    say('refused', came, since)
    assert.deepEqual(came.wrong.slice(0, 40), [], `${came.wrong.length} of ${came.cells}`)
    assert.equal(came.refused, came.cells)
  })

  test('with the application’s checks off no row appears that the table does not give', async () => {
    assert.ok(isWholeOpen())
    const wrong: string[] = []
    let calls = 0
    const since = Date.now()
    // A session that is closed is none, with the checks or without.
    const inside = house.people.filter(({ standing }) => standing === 'fresh')
    await withChecksOff(async () => {
      assert.ok(may({ id: 'x', name: 'x', role: 'auditor' }, 'request.act').allow)
      const officer = house.people.find(({ role, relation }) => role === 'officer' && relation === 'assigned')
      const [one] = house.cases
      assert.ok(officer !== undefined && one !== undefined)
      // Without the second wall everything would be told.
      assert.match((await house.call(operations.getRequest, one, officer)).told, /canary\d{5}tx/u)
      assert.match((await house.call(operations.getFile, one, officer)).told, /canary\d{5}bx/u)
      for (const cell of cells({ people: inside, cases: house.cases }, isOutside, { anyCase: true })) {
        const { person, operation, about } = cell
        const { status, told } = await house.call(operation, about, person)
        calls += 1
        const stray = strayWords(cell, told, house.everyCase, sightOfRows)
        if (stray.length > 0) wrong.push(`${nameOf(cell)}: ${status} tells ${stray.slice(0, 3).join(' ')}`)
        // Rows are held back, not columns: who watches over the line has the messages, and evidence is made of them.
        const hasMessages = person.relation !== 'walled-off' && (person.role === 'auditor' || person.role === 'administrator')
        const isTold = operation.method !== 'GET' || (operation.id === 'getEvidence' && !hasMessages)
        if (status < 300 && isAboutCase(operation) && isTold) wrong.push(`${nameOf(cell)}: ${status}`)
      }
    })
    for (const line of wrong.slice(0, 40)) console.log(line)
    say('checks off', { cells: calls, wrong }, since)
    assert.deepEqual(wrong.slice(0, 40), [], `${wrong.length} of ${calls}`)
  })

  test('nothing that was refused by either wall has changed a row of a case', async () => {
    const now = await house.digest()
    assert.deepEqual(
      Object.keys(now).filter((table) => now[table] !== house.held[table]),
      [],
    )
  })

  test('who may is let in, reads what is theirs to read, and leaves one entry for each look', async () => {
    const since = Date.now()
    const came = await walk(
      house,
      cells(house, (cell) => expected(cell) === 'allowed' && cell.operation.method === 'GET'),
    )
    say('read', came, since)
    assert.deepEqual(came.wrong.slice(0, 40), [], `${came.wrong.length} of ${came.cells}`)
    assert.ok(came.read > 10, JSON.stringify(came))
  })

  test('who may changes what they may, and leaves one entry for each change', async () => {
    const since = Date.now()
    const now = new Map(house.cases.map((one) => [one, one]))
    const fresh = cells(house, (cell) => expected(cell) === 'allowed' && cell.operation.method !== 'GET').map((cell) => ({
      ...cell,
      get about() {
        return now.get(cell.about) ?? cell.about
      },
    }))
    const came = await walk(house, fresh, async ({ operation, about, person }) => {
      // How people stand to a request is put back; what is said of the request itself is not, and the next finds another.
      const mend = async (by: keyof typeof operations, body: object) => house.call(operations[by], about, mender, { reason: 'x', ...body })
      if (operation.id === 'restrictRequest') await mend('liftRestriction', {})
      if (operation.id === 'liftRestriction') await mend('restrictRequest', {})
      if (operation.id === 'declareConflict') await mend('liftWall', { account: person.id })
      const from = [...now].find(([, one]) => one === about)?.[0]
      const next = operation.ifMatch || operation.id === 'approveErasure' ? house.spare(about) : undefined
      if (from !== undefined && next !== undefined) now.set(from, next)
    })
    say('changed', came, since)
    assert.deepEqual(came.wrong.slice(0, 40), [], `${came.wrong.length} of ${came.cells}`)
    assert.ok(came.changed > 3, JSON.stringify(came))
  })
})
