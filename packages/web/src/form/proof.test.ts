import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '@comity/contract/operations'
import { twoPersonActs } from '@comity/domain/request/command'
import { asksProof } from './proof.ts'

test('every act that needs two persons, every approval, every signature, every sealed file that goes out, every change of the trust in a peer, of our own document, of an account, of what one signs in with, of how long a request is kept and of who may see it again asks for a fresh proof, and no other', () => {
  const asking = Object.values(operations).flatMap(({ id, freshProof }) => (freshProof ? [id] : []))
  assert.deepEqual(
    asking.toSorted(),
    [
      ...twoPersonActs,
      'approve',
      'activatePeer',
      'lowerFloor',
      'revokePeer',
      'settleContradiction',
      'suspendPeer',
      'approveRecovery',
      'changePassword',
      'beginPasskey',
      'addPasskey',
      'removePasskey',
      'beginProviderBinding',
      'removeProviderBinding',
      'confirmAccount',
      'createAccount',
      'proposeRecovery',
      'cutOut',
      'getVolume',
      'draftDirectory',
      'publishDirectory',
      'sealOut',
      'signLetter',
      'setRetentionPeriod',
      'liftHold',
      'proposeErasure',
      'approveErasure',
      'giveDelegation',
      'liftRestriction',
      'liftWall',
      'verifyPeer',
    ].toSorted(),
  )
  for (const { problems, freshProof } of Object.values(operations)) assert.equal(problems.includes('proof-needed'), freshProof)
})

test('the code is asked where it mends the problem', () => {
  assert.ok(asksProof({ code: 'proof-needed' }))
  assert.ok(asksProof({ code: 'invalid-input', fields: [{ field: 'body.proof', rule: 'one-time-code' }] }))
  assert.ok(!asksProof({ code: 'invalid-input', fields: [{ field: 'reason', rule: 'required' }] }))
  assert.ok(!asksProof(undefined))
})
