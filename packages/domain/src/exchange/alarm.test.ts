import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AlarmFacts, alarmActions, alarmKinds, alarmsOf, type MessageFact, type PeerFact } from './alarm.ts'

const now = '2026-11-21T12:00:00.000Z'
const far = '2027-11-21T12:00:00.000Z'

function at(hours: number): string {
  return new Date(Date.parse(now) + hours * 3_600_000).toISOString()
}

const peer: PeerFact = {
  id: 'CHE/central',
  standing: 'active',
  changedAt: at(-1000),
  heardAt: at(-1),
  expires: far,
  keys: [{ kid: 'k', use: 'seal', to: far }],
}
const { heardAt: _never, ...unheard } = peer
const message: MessageFact = { id: 'm', peer: 'CHE/central', standing: 'sealed', notAfter: at(100) }
const quiet: AlarmFacts = {
  now,
  peers: [peer],
  messages: [message],
  gaps: [],
  logs: [],
  bridges: [],
  own: { expires: far, keys: [{ kid: 'o', use: 'tls', to: far }] },
}

function ofPeer(more: Partial<PeerFact>): AlarmFacts {
  return { ...quiet, peers: [{ ...peer, ...more }] }
}
function ofMessage(more: Partial<MessageFact>): AlarmFacts {
  return { ...quiet, messages: [{ ...message, ...more }] }
}

const table: readonly [title: string, facts: AlarmFacts, kinds: readonly string[]][] = [
  ['nothing, where all is well', quiet, []],
  [
    'a bridge that could not be reached for six hours',
    { ...quiet, bridges: [{ name: 'post', failingSince: at(-6) }] },
    ['bridge-unreachable'],
  ],
  ['not a bridge that failed just now', { ...quiet, bridges: [{ name: 'post', failingSince: at(-5) }] }, []],
  ['a peer of which nothing came for a day while something waits', ofPeer({ heardAt: at(-30), waitingSince: at(-24) }), ['peer-silent']],
  ['not a peer of which nothing waits', ofPeer({ heardAt: at(-3000) }), []],
  ['not a peer that was heard since', ofPeer({ heardAt: at(-23), waitingSince: at(-40) }), []],
  ['a peer that was never heard', { ...quiet, peers: [{ ...unheard, waitingSince: at(-25) }] }, ['peer-silent']],
  ['a peer that is suspended', ofPeer({ standing: 'suspended' }), ['peer-suspended']],
  ['not a peer that is only proposed, whatever its document', ofPeer({ standing: 'proposed', expires: at(1) }), []],
  ['a peer that contradicted itself, suspended or not', ofPeer({ forkedAt: at(-1) }), ['peer-forked']],
  ['one that is both', ofPeer({ forkedAt: at(-1), standing: 'suspended' }), ['peer-suspended', 'peer-forked']],
  [
    'a document near its end, and not its keys beside it',
    ofPeer({ expires: at(14 * 24), keys: [{ kid: 'k', use: 'sign', to: at(1) }] }),
    ['document-expiring'],
  ],
  ['not one with a day more', ofPeer({ expires: at(15 * 24) }), []],
  ['a key near its end', ofPeer({ keys: [{ kid: 'k', use: 'tls', to: at(24) }] }), ['key-expiring']],
  ['a message near its end', ofMessage({ notAfter: at(48) }), ['message-expiring']],
  ['not one with an hour more', ofMessage({ notAfter: at(49) }), []],
  ['a message of which only the envelope was signed for', ofMessage({ standing: 'announced', acceptedAt: at(-24) }), ['receipt-overdue']],
  ['a message that failed', ofMessage({ standing: 'failed', settledAt: at(-1) }), ['message-failed']],
  ['not for ever', ofMessage({ standing: 'failed', settledAt: at(-14 * 24) }), []],
  [
    'an audit log that was not continued, ours before theirs',
    {
      ...quiet,
      logs: [
        { peer: 'CHE/central', whose: 'theirs', since: at(-2) },
        { peer: 'CHE/central', whose: 'ours', since: at(-1) },
      ],
    },
    ['own-log-contradicted', 'peer-log-contradicted'],
  ],
  ['a gap that stays', { ...quiet, gaps: [{ message: 'n', peer: 'CHE/central', since: at(-1) }] }, ['thread-gap']],
  ['not one that has just opened', { ...quiet, gaps: [{ message: 'n', peer: 'CHE/central', since: at(0) }] }, []],
  ['our own document', { ...quiet, own: { ...quiet.own, expires: at(21 * 24) } }, ['own-document-expiring']],
  ['the scanner of files', { ...quiet, scannerGoneSince: at(-1) }, ['scanner-gone']],
  ['a clock that is wrong', { ...quiet, clockWrong: true }, ['clock-wrong']],
  ['not one that is right', { ...quiet, clockWrong: false }, []],
  ['our own key', { ...quiet, own: { expires: far, keys: [{ kid: 'o', use: 'tls', to: at(21 * 24) }] } }, ['own-key-expiring']],
]

for (const [title, facts, kinds] of table) {
  test(`alarms tell of ${title}`, () => {
    assert.deepEqual(
      alarmsOf(facts).map(({ kind }) => kind),
      kinds,
    )
  })
}

test('every alarm has somebody who may do what it asks for', () => {
  assert.deepEqual(Object.keys(alarmActions).toSorted(), [...alarmKinds].toSorted())
})
