import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Delegation,
  type Handling,
  isWalledOff,
  type Person,
  reachIn,
  type Relation,
  relationReach,
  relations,
  relationsOf,
  standingOf,
  standsInFor,
} from './relation.ts'
import { type Role, roles } from './role.ts'

const now = '2026-09-09T10:00:00.000Z'
const nobody: Handling = { restricted: false, assigned: [], liaisons: [], translators: [], walledOff: [] }
const a = (role: Role): Person => ({ id: 'a', role, office: 'Fiscalía 3', team: 'Asset recovery' })

/** What each role is where all of it is said of the account at once but the wall, and where nothing is. Written anew, as a person reads it. */
const all = { office: 'Fiscalía 3', team: 'Asset recovery', assigned: ['a'], liaisons: ['a'], translators: ['a'] }
const table: { readonly [role in Role]: readonly [everything: string, nothing: string, nothingRestricted: string] } = {
  officer: ['assigned team liaison', 'colleague', ''],
  head: ['assigned team head liaison', 'head', 'head'],
  'executing-authority': ['executing', '', ''],
  translator: ['translator', '', ''],
  auditor: ['', '', ''],
  administrator: ['', '', ''],
}

for (const role of roles)
  test(`${role} stands to a request in the relations of the table, and behind a wall in none`, () => {
    for (const restricted of [false, true]) {
      const [everything, open, closed] = table[role]
      assert.equal(relationsOf(a(role), { ...nobody, ...all, restricted }).join(' '), everything)
      assert.equal(relationsOf(a(role), { ...nobody, restricted }).join(' '), restricted ? closed : open)
      assert.deepEqual(relationsOf(a(role), { ...nobody, ...all, restricted, walledOff: ['a'] }), ['walled-off'])
    }
  })

test('each relation is held for its own reason and no other', () => {
  const reasons: readonly (readonly [Relation, Role, Partial<Handling>])[] = [
    ['assigned', 'officer', { assigned: ['a'] }],
    ['team', 'officer', { team: 'Asset recovery' }],
    ['head', 'head', {}],
    ['executing', 'executing-authority', { office: 'Fiscalía 3' }],
    ['colleague', 'officer', { restricted: false }],
    ['liaison', 'officer', { liaisons: ['a'] }],
    ['translator', 'translator', { translators: ['a'] }],
    ['walled-off', 'officer', { walledOff: ['a'] }],
  ]
  assert.deepEqual(reasons.map(([relation]) => relation).toSorted(), [...relations].toSorted())
  for (const [relation, role, handling] of reasons)
    assert.deepEqual(relationsOf(a(role), { ...nobody, restricted: true, ...handling }), [relation])
})

test('an empty office or team is none', () => {
  const empty = { ...nobody, restricted: true, office: '', team: '' }
  assert.deepEqual(relationsOf({ id: 'a', role: 'officer', team: '' }, empty), [])
  assert.deepEqual(relationsOf({ id: 'a', role: 'executing-authority', office: '' }, empty), [])
  assert.deepEqual(relationsOf({ id: 'a', role: 'officer' }, { ...nobody, restricted: true }), [])
})

const giver: Person = { id: 'g', role: 'officer', team: 'Asset recovery' }
const given: Delegation = { from: giver, to: 'a', beginsAt: '2026-09-09T00:00:00Z', endsAt: '2026-09-10T00:00:00Z' }
const outsider: Person = { id: 'a', role: 'officer' }
const ofGiver = { ...nobody, restricted: true, assigned: ['g'] }

test('a delegation gives what its giver is, from its first moment until its last, which is not of it', () => {
  const at = (moment: string) => reachIn(standingOf(outsider, ofGiver, [given], moment))
  assert.equal(at('2026-09-08T23:59:59.999Z'), 'nothing')
  assert.equal(at('2026-09-09T00:00:00.000Z'), 'act')
  assert.equal(at('2026-09-09T23:59:59.999Z'), 'act')
  assert.equal(at('2026-09-10T00:00:00.000Z'), 'nothing')
  // Moments, not their spelling.
  assert.equal(at('2026-09-09T19:00:00-05:00'), 'nothing')
})

test('a delegation is nothing to a third person, from oneself, or to or from who does no casework', () => {
  const reach = (who: Person, delegation: Delegation) => reachIn(standingOf(who, ofGiver, [delegation], now))
  assert.equal(reach({ ...outsider, id: 'b' }, given), 'nothing')
  assert.equal(reach(outsider, { ...given, from: { ...giver, id: 'a' } }), 'nothing')
  for (const role of roles.filter((one) => one !== 'officer' && one !== 'head')) {
    assert.equal(reach({ ...outsider, role }, given), 'nothing', role)
    assert.equal(reach(outsider, { ...given, from: { ...giver, role, office: 'x' } }), 'nothing', role)
  }
})

test('a delegation is not handed on', () => {
  const onward: Delegation = { ...given, from: outsider, to: 'b' }
  assert.equal(reachIn(standingOf({ id: 'b', role: 'officer' }, ofGiver, [given, onward], now)), 'nothing')
})

test('no delegation passes a wall, the receiver’s or the giver’s', () => {
  for (const walled of ['a', 'g']) {
    const standing = standingOf(outsider, { ...ofGiver, walledOff: [walled] }, [given], now)
    assert.equal(reachIn(standing), 'nothing', walled)
    assert.deepEqual(standing.delegated, [])
  }
})

test('through a head somebody sees what a head sees, and does not become one', () => {
  const standing = standingOf(outsider, { ...nobody, restricted: true }, [{ ...given, from: { id: 'g', role: 'head' } }], now)
  assert.deepEqual(standing, { restricted: true, own: [], delegated: [{ from: 'g', relations: ['head'] }] })
})

test('in a liaison’s place somebody reads and does not act', () => {
  const standing = standingOf(outsider, { ...nobody, restricted: true, liaisons: ['g'] }, [given], now)
  assert.equal(reachIn(standing), 'read')
  assert.deepEqual(standsInFor(standing, 'read'), ['g'])
  assert.deepEqual(standsInFor(standing, 'act'), [])
})

test('one stands in for another only where one could not oneself', () => {
  const whose = (handling: Partial<Handling>, far: 'act' | 'read' = 'act') =>
    standsInFor(standingOf(outsider, { ...ofGiver, ...handling }, [given], now), far)
  assert.deepEqual(whose({}), ['g'])
  assert.deepEqual(whose({ assigned: ['g', 'a'] }), [])
  assert.deepEqual(whose({ restricted: false }), [])
  // A liaison reads in their own right, and acts in the place of who was assigned.
  assert.deepEqual(whose({ liaisons: ['a'] }, 'read'), [])
  assert.deepEqual(whose({ liaisons: ['a'] }, 'act'), ['g'])
})

test('whatever is said of an account, behind its wall it reaches nothing and stands in for nobody', () => {
  const some = fc.subarray(['a', 'g', 'x'])
  fc.assert(
    fc.property(
      fc.constantFrom(...roles),
      fc.boolean(),
      some,
      some,
      some,
      fc.constantFrom('officer' as const, 'head' as const),
      (role, restricted, assigned, liaisons, translators, from) => {
        const handling = { ...nobody, ...all, restricted, assigned, liaisons, translators, walledOff: ['a'] }
        const standing = standingOf(a(role), handling, [{ ...given, from: { ...giver, role: from } }], now)
        assert.ok(isWalledOff(standing))
        assert.equal(reachIn(standing), 'nothing')
        assert.deepEqual(standing.delegated, [])
      },
    ),
  )
})

test('each relation reaches as far as the list says', () => {
  for (const relation of relations) {
    const far = relationReach[relation]
    const expected = far === 'act' || far === 'read' ? far : 'nothing'
    assert.equal(reachIn({ restricted: true, own: [relation], delegated: [] }), expected, relation)
  }
})
