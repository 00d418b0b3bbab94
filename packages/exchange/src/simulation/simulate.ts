import assert from 'node:assert/strict'
import { available } from '@comity/domain/request/available'
import { decide } from '@comity/domain/request/decide'
import { commandOf, officerOf } from '@comity/domain/request/random-talk'
import { evolve, type Request } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import { type Authority, clockOf, type Running, type World } from './authority.ts'
import { checkLaws, type Committed } from './laws.ts'
import { startProcess } from './process.ts'
import { emptyTally, type Tally } from './tally.ts'
import { chanceOf } from './chance.ts'
import { emptyDisk, type OutboxEntry } from './disk.ts'
import { type Loot, lying, mischief } from './hostile.ts'
import { startScheduler, type Process } from './scheduler.ts'
import { publicHalf } from '../keys.ts'
import { generateRoot } from '../root-key.ts'
import { openDocuments } from './documents.ts'
import { beginAnew, falseDocument, fillSafe, fork, publish, replaceRoots, type Safe } from './roots.ts'
import { realSeals, symbolicSeals } from './seals.ts'

const states = ['PER', 'CHE', 'KEN', 'BRA', 'THA'] as const
const start = Date.parse('2026-11-21T10:00:00.000Z')
const minute = 60_000
const day = 86_400_000

/** Made once for all runs. */
const safes = Promise.all(states.map(fillSafe))
/** Of whoever stands on the way. */
const thief = [generateRoot(), generateRoot()].map(publicHalf)

/**
 * Plays authorities that write to each other while everything fails that can, then lets the line be good, and checks
 * that nothing was lost, nothing had two effects, no receipt was forged and every thread converged.
 * @param seed decides everything that happens
 * @param real uses real seals and signatures instead of symbols
 * @throws when a law is broken
 */
export async function simulate(seed: number, tally: Tally = emptyTally(), real = false): Promise<Tally> {
  const chance = chanceOf(seed)
  const pool = await safes
  let faults = true
  /** A clock has leapt by years, so that messages may expire by right. */
  let leapt = false
  const committed = new Map<string, Committed>()
  const authorities = new Map<string, Authority>()

  function safeOf(place: number): Safe {
    const safe = pool[place]
    if (safe === undefined) throw new Error('an authority has a safe')
    return safe
  }

  function onStep(process: Process): void {
    tally.steps += 1
    if (faults && chance.hits(0.002)) crash(process)
  }
  const scheduler = startScheduler(chance, start, onStep)

  const count = 2 + chance.below(4)
  const hostileAt = count > 2 && chance.hits(0.6) ? count - 1 : -1
  for (let place = 0; place < count; place += 1) {
    const state = states[place] as string
    authorities.set(`${state}/central`, {
      id: `${state}/central`,
      state,
      disk: emptyDisk(safeOf(place).keys[0]),
      hostile: place === hostileAt,
      ahead: 0,
      running: [],
      queue: Promise.resolve(),
    })
  }
  const all = [...authorities.values()]
  const honest = all.filter((one) => !one.hostile)
  const forked = new Set<string>()
  const [anew, frozen] = [new Set<string>(), new Set<string>()]

  const later = fail({ code: 'try-later' })
  const delay = (): number => (faults && chance.hits(0.1) ? chance.below(30 * minute) : chance.below(800))

  async function serve<T>(to: string, ask: (running: Running) => Promise<T>): Promise<Result<T>> {
    const processes = authorities.get(to)?.running ?? []
    if (processes.length === 0) return later
    const running = chance.pick(processes)
    const { mourners } = running.process
    const died = new Promise<Result<T>>((resolve) => mourners.add(() => resolve(later)))
    return Promise.race([ask(running).then((value) => ok(value)), died])
  }

  const world: World = {
    chance,
    scheduler,
    documents: openDocuments(),
    seals: real ? realSeals((work) => scheduler.outside(work)) : symbolicSeals(chance),
    async call(process, to, ask) {
      await scheduler.sleep(delay(), process)
      if (faults && chance.hits(0.08)) {
        tally.lost += 1
        await scheduler.sleep(30_000, process)
        return later
      }
      if (faults && chance.hits(0.08)) {
        tally.doubled += 1
        scheduler.spawn(scheduler.sleep(delay()).then(() => serve(to, ask)))
      }
      const answer = await serve(to, ask)
      if (faults && chance.hits(0.08)) {
        tally.lost += 1
        await scheduler.sleep(30_000, process)
        return later
      }
      await scheduler.sleep(delay(), process)
      return answer
    },
    async directory(process, held) {
      const answer = await world.call(process, held.authority, (running) => running.directory(held.document.version + 1))
      const author = authorities.get(held.authority)
      if (!faults || author === undefined || author.hostile) return answer
      if (frozen.has(author.id)) {
        tally.frozen += 1
        return ok(undefined)
      }
      if (!chance.hits(0.25)) return answer
      tally.shown += 1
      return ok(falseDocument(world, author, held, thief))
    },
    applied(at, peer, act) {
      if (at.hostile) return
      const times = at.disk.applied.filter((one) => one.act.id === act.id).length
      assert.equal(times, 1, `${act.type} has had ${times} effects at ${at.id}`)
      if (authorities.get(peer)?.hostile === true) return
      const sent = committed.get(act.id)
      assert.deepEqual([sent?.from, sent?.to, sent?.act], [peer, at.id, act], `${at.id} believes an act of ${peer} that is none`)
    },
  }

  for (const [place, one] of all.entries()) {
    const { roots } = safeOf(place)
    // Up to four documents, each from sixty days after the one before: whoever has long heard nothing holds an old one.
    for (let age = 1 + chance.below(4) * 60; age > 0; age -= 60)
      publish(world, one, new Date(start - age * day).toISOString(), one.disk.directories.length === 0 ? roots.slice(0, 3) : undefined)
  }
  for (const one of all) {
    for (const { id, disk } of all) {
      if (one.id === id) continue
      const known = 1 + chance.below(disk.directories.length)
      const kept = disk.directories.slice(0, known)
      one.disk.peers.set(id, { directory: disk.directories[known - 1]!, kept, stage: 'verified', contradicted: false })
    }
  }

  const loot: Loot = { announcements: [], receipts: [] }
  function begin(authority: Authority): void {
    const { disk, running } = authority
    // Alone on its database, it takes over at once what a dead predecessor had in hand.
    if (running.length === 0)
      for (const [id, entry] of disk.outbox) if (entry.lease !== null) disk.outbox.set(id, { ...entry, lease: null })
    const process = startProcess(world, authority)
    const others = honest.filter((one) => one !== authority)
    running.push(authority.hostile ? lying(world, authority, others, loot, process) : process)
  }

  function crash(process: Process): void {
    const authority = all.find(({ running }) => running.some((one) => one.process === process))
    if (authority === undefined) return
    const { running } = authority
    tally.crashes += 1
    process.alive = false
    running.splice(
      running.findIndex((one) => one.process === process),
      1,
    )
    for (const mourn of process.mourners) mourn()
    scheduler.spawn(scheduler.sleep(chance.below(20 * minute)).then(() => begin(authority)))
  }

  function open(from: Authority, to: Authority): void {
    const id = chance.uuid()
    const content = { kind: 'mutual-legal-assistance' as const, requesting: from.state, requested: to.state }
    const at = new Date(clockOf(world, from)).toISOString()
    const actor = officerOf('requesting', 0)
    from.disk.requests.set(
      id,
      evolve(undefined, { id: chance.uuid(), at, actor, type: 'opened', request: id, side: 'requesting', content }),
    )
  }

  /** An officer gives a command: the events and the message that follows stand at once, as in one transaction. */
  function command(authority: Authority): void {
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

  function jump(authority: Authority): void {
    tally.jumps += 1
    const years = chance.hits(0.03)
    leapt ||= years
    authority.ahead = years ? 12 * 365 * day : (chance.next() - 0.5) * 2 * (chance.hits(0.8) ? 10 * minute : day)
    for (const one of authority.running) one.wake()
  }

  function suspend(authority: Authority): void {
    const [peer, held] = chance.pick([...authority.disk.peers])
    authority.disk.peers.set(peer, { ...held, stage: held.stage === 'verified' ? 'suspended' : 'verified' })
  }

  function rotate(authority: Authority, place: number): void {
    const { disk } = authority
    const next = safeOf(place).keys[1]
    if (disk.keys.sign.length > 1) return
    tally.rotations += 1
    disk.keys = { ...disk.keys, sign: [...next.sign, ...disk.keys.sign], seal: [...next.seal, ...disk.keys.seal] }
    publish(world, authority, new Date(clockOf(world, authority)).toISOString())
  }

  /** What can happen to the roots of an authority, by its own hand or by another's. */
  function uproot(authority: Authority, place: number): void {
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
  function verifyAnew(authority: Authority): void {
    for (const [peer, held] of authority.disk.peers) {
      const shown = forked.has(peer) || anew.has(peer) ? authorities.get(peer)?.disk.directories.at(-1) : undefined
      authority.disk.peers.set(peer, { ...held, directory: shown ?? held.directory, stage: 'verified' })
    }
  }

  async function unrest(): Promise<void> {
    for (let left = 8 + chance.below(14); left > 0; left -= 1) {
      await scheduler.sleep(chance.below(10 * minute))
      const authority = chance.pick(all)
      const luck = chance.next()
      if (luck < 0.68) command(authority)
      else if (luck < 0.74 && authority.running.length > 0) crash(chance.pick(authority.running).process)
      else if (luck < 0.81) jump(authority)
      else if (luck < 0.84) suspend(authority)
      else if (luck < 0.87) rotate(authority, all.indexOf(authority))
      else if (luck < 0.92) uproot(authority, all.indexOf(authority))
      else {
        const hostile = all.find((one) => one.hostile)
        if (hostile === undefined) continue
        tally.deeds += 1
        scheduler.spawn(mischief(world, hostile, honest, loot))
      }
    }
    faults = false
    for (const one of all) {
      one.ahead = 0
      if (one.running.length === 0) begin(one)
      verifyAnew(one)
      for (const [id, entry] of one.disk.outbox) one.disk.outbox.set(id, { ...entry, nextAt: Math.min(entry.nextAt, scheduler.now()) })
      for (const process of one.running) process.wake()
    }
  }

  for (const one of all) {
    begin(one)
    if (!one.hostile && chance.hits(0.3)) begin(one)
  }
  for (let threads = 1 + chance.below(3); threads > 0; threads -= 1) {
    const from = chance.pick(all)
    open(from, chance.pick(all.filter((one) => one !== from)))
  }
  scheduler.spawn(unrest())
  const underWay = (): boolean =>
    honest.some(({ disk }) => [...disk.outbox.values()].some(({ end, peer }) => end === null && authorities.get(peer)?.hostile !== true))
  let looks = 0
  await scheduler.run(() => !faults && (looks += 1) % 20 === 0 && (!underWay() || scheduler.now() > start + 30 * day))
  checkLaws({ authorities, honest, committed, forked, leapt, tally })
  return tally
}
