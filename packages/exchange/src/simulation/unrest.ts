import { available } from '@comity/domain/request/available'
import { decide } from '@comity/domain/request/decide'
import { commandOf, officerOf } from '@comity/domain/request/random-talk'
import { evolve, type Request } from '@comity/domain/request/request'
import { type Authority, clockOf, type World } from './authority.ts'
import type { OutboxEntry } from './disk.ts'
import { type Loot, mischief } from './hostile.ts'
import type { Committed } from './laws.ts'
import { beginAnew, fork, publish, replaceRoots, type Safe } from './roots.ts'
import type { Process } from './scheduler.ts'
import type { Tally } from './tally.ts'

const minute = 60_000
const day = 86_400_000

/** Whether anything fails still, and whether a clock has leapt by years, so that messages may expire by right. */
export interface Weather {
  faults: boolean
  leapt: boolean
}

/** One run: who takes part, what has been done. */
export interface Play {
  readonly world: World
  readonly authorities: ReadonlyMap<string, Authority>
  readonly all: readonly Authority[]
  readonly honest: readonly Authority[]
  readonly committed: Map<string, Committed>
  /** Those whose document has two versions of one number, who have begun anew with other roots, and whose old document is shown for ever. */
  readonly forked: Set<string>
  readonly anew: Set<string>
  readonly frozen: Set<string>
  readonly loot: Loot
  readonly tally: Tally
  readonly weather: Weather
  safeOf(place: number): Safe
  begin(authority: Authority): void
  crash(process: Process): void
}

/** Begins a thread. */
export function open({ world }: Play, from: Authority, to: Authority): void {
  const { chance } = world
  const id = chance.uuid()
  const content = { kind: 'mutual-legal-assistance' as const, requesting: from.state, requested: to.state }
  const at = new Date(clockOf(world, from)).toISOString()
  const actor = officerOf('requesting', 0)
  from.disk.requests.set(id, evolve(undefined, { id: chance.uuid(), at, actor, type: 'opened', request: id, side: 'requesting', content }))
}

/** An officer gives a command: the events and the message that follows stand at once, as in one transaction. */
function command({ world, committed, tally }: Play, authority: Authority): void {
  const { chance } = world
  const { disk } = authority
  const requests = [...disk.requests.values()]
  if (requests.length === 0 || authority.running.length === 0) return
  const request: Request = chance.pick(requests)
  const to = `${request.counterpart}/central`
  if (disk.peers.get(to)?.stage !== 'verified') return
  const offered = available(request)
  if (offered.length === 0) return
  const type = chance.pick(offered)
  const at = clockOf(world, authority)
  const actor = officerOf(request.side, chance.below(3))
  const context = { actor, at: new Date(at).toISOString(), newId: () => chance.uuid(), findings: [] }
  const decided = decide(request, commandOf(type, request, chance.below(9999)), context)
  if (!decided.ok) return
  let after = request
  for (const event of decided.value) {
    after = evolve(after, event)
    if (event.type !== 'acted') continue
    const { act } = event
    tally.acts += 1
    committed.set(act.id, { from: authority.id, to, act })
    const notAfter = new Date(at + 7 * day).toISOString()
    const entry: OutboxEntry = {
      id: act.id,
      peer: to,
      thread: request.id,
      act,
      form: null,
      stalled: 0,
      nextAt: at,
      notAfter,
      lease: null,
      lastProblem: null,
      end: null,
    }
    disk.outbox.set(act.id, entry)
  }
  disk.requests.set(request.id, after)
  for (const one of authority.running) one.wake()
}

function jump(play: Play, authority: Authority): void {
  const { tally } = play
  const { chance } = play.world
  tally.jumps += 1
  const years = chance.hits(0.03)
  play.weather.leapt ||= years
  authority.ahead = years ? 12 * 365 * day : (chance.next() - 0.5) * 2 * (chance.hits(0.8) ? 10 * minute : day)
  for (const one of authority.running) one.wake()
}

function suspend({ chance }: World, authority: Authority): void {
  const [peer, held] = chance.pick([...authority.disk.peers])
  authority.disk.peers.set(peer, { ...held, stage: held.stage === 'verified' ? 'suspended' : 'verified' })
}

function rotate({ world, safeOf, tally }: Play, authority: Authority, place: number): void {
  const { disk } = authority
  const next = safeOf(place).keys[1]
  if (disk.keys.sign.length > 1) return
  tally.rotations += 1
  disk.keys = { ...disk.keys, sign: [...next.sign, ...disk.keys.sign], seal: [...next.seal, ...disk.keys.seal] }
  publish(world, authority, new Date(clockOf(world, authority)).toISOString())
}

/** What can happen to the roots of an authority, by its own hand or by another's. */
function uproot(play: Play, authority: Authority, place: number): void {
  const { world, safeOf, tally, forked, anew, frozen } = play
  const { chance } = world
  const luck = chance.below(4)
  if (luck === 0) tally.roots += Number(replaceRoots(world, authority, safeOf(place)))
  if (luck === 1) {
    tally.forks += 1
    forked.add(authority.id)
    fork(world, authority)
    // Who holds the other one sees it by what follows.
    if (chance.hits(0.7)) publish(world, authority, new Date(clockOf(world, authority)).toISOString())
  }
  if (luck === 2 && beginAnew(world, authority, safeOf(place))) {
    tally.anew += 1
    anew.add(authority.id)
  }
  if (luck === 3) frozen.add(authority.id)
}

/** What two officers do where a chain is broken: they compare the fingerprint of the document that is shown now. */
function verifyAnew({ authorities, forked, anew }: Play, authority: Authority): void {
  for (const [peer, held] of authority.disk.peers) {
    const shown = forked.has(peer) || anew.has(peer) ? authorities.get(peer)?.disk.directories.at(-1) : undefined
    authority.disk.peers.set(peer, { ...held, directory: shown ?? held.directory, stage: 'verified' })
  }
}

/** Lets officers act and everything fail that can; then the line is good, and clocks are right. */
export async function unrest(play: Play): Promise<void> {
  const { world, all, honest, tally, loot, begin, crash } = play
  const { chance, scheduler } = world
  for (let left = 8 + chance.below(14); left > 0; left -= 1) {
    await scheduler.sleep(chance.below(10 * minute))
    const authority = chance.pick(all)
    const luck = chance.next()
    if (luck < 0.68) command(play, authority)
    else if (luck < 0.74 && authority.running.length > 0) crash(chance.pick(authority.running).process)
    else if (luck < 0.81) jump(play, authority)
    else if (luck < 0.84) suspend(world, authority)
    else if (luck < 0.87) rotate(play, authority, all.indexOf(authority))
    else if (luck < 0.92) uproot(play, authority, all.indexOf(authority))
    else {
      const hostile = all.find((one) => one.hostile)
      if (hostile === undefined) continue
      tally.deeds += 1
      scheduler.spawn(mischief(world, hostile, honest, loot))
    }
  }
  play.weather.faults = false
  for (const one of all) {
    one.ahead = 0
    if (one.running.length === 0) begin(one)
    verifyAnew(play, one)
    for (const [id, entry] of one.disk.outbox) one.disk.outbox.set(id, { ...entry, nextAt: Math.min(entry.nextAt, scheduler.now()) })
    for (const process of one.running) process.wake()
  }
}
