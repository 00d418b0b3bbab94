import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Attempt, historyOf, type ReceivedFacts, type SentFacts } from './message-history.ts'
import { mayRetry, type RetryFacts } from './retry.ts'

const at = '2026-11-21T10:00:00.000Z'
const later = '2026-11-21T10:05:00.000Z'
const broken: Attempt = { number: 1, at, endedAt: at, problem: 'try-later', reason: 'no-connection', nextAt: later, way: 'https' }

function sent(more: Partial<SentFacts> = {}): SentFacts {
  return {
    direction: 'out',
    standing: 'sealed',
    createdAt: at,
    writtenBy: 'M. Salazar',
    sealedAt: at,
    attempts: [broken],
    receipts: [],
    nextAt: later,
    notAfter: '2026-11-28T10:00:00.000Z',
    problem: 'try-later',
    inHand: false,
    behind: false,
    ...more,
  }
}

function received(more: Partial<ReceivedFacts> = {}): ReceivedFacts {
  return { direction: 'in', standing: 'accepted', receivedAt: at, settledAt: later, receipts: [], gap: false, ...more }
}

const consigned = sent({
  standing: 'consigned',
  attempts: [broken, { number: 2, at: later, endedAt: later, way: 'bridge:post' }],
  receipts: [
    { event: 'RelayAcceptance', at: later, by: 'CHE/central' },
    { event: 'ContentConsignment', at: later, by: 'CHE/central' },
  ],
})

const { problem: _none, ...untried } = sent({ attempts: [], standing: 'queued' })

/** A line for each entry, as a person would jot it down. */
function told(facts: SentFacts | ReceivedFacts): readonly string[] {
  return historyOf(facts).entries.map(({ step, standing, by }) => [step, standing, ...(by === undefined ? [] : [by])].join(' '))
}

suite('the way of a message', () => {
  test('is told from who wrote it to what nobody has told', () => {
    assert.deepEqual(told(consigned), [
      'written done M. Salazar',
      'queued done',
      'sealed done',
      'tried wrong',
      'tried done',
      'arrived-there done CHE/central',
      'inbox-there done CHE/central',
      'opened-there unknown',
    ])
  })

  test('shows what waits: the next attempt, and nothing known of the other side', () => {
    assert.deepEqual(told(sent()).slice(3), [
      'tried wrong',
      'next now',
      'arrived-there unknown',
      'inbox-there unknown',
      'opened-there unknown',
    ])
    const next = historyOf(sent()).entries.find(({ step }) => step === 'next')
    assert.equal(next?.at, later)
  })

  test('that was never tried is queued and not sealed, and by nobody known if that was not written down', () => {
    const { writtenBy: _, sealedAt: __, ...rest } = sent({ standing: 'queued', attempts: [] })
    assert.deepEqual(told(rest).slice(0, 4), ['written done', 'queued now', 'sealed unknown', 'next now'])
  })

  test('says of an attempt without an end that it is under way, or that nobody knows how far it came', () => {
    const open = { number: 2, at: later, way: 'https' }
    assert.ok(told(sent({ attempts: [broken, open], inHand: true })).includes('tried now'))
    assert.ok(told(sent({ attempts: [open, { ...broken, number: 3 }] })).includes('tried unknown'))
  })

  test('ends where it was given up, with who signed that', () => {
    const receipts = [{ event: 'RelayRejection', at: later, by: 'CHE/central', problem: 'bad-signature' as const }]
    assert.equal(told(sent({ standing: 'failed', receipts, problem: 'bad-signature' })).at(-1), 'failed wrong CHE/central')
  })

  test('of one received is its arrival, its entry and that nobody reports its opening', () => {
    assert.deepEqual(told(received()), ['arrived-here done', 'inbox-here done', 'opened-here unknown'])
    assert.deepEqual(told(received({ standing: 'receiving' }))[1], 'inbox-here now')
    const { receivedAt: _, ...stranger } = received({ standing: 'refused', problem: 'malformed' })
    assert.deepEqual(told(stranger), ['refused wrong'])
  })
})

suite('what to do about a message', () => {
  const cases: readonly [title: string, facts: SentFacts | ReceivedFacts, advice: string][] = [
    ['that got there: nothing', consigned, 'nothing'],
    ['that was not tried yet: wait', untried, 'wait'],
    ['whose line is down: try again', sent(), 'retry'],
    ['whose peer is suspended: compare fingerprints', sent({ problem: 'peer-suspended' }), 'verify-peer'],
    ['behind another: look at that one', sent({ behind: true }), 'wait-for-earlier'],
    ['met by another certificate: ask by telephone', sent({ attempts: [{ ...broken, reason: 'another-certificate' }] }), 'ask-certificate'],
    ['under an old document: ask for the new one', sent({ problem: 'stale-directory' }), 'ask-document'],
    ['whose time is over: do it anew', sent({ standing: 'failed', problem: 'expired' }), 'time-over'],
    ['that was refused: ask why', sent({ standing: 'failed', problem: 'bad-signature' }), 'ask-peer'],
    ['that is too large: do it anew', sent({ standing: 'failed', problem: 'too-large' }), 'write-anew'],
    ['received behind a gap: have the missing one sent', received({ standing: 'receiving', gap: true }), 'ask-resend'],
    ['turned away from a known author: tell them', received({ standing: 'refused', problem: 'not-addressed-to-us' }), 'tell-peer'],
    ['turned away from nobody: nobody to tell', received({ standing: 'refused', problem: 'malformed' }), 'no-author'],
  ]
  for (const [title, facts, advice] of cases) test(title, () => assert.equal(historyOf(facts).advice, advice))
})

suite('trying now', () => {
  const waiting: RetryFacts = { standing: 'sealed', peerStanding: 'active', inHand: false, behind: false, lastAttemptAt: at, now: later }
  const cases: readonly [title: string, facts: RetryFacts, answer: string][] = [
    ['is done for what waits', waiting, 'ok'],
    ['is not done twice within ten seconds', { ...waiting, now: '2026-11-21T10:00:09.999Z' }, 'too-many-attempts'],
    ['is not done beside an attempt under way', { ...waiting, inHand: true }, 'message-under-way'],
    ['is not done before an earlier message', { ...waiting, behind: true }, 'message-behind'],
    ['is not done once it got there', { ...waiting, standing: 'consigned' }, 'message-ended'],
    ['is not done once it was given up', { ...waiting, standing: 'failed' }, 'message-ended'],
    ['is not done to a suspended peer', { ...waiting, peerStanding: 'suspended' }, 'peer-suspended'],
    ['is not done to a peer that nobody has verified', { ...waiting, peerStanding: 'proposed' }, 'peer-not-verified'],
  ]
  for (const [title, facts, answer] of cases) {
    test(title, () => {
      const allowed = mayRetry(facts)
      assert.equal(allowed.ok ? 'ok' : allowed.problem.code, answer)
    })
  }
})
