import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Action, actions, publicActions } from './action.ts'
import { asksReason, depthOf, may, mayTry, needsSubject, reach, reachOfTranslations, type Subject } from './may.ts'
import { type Handling, type Relation, relations, standingOf } from './relation.ts'
import { type Actor, type Role, roles } from './role.ts'

/** Who may do what: `all`, `own` office's requests only, `mine` of the translations only, only where one is `named`, or nothing where the role is not named. Written anew here, as a person reads it. */
const table: { readonly [action in Action]: string } = {
  'session.open': 'anyone',
  'session.read': 'officer head executing-authority translator auditor administrator',
  'session.close': 'officer head executing-authority translator auditor administrator',
  'session.prove': 'officer head executing-authority translator auditor administrator',
  'credential.change': 'officer head executing-authority translator auditor administrator',
  'directory.read': 'anyone',
  'directory.change': 'administrator',
  'reference.read': 'officer head executing-authority translator auditor administrator',
  'reference.propose': 'officer head administrator',
  'reference.approve': 'officer head',
  'request.list': 'officer head executing-authority',
  'request.read': 'officer head executing-authority:own',
  'request.draft': 'officer head',
  'draft.import': 'officer head',
  'draft.export': 'officer head',
  'request.act': 'officer head',
  'request.approve': 'officer head',
  'request.execute': 'officer head executing-authority:own',
  'file.add': 'officer head executing-authority:own',
  'file.read': 'officer head executing-authority:own',
  'letter.read': 'officer head executing-authority:own',
  'letter.check': 'anyone',
  'letter.list': 'officer head',
  'translation.list': 'officer head translator',
  'translation.read': 'officer head translator:mine',
  'translation.ask': 'officer head',
  'translation.translate': 'officer head translator:mine',
  'letter.sign': 'officer head',
  'letter.verify': 'anyone',
  'signing-key.list': 'officer head administrator',
  'signing-key.unlock': 'head',
  'paper.enter': 'officer head',
  'access.read': 'officer head auditor',
  'access.change': 'officer head',
  'restricted.open': 'officer head executing-authority:own translator:mine',
  'mark.set': 'officer:named head',
  'mark.lift': 'head',
  'conflict.declare': 'officer head executing-authority:own translator:mine',
  'conflict.raise': 'head',
  'conflict.lift': 'head',
  'delegation.give': 'officer head',
  'team.change': 'head administrator',
  'retention.read': 'officer head',
  'retention.set': 'head',
  'hold.set': 'officer head',
  'hold.lift': 'head',
  'erasure.propose': 'officer head',
  'erasure.approve': 'head',
  'letterhead.read': 'officer head executing-authority translator auditor administrator',
  'letterhead.manage': 'head administrator',
  'peer.list': 'officer head administrator',
  'peer.propose': 'officer head administrator',
  'peer.verify': 'officer head',
  'peer.suspend': 'officer head administrator',
  'exchange.list': 'officer head auditor administrator',
  'exchange.reconcile': 'officer head administrator',
  'message.hand-over': 'officer head',
  'message.take-in': 'officer head',
  'message.retry': 'officer head administrator',
  'message.evidence': 'officer head',
  'alarm.list': 'officer head auditor administrator',
  'account.list': 'head auditor administrator',
  'account.manage': 'administrator',
  'account.confirm': 'head administrator',
  'audit.read': 'auditor',
  'audit.witness': 'auditor',
  'audit.export': 'auditor',
}

const nobody: Handling = { restricted: false, assigned: [], liaisons: [], translators: [], walledOff: [] }
function person(role: Role): Actor {
  return { id: 'a', name: 'A', role, office: 'Fiscalia 3' }
}
function standing(role: Role, handling: Partial<Handling> = {}): Subject {
  return { standing: standingOf(person(role), { ...nobody, ...handling }, [], '2026-09-09T10:00:00Z') }
}

for (const role of roles) {
  for (const action of actions) {
    const cell = table[action].split(' ').find((word) => word === 'anyone' || word.split(':')[0] === role)
    const only = cell?.split(':')[1]
    const isPublic = publicActions.includes(action)
    const is = (...those: readonly (string | undefined)[]) => cell !== undefined && those.includes(only)
    test(`${role} ${cell === undefined ? 'may not' : 'may'} ${action}${only === undefined ? '' : ` where it is ${only}`}`, () => {
      const allows = (subject?: Subject) => may(person(role), action, subject).allow
      assert.equal(allows(), is(undefined))
      assert.equal(allows(standing(role, { office: 'Fiscalia 3' })), is(undefined, 'own'))
      assert.equal(allows(standing(role, { office: 'Fiscalia 4' })), is(undefined))
      assert.equal(allows({ translator: 'a' }), is(undefined, 'mine'))
      assert.equal(allows({ translator: 'b' }), is(undefined))
      assert.equal(allows({ ...standing(role, { translators: ['a'] }), translator: 'b' }), is(undefined))
      assert.equal(allows(standing(role, { translators: ['a'] })), is(undefined, 'mine'))
      assert.equal(allows(standing(role, { assigned: ['a'] })), is(undefined, 'named'))
      assert.equal(allows(standing(role, { walledOff: ['a'], assigned: ['a'], office: 'Fiscalia 3', translators: ['a'] })), isPublic)
      assert.equal(mayTry(person(role), action), cell !== undefined)
      if (only !== undefined) assert.ok(needsSubject(action))
    })
  }
}

test('an officer who is no more than a colleague does nothing in a request that is restricted, and a head everything', () => {
  for (const action of actions) {
    const closed = may(person('officer'), action, standing('officer', { restricted: true }))
    assert.equal(closed.allow, publicActions.includes(action), action)
    const open = may(person('head'), action)
    assert.deepEqual(may(person('head'), action, standing('head', { restricted: true })), open, action)
  }
})

test('a liaison reads and never acts, restricted or not, and a colleague who was named to read is no colleague any more', () => {
  const reads = actions.filter((action) => depthOf(action) === 'read')
  assert.ok(reads.includes('request.read') && reads.includes('conflict.declare'))
  for (const restricted of [false, true])
    for (const action of actions) {
      const { allow } = may(person('officer'), action, standing('officer', { restricted, liaisons: ['a'] }))
      const role = may(person('officer'), action).allow
      assert.equal(allow, publicActions.includes(action) || (role && reads.includes(action)), action)
    }
})

test('a reason is asked of whoever stands in a relation to a restricted request, for everything but that and a conflict', () => {
  const related = standing('officer', { restricted: true, assigned: ['a'] }).standing!
  assert.deepEqual(
    actions.filter((action) => !asksReason(action, related)),
    ['access.read', 'restricted.open', 'conflict.declare'],
  )
  for (const action of actions) {
    assert.ok(!asksReason(action, standing('officer').standing!))
    assert.ok(!asksReason(action, standing('administrator', { restricted: true }).standing!))
  }
})

test('denies an unknown role or action whatever the subject', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString')),
      fc.constantFrom(...actions),
      (word, action) => {
        fc.pre(!(roles as readonly string[]).includes(word) && !(actions as readonly string[]).includes(word))
        const stranger = { id: 'a', name: 'A', role: word as Role, office: 'o' }
        assert.equal(may(stranger, action, standing('head', { office: 'o' })).allow, publicActions.includes(action))
        assert.equal(reach(stranger), 'none')
        assert.equal(reachOfTranslations(stranger), 'none')
        for (const role of roles) assert.deepEqual(may(person(role), word as Action, standing('head')), { allow: false, reason: 'role' })
      },
    ),
  )
})

test('an executing authority without an office reaches nothing, not even requests assigned to nobody', () => {
  for (const actor of [
    { id: 'a', name: 'A', role: 'executing-authority' },
    { id: 'a', name: 'A', role: 'executing-authority', office: '' },
  ] as const) {
    for (const subject of [{}, { standing: standingOf(actor, { ...nobody, office: '' }, [], '2026-09-09T10:00:00Z') }, undefined])
      assert.deepEqual(may(actor, 'request.read', subject), { allow: false, reason: 'office' })
    assert.equal(reach(actor), 'none')
  }
})

test('lists show officers every request, an executing authority those of its office, and an administrator none', () => {
  assert.equal(reach(person('officer')), 'every')
  assert.equal(reach(person('head')), 'every')
  assert.equal(reach(person('executing-authority')), 'office')
  for (const role of ['translator', 'auditor', 'administrator'] as const) assert.equal(reach(person(role)), 'none')
})

test('lists show officers every translation, a translator those asked of them, and nobody else any', () => {
  assert.equal(reachOfTranslations(person('officer')), 'every')
  assert.equal(reachOfTranslations(person('head')), 'every')
  assert.equal(reachOfTranslations(person('translator')), 'mine')
  for (const role of ['executing-authority', 'auditor', 'administrator'] as const) assert.equal(reachOfTranslations(person(role)), 'none')
})

test('a refusal says whose the translation is not, and only what depends on a request or a translation is asked about one', () => {
  assert.deepEqual(may(person('translator'), 'translation.read', { translator: 'b' }), { allow: false, reason: 'translator' })
  for (const action of ['request.read', 'translation.read'] as const) assert.equal(needsSubject(action), true, action)
  for (const action of ['session.read', 'account.manage', 'audit.read'] as const) assert.equal(needsSubject(action), false, action)
})

test('who is there to read looks, says why and says that they may not, and nothing more', () => {
  const looking =
    'request.read file.read letter.read translation.read translation.list retention.read access.read exchange.list message.evidence'
  const reading = [...looking.split(' '), 'restricted.open', 'conflict.declare']
  assert.deepEqual(actions.filter((action) => depthOf(action) === 'read').toSorted(), reading.toSorted())
})

test('a refusal says what somebody lacks: any relation, one that acts, a name on the request, or that a wall is before them', () => {
  const denied = (action: Action, handling: Partial<Handling>) => may(person('officer'), action, standing('officer', handling))
  assert.deepEqual(denied('request.read', { restricted: true }), { allow: false, reason: 'unrelated' })
  assert.deepEqual(denied('request.draft', { liaisons: ['a'] }), { allow: false, reason: 'reader' })
  assert.deepEqual(denied('request.read', { liaisons: ['a'] }), { allow: true })
  assert.deepEqual(denied('request.read', { walledOff: ['a'] }), { allow: false, reason: 'walled-off' })
  assert.deepEqual(denied('mark.set', {}), { allow: false, reason: 'not-named' })
})

test('named are those who are assigned, of the team or the head, be it in the place of one of several others', () => {
  const sets = (...held: readonly Relation[]) => {
    const delegated = [
      { from: 'b', relations: ['colleague'] as const },
      { from: 'c', relations: held },
    ]
    return may(person('officer'), 'mark.set', { standing: { restricted: false, own: ['colleague'], delegated } }).allow
  }
  const named = relations.filter((relation) => relation !== 'walled-off' && sets(relation))
  assert.deepEqual(named, ['assigned', 'team', 'head'])
  const both = { restricted: true, own: ['assigned'], delegated: [{ from: 'b', relations: ['assigned'] }] } as const
  assert.equal(asksReason('request.read', both), true)
})
