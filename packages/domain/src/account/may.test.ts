import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Action, actions, publicActions } from './action.ts'
import { may, mayTry, needsSubject, reach, reachOfTranslations } from './may.ts'
import { type Actor, type Role, roles } from './role.ts'

/** Who may do what: `all`, `own` office's requests only, `mine` of the translations only, or nothing where the role is not named. Written anew here, as a person reads it. */
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

function person(role: Role): Actor {
  return { id: 'a', name: 'A', role, office: 'Fiscalia 3' }
}

for (const role of roles) {
  for (const action of actions) {
    const cell = table[action].split(' ').find((word) => word === 'anyone' || word.split(':')[0] === role)
    const only = cell?.split(':')[1]
    test(`${role} ${cell === undefined ? 'may not' : 'may'} ${action}${only === undefined ? '' : ` of the ${only}`}`, () => {
      assert.equal(may(person(role), action).allow, cell !== undefined && only === undefined)
      assert.equal(may(person(role), action, { assignedTo: 'Fiscalia 3' }).allow, cell !== undefined && only !== 'mine')
      assert.equal(may(person(role), action, { assignedTo: 'Fiscalia 4' }).allow, cell !== undefined && only === undefined)
      assert.equal(may(person(role), action, { translator: 'a' }).allow, cell !== undefined && only !== 'own')
      assert.equal(may(person(role), action, { translator: 'b' }).allow, cell !== undefined && only === undefined)
      assert.equal(mayTry(person(role), action), cell !== undefined)
      if (only !== undefined) assert.ok(needsSubject(action))
    })
  }
}

test('denies an unknown role or action whatever the subject', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString')),
      fc.constantFrom(...actions),
      (word, action) => {
        fc.pre(!(roles as readonly string[]).includes(word) && !(actions as readonly string[]).includes(word))
        const stranger = { id: 'a', name: 'A', role: word as Role, office: 'o' }
        assert.equal(may(stranger, action, { assignedTo: 'o' }).allow, publicActions.includes(action))
        assert.equal(reach(stranger), 'none')
        assert.equal(reachOfTranslations(stranger), 'none')
        for (const role of roles) assert.deepEqual(may(person(role), word as Action, { assignedTo: 'o' }), { allow: false, reason: 'role' })
      },
    ),
  )
})

test('an executing authority without an office reaches nothing, not even requests assigned to nobody', () => {
  for (const actor of [
    { id: 'a', name: 'A', role: 'executing-authority' },
    { id: 'a', name: 'A', role: 'executing-authority', office: '' },
  ] as const) {
    for (const subject of [{}, { assignedTo: '' }, undefined])
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
