import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { read } from '../input.ts'
import { Act, inThreadOrder, type Side } from './act.ts'
import { available } from './available.ts'
import { commands, commandTypes, twoPersonActs } from './command.ts'
import type { Conversation, End } from './conversation.ts'
import { decide } from './decide.ts'
import { progressOf, stageOf } from './progress.ts'
import { commandOf, officerOf, play, scripts } from './random-talk.ts'
import { evolve, replay, type Request } from './request.ts'

const sides = ['requesting', 'requested'] as const
const runs = { numRuns: 150 }

function copies(talk: Conversation): readonly Request[] {
  return sides.flatMap((side) => talk[side].request ?? [])
}

/** What must hold of the acts that took effect, in the words of the law and without the table of `life`. */
function lawful(acts: readonly Act[]): void {
  const { crossed } = progressOf(acts)
  const effective = acts.filter((act) => !crossed.includes(act.id))
  const asked = new Set<string>()
  const owed = new Set<string>()
  let phase: 'draft' | 'sent' | 'registered' | 'granted' | 'ended' | 'closed' = 'draft'
  for (const act of effective) {
    const from = phase
    const holds = (fact: boolean): void => assert.ok(fact, `${act.side} ${act.type} while ${from}`)
    switch (act.type) {
      case 'share-draft':
      case 'dispatch':
        holds(act.side === 'requesting' && (phase === 'draft' || phase === 'ended'))
        phase = act.type === 'dispatch' ? 'sent' : 'draft'
        break
      case 'register':
        holds(act.side === 'requested' && phase === 'sent')
        phase = 'registered'
        break
      case 'accept':
        holds(act.side === 'requested' && phase === 'registered')
        phase = 'granted'
        if (act.body.conditions.length > 0) owed.add(act.id)
        break
      case 'assign':
        holds(act.side === 'requested' && phase === 'granted')
        break
      case 'send-result':
        holds(act.side === 'requested' && phase === 'granted')
        owed.add(act.id)
        if (act.body.final) phase = 'ended'
        break
      case 'postpone':
        holds(act.side === 'requested' && (phase === 'registered' || phase === 'granted'))
        phase = 'registered'
        break
      case 'return-deficient':
      case 'refuse':
        holds(act.side === 'requested' && phase !== 'draft' && phase !== 'ended' && phase !== 'closed')
        phase = 'ended'
        break
      case 'withdraw':
      case 'no-longer-needed':
        holds(act.side === 'requesting' && phase !== 'ended' && phase !== 'closed')
        phase = 'ended'
        break
      case 'ask-clarification':
        holds(act.side === 'requested' && (phase === 'registered' || phase === 'granted'))
        asked.add(act.id)
        break
      case 'clarify':
        holds(act.side === 'requesting' && asked.delete(act.body.answers))
        break
      case 'confirm-receipt':
        holds(act.side === 'requesting' && (owed.delete(act.body.of) || crossed.includes(act.body.of)))
        break
      case 'close':
        holds(phase === 'ended' && (act.side === 'requested' || owed.size === 0))
        phase = 'closed'
        break
      case 'reopen': {
        holds(phase === 'closed')
        const last = effective
          .slice(0, effective.indexOf(act))
          .findLast((each) => ['share-draft', 'dispatch', 'register', 'return-deficient'].includes(each.type))
        phase =
          last?.type === 'dispatch'
            ? 'sent'
            : last?.type === 'register'
              ? 'registered'
              : last?.type === 'return-deficient'
                ? 'ended'
                : 'draft'
        break
      }
      case 'comment':
        holds(phase === 'draft')
        break
      case 'report-progress':
      case 'ask-status':
      case 'report-status':
        holds(phase !== 'draft' && phase !== 'closed')
        break
    }
  }
}

function sameOnBothSides(talk: Conversation): void {
  const [a, b] = copies(talk)
  assert.ok(a)
  if (b === undefined) return assert.equal(a.acts.length, 0)
  assert.deepEqual(a.acts, b.acts)
  assert.deepEqual([...a.held, ...b.held], [])
  const progress = progressOf(a.acts)
  assert.deepEqual(progress, progressOf(b.acts))
  assert.equal(stageOf(progress), stageOf(progressOf(b.acts)))
  assert.equal(new Set(a.acts.map((act) => act.id)).size, a.acts.length)
  const inForce = progress.resumesAt === 'sent' || progress.resumesAt === 'registered'
  if (inForce) assert.deepEqual(a.content, b.content)
  const lost = a.acts.filter((act) => progress.crossed.includes(act.id) && (act.type === 'dispatch' || act.type === 'share-draft'))
  assert.deepEqual(lost, [])
}

describe('whatever officers try and however messages travel', () => {
  it('nothing can be done that is not offered, and something can be said for everything that is', () => {
    fc.assert(
      fc.property(scripts, fc.nat(9_999), (script, number) => {
        const talk = play(script)
        for (const request of copies(talk)) {
          const offered = available(request)
          for (const type of commandTypes) {
            const command = commandOf(type, request, number)
            assert.ok(read(commands[type], command.input).ok)
            const accepted = [0, 1, 2].some((officer) => {
              const context = { actor: officerOf(request.side, officer), at: '2026-09-10T00:00:00Z', newId: () => request.id, findings: [] }
              return decide(request, command, context).ok
            })
            assert.equal(accepted, offered.includes(type), `${request.side} ${type} at ${progressOf(request.acts).standing}`)
          }
        }
      }),
      runs,
    )
  })

  it('no unlawful step takes effect on either side, at any moment', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        play(script, (talk) => copies(talk).forEach((request) => lawful(request.acts)))
      }),
      { numRuns: 100 },
    )
  })

  it('both sides have the same thread, progress and stage once every message has arrived', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const talk = play(script)
        talk.settle()
        talk.settle()
        sameOnBothSides(talk)
      }),
      runs,
    )
  })

  it('the order of arrival leaves no trace', () => {
    fc.assert(
      fc.property(scripts, fc.infiniteStream(fc.nat(9_999)), (script, order) => {
        const talk = play(script)
        talk.settle()
        talk.settle()
        for (const side of sides) {
          const { request, log } = talk[side]
          if (request === undefined) continue
          const arrivals = log.filter((event) => event.type === 'received').map((event) => ({ event, place: order.next().value ?? 0 }))
          const shuffled = arrivals.toSorted((a, b) => a.place - b.place).map(({ event }) => event)
          const other = replay([...log.filter((event) => event.type !== 'received'), ...shuffled])
          assert.deepEqual(other.acts, request.acts)
          assert.deepEqual(other.held, [])
          assert.deepEqual(other.content, request.content)
        }
      }),
      runs,
    )
  })

  it('the log gives the request again, from memory and from paper', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const talk = play(script)
        for (const side of sides) {
          const { log, request } = talk[side]
          if (request === undefined) continue
          assert.deepEqual(replay(log), request)
          assert.deepEqual(replay(JSON.parse(JSON.stringify(log))), request)
          assert.deepEqual(JSON.parse(JSON.stringify(request)), request)
          assert.equal(request.version, log.length)
        }
      }),
      runs,
    )
  })

  it('every event names who and when, and every act of two has two accounts behind it', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const talk = play(script)
        for (const side of sides) traced(talk[side], side)
      }),
      runs,
    )
  })
})

/** Whether each event of a log names its actor and time, and each act its author, its second officer and its reason. */
function traced(end: End, side: Side): void {
  let request: Request | undefined
  for (const event of end.log) {
    assert.ok(event.actor.id !== '' && event.actor.name !== '' && event.at !== '')
    if (event.type === 'acted') {
      const { act } = event
      assert.equal(act.side, side)
      assert.deepEqual(read(Act, JSON.parse(JSON.stringify(act))), { ok: true, value: act })
      if ((twoPersonActs as readonly string[]).includes(act.type)) {
        assert.ok(request?.pending)
        assert.notEqual(event.actor.id, request.pending.by.id)
        assert.deepEqual([act.by, act.approvedBy], [request.pending.by.name, event.actor.name])
      } else assert.deepEqual([act.by, act.approvedBy], [event.actor.name, undefined])
      assert.match(JSON.stringify(act.body), reasonDue(act) ? /Reason \d+\./u : /^\{/u)
    }
    if (event.type === 'finding-overridden' || event.type === 'approval-declined') assert.notEqual(event.reason, '')
    request = evolve(request, event)
  }
}

function reasonDue(act: Act): boolean {
  return ['return-deficient', 'postpone', 'refuse', 'no-longer-needed', 'withdraw', 'close', 'reopen'].includes(act.type)
}

describe('a peer that lies', () => {
  const lie = fc.record({
    of: fc.nat(9_999),
    id: fc.option(fc.uuid(), { freq: 2 }),
    side: fc.option(fc.constantFrom(...sides), { freq: 8 }),
    seq: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 3 }),
    seen: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 3 }),
    type: fc.option(fc.constantFrom(...commandTypes), { freq: 2 }),
  })

  it('changes nothing that we did, and stops nothing', () => {
    fc.assert(
      fc.property(scripts, fc.constantFrom(...sides), fc.array(lie, { minLength: 1, maxLength: 40 }), (script, us, lies) => {
        const talk = play(script)
        const them: Side = us === 'requesting' ? 'requested' : 'requesting'
        const before = talk[us].request
        for (const { of, id, side, seq, seen, type } of lies) {
          const theirs = copies(talk).flatMap((request) => request.acts.filter((act) => act.side === them))
          const model = theirs[of % Math.max(1, theirs.length)]
          if (model === undefined) return
          const body = type === undefined || type === null ? undefined : bodyOf(type, talk[us].request, of)
          const forged = read(Act, {
            ...model,
            ...(body === undefined ? {} : { type, body, approvedBy: 'Nobody' }),
            id: id ?? model.id,
            side: side ?? them,
            seq: model.seq + (seq ?? 0),
            seen: model.seen + (seen ?? 0),
            by: 'Nobody',
          })
          if (!forged.ok) continue
          const tried = talk.arrive(us, forged.value)
          if (!tried.ok) assert.ok(['act-out-of-place', 'gap', 'id-reuse'].includes(tried.problem.code))
        }
        const after = talk[us].request
        if (before === undefined || after === undefined) return
        const ours = (request: Request): readonly Act[] => request.acts.filter((act) => act.side === us)
        assert.deepEqual(ours(after), ours(before))
        assert.deepEqual(
          [after.pending, after.declined, after.overrides, after.reference],
          [before.pending, before.declined, before.overrides, before.reference],
        )
        assert.deepEqual([after.self, after.counterpart, after.side], [before.self, before.counterpart, before.side])
        if (us === 'requesting') assert.deepEqual(after.content, before.content)
        assert.deepEqual([after.content.requesting, after.content.requested], ['PER', 'CHE'])
        assert.deepEqual(after.acts, after.acts.toSorted(inThreadOrder))
        for (const side of sides) {
          const numbers: readonly number[] = after.acts.filter((act) => act.side === side).map((act) => act.seq)
          assert.deepEqual(
            numbers,
            Array.from(numbers.keys(), (index) => index + 1),
          )
        }
        lawful(after.acts)
        for (const type of available(after)) talk.give(us, officerOf(us, 0), commandOf(type, after, 7))
      }),
      runs,
    )
  })
})

function bodyOf(type: (typeof commandTypes)[number], request: Request | undefined, number: number): unknown {
  const { input } = commandOf(type, request, number)
  const content = { kind: 'mutual-legal-assistance', requesting: number % 5 === 0 ? 'ITA' : 'PER', requested: 'CHE' }
  if (type === 'dispatch') return { ...input, content, files: [] }
  return type === 'share-draft' ? { ...input, content } : input
}
