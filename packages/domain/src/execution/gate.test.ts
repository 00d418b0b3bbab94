import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Declaration } from '../legal-basis/declaration.ts'
import { read } from '../input.ts'
import { Act } from '../request/act.ts'
import { accepted, after, carryOut, draft, refusal, registered } from '../request/case-one.ts'
import type { ActCommand } from '../request/command.ts'
import { startConversation } from '../request/conversation.ts'
import { conditionProvisions } from './condition.ts'
import { gate } from './gate.ts'
import { type GroundCode, groundCodes, groundScopeOf, groundsFor } from './ground.ts'

const both = ['untoc', 'uncac']

function refuse(grounds: readonly (GroundCode | undefined)[], consulted?: string): ActCommand {
  return {
    type: 'refuse',
    input: {
      grounds: grounds.map((ground) => ({ reason: 'Because.', article: '18(21)', ...(ground && { ground }) })),
      ...(consulted !== undefined && { consulted }),
    },
  }
}

function postpone(ground: GroundCode, consulted?: string): ActCommand {
  return { type: 'postpone', input: { reason: 'A trial.', article: '18(25)', ground, ...(consulted !== undefined && { consulted }) } }
}

function stopped(command: ActCommand, instruments: readonly string[] = both, declarations: readonly Declaration[] = []): string[] {
  const bases = instruments.map((instrument) => ({ instrument, provision: '' }))
  const problem = gate(command, { ...draft, bases }, { acts: [], declarations })
  return (problem?.fields ?? []).map(({ field, rule, values }) => `${field} ${rule}: ${values?.['articles'] ?? ''}`)
}

test('bank secrecy is stopped with the article of each instrument, even beside another ground', () => {
  const expected = 'grounds.0.ground ground.never.bank-secrecy: UNTOC 18(8), UNCAC 46(8)'
  assert.deepEqual(stopped(refuse(['bank-secrecy'])), [expected])
  assert.deepEqual(stopped(refuse(['bank-secrecy', 'essential-interests'], 'On 3 May')), [expected])
  assert.deepEqual(stopped(refuse(['bank-secrecy']), ['un-1988']), ['grounds.0.ground ground.never.bank-secrecy: UN-1988 7(5)'])
})

test('fiscal matters are stopped alone, and not beside another ground', () => {
  const expected = 'grounds.0.ground ground.never.fiscal-only: UNTOC 18(22), UNCAC 46(22)'
  assert.deepEqual(stopped(refuse(['fiscal-only'])), [expected])
  assert.deepEqual(stopped(refuse(['fiscal-only', 'fiscal-only'])), [expected, expected.replace('grounds.0', 'grounds.1')])
  assert.deepEqual(stopped(refuse(['fiscal-only', 'no-dual-criminality'])), [])
  assert.deepEqual(stopped(refuse(['fiscal-only', undefined])), [])
})

test('a treaty of their own that lets the parties refuse fiscal offences goes before, unless they gave that up', () => {
  assert.deepEqual(stopped(refuse(['fiscal-only']), ['cets-030', 'untoc']), [])
  assert.deepEqual(stopped(refuse(['fiscal-only']), ['cets-030', 'cets-099']), ['grounds.0.ground ground.never.fiscal-only: CETS-099 1'])
})

test('nothing is stopped by an instrument on which the request does not rest', () => {
  assert.deepEqual(stopped(refuse(['bank-secrecy']), []), [])
  assert.deepEqual(stopped(refuse(['bank-secrecy']), ['che-per-mla-1997']), [])
  assert.deepEqual(stopped(refuse(['essential-interests']), ['cets-030']), [])
})

test('a provision that one of the two States has excluded stops neither', () => {
  const reservation: Declaration = {
    instrument: 'un-1988',
    state: 'LBN',
    kind: 'reservation',
    article: '7(5)',
    effect: 'excludes',
    about: 'bank-secrecy',
    source: 'A depositary',
    asOf: '2013-07-24',
    verified: 'yes',
  }
  const refusing = (change: Partial<Declaration>): string[] =>
    stopped(refuse(['bank-secrecy']), ['un-1988'], [{ ...reservation, ...change }])
  assert.deepEqual(refusing({}), [])
  assert.deepEqual(refusing({ article: '7' }), [])
  const still = ['grounds.0.ground ground.never.bank-secrecy: UN-1988 7(5)']
  assert.deepEqual(refusing({ article: '7(2)(f)' }), still)
  assert.deepEqual(refusing({ withdrawn: '2020-01-01' }), still)
  assert.deepEqual(refusing({ effect: 'informs' }), still)
  assert.deepEqual(refusing({ instrument: 'uncac' }), still)
})

test('the requesting State is consulted before a refusal and a postponement', () => {
  const asked = 'consulted ground.consult-first: UNTOC 18(26), UNCAC 46(26)'
  assert.deepEqual(stopped(refuse(['essential-interests'])), [asked])
  assert.deepEqual(stopped(postpone('ongoing-case')), [asked])
  assert.deepEqual(stopped(postpone('ongoing-case'), ['un-1988']), ['consulted ground.consult-first: UN-1988 7(17)'])
  assert.deepEqual(stopped(refuse(['essential-interests'], 'By telephone on 3 May.')), [])
  assert.deepEqual(stopped(refuse(['no-dual-criminality'])), [])
})

test('a ground for one act is none for the other', () => {
  assert.deepEqual(stopped(refuse(['ongoing-case'])), ['grounds.0.ground ground.not-here: '])
  assert.deepEqual(stopped(postpone('bank-secrecy')), ['ground ground.not-here: '])
  assert.deepEqual(stopped(refuse(['nationality'])), ['grounds.0.ground ground.not-here: '])
})

test('an act that names no ground of the list is not weighed', () => {
  assert.deepEqual(stopped(refuse([undefined])), [])
  assert.deepEqual(stopped({ type: 'postpone', input: { reason: 'A trial.', article: '18(25)' } }), [])
  assert.deepEqual(stopped({ type: 'close', input: { reason: 'Done.' } }), [])
})

const onBoth = { ...draft, bases: both.map((instrument) => ({ instrument, provision: '' })) }

function talkOnBoth(steps: typeof registered): ReturnType<typeof startConversation> {
  const talk = startConversation(onBoth)
  for (const [side, command] of steps) carryOut(talk, side, command)
  return talk
}

test('an officer who refuses for bank secrecy is stopped, and nothing is written', () => {
  const talk = talkOnBoth(registered)
  assert.equal(refusal(talk, 'requested', refuse(['bank-secrecy'])), 'ground-barred')
  assert.equal(refusal(talk, 'requested', refuse(['essential-interests'])), 'ground-barred')
  assert.equal(refusal(talk, 'requested', refuse(['essential-interests'], 'By telephone on 3 May.')), 'accepted')
})

test('a question that was asked and answered in the thread is a consultation', () => {
  const talk = talkOnBoth(registered)
  const question = carryOut(talk, 'requested', { type: 'ask-clarification', input: { question: 'Could conditions help?' } })
  assert.equal(refusal(talk, 'requested', postpone('ongoing-case')), 'ground-barred')
  carryOut(talk, 'requesting', { type: 'clarify', input: { answers: question.id, text: 'Yes.' } })
  assert.equal(refusal(talk, 'requested', postpone('ongoing-case')), 'accepted')
})

test('a refusal that came without a ground of the list, as from before there was one, still stands', () => {
  const talk = after(...accepted)
  assert.equal(carryOut(talk, 'requested', refuse([undefined])).type, 'refuse')
})

test('an act is read with a ground and without, and not with one that is not of the list', () => {
  const head = {
    id: 'a0000000-0000-4000-8000-000000000009',
    side: 'requested',
    seq: 1,
    seen: 1,
    at: '2026-10-01T10:00:00Z',
    by: 'Anna Brunner',
  }
  const isRead = (grounds: readonly object[]): boolean => read(Act, { ...head, type: 'refuse', body: { grounds } }).ok
  assert.equal(isRead([{ reason: 'Because.', article: '18(21)' }]), true)
  assert.equal(isRead([{ reason: 'Because.', article: '18(21)', ground: 'essential-interests' }]), true)
  assert.equal(isRead([{ reason: 'Because.', article: '18(21)', ground: 'whim' }]), false)
})

test('every ground is used, once in its scope, and what was read has its article', () => {
  const all = (['assistance', 'extradition'] as const).flatMap((scope) =>
    (['refuse', 'postpone'] as const).flatMap((act) => groundsFor(scope, act)),
  )
  assert.deepEqual(new Set(all.map(({ code }) => code)), new Set(groundCodes))
  assert.equal(new Set(all.map(({ scope, code }) => `${scope} ${code}`)).size, all.length)
  assert.ok(all.every(({ barred, provisions }) => barred === undefined || provisions.length > 0))
  assert.equal(groundScopeOf('extradition'), 'extradition')
  assert.equal(groundScopeOf('mutual-legal-assistance'), 'assistance')
})

test('every kind of condition has an article', () => {
  assert.ok(Object.values(conditionProvisions).every((provisions) => provisions.length > 0))
})
