import assert from 'node:assert/strict'
import { fail, ok, type Result } from '@comity/domain/result'
import { publicHalf } from '../keys.ts'
import { generateRoot } from '../root-key.ts'
import type { Authority, Running, World } from './authority.ts'
import { chanceOf } from './chance.ts'
import { emptyDisk } from './disk.ts'
import { openDocuments } from './documents.ts'
import { type Loot, lying } from './hostile.ts'
import { checkLaws, type Committed } from './laws.ts'
import { startProcess } from './process.ts'
import { falseDocument, fillSafe, publish, type Safe } from './roots.ts'
import { startScheduler, type Process } from './scheduler.ts'
import { realSeals, symbolicSeals } from './seals.ts'
import { emptyTally, type Tally } from './tally.ts'
import { open, type Play, unrest, type Weather } from './unrest.ts'

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
  const weather: Weather = { faults: true, leapt: false }
  const committed = new Map<string, Committed>()
  const authorities = new Map<string, Authority>()

  function safeOf(place: number): Safe {
    const safe = pool[place]
    if (safe === undefined) throw new Error('an authority has a safe')
    return safe
  }

  function onStep(process: Process): void {
    tally.steps += 1
    if (weather.faults && chance.hits(0.002)) crash(process)
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
  const delay = (): number => (weather.faults && chance.hits(0.1) ? chance.below(30 * minute) : chance.below(800))

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
      if (weather.faults && chance.hits(0.08)) {
        tally.lost += 1
        await scheduler.sleep(30_000, process)
        return later
      }
      if (weather.faults && chance.hits(0.08)) {
        tally.doubled += 1
        scheduler.spawn(scheduler.sleep(delay()).then(() => serve(to, ask)))
      }
      const answer = await serve(to, ask)
      if (weather.faults && chance.hits(0.08)) {
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
      if (!weather.faults || author === undefined || author.hostile) return answer
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

  const play: Play = { world, authorities, all, honest, committed, forked, anew, frozen, loot, tally, weather, safeOf, begin, crash }
  for (const one of all) {
    begin(one)
    if (!one.hostile && chance.hits(0.3)) begin(one)
  }
  for (let threads = 1 + chance.below(3); threads > 0; threads -= 1) {
    const from = chance.pick(all)
    open(play, from, chance.pick(all.filter((one) => one !== from)))
  }
  scheduler.spawn(unrest(play))
  const underWay = (): boolean =>
    honest.some(({ disk }) => [...disk.outbox.values()].some(({ end, peer }) => end === null && authorities.get(peer)?.hostile !== true))
  let looks = 0
  await scheduler.run(() => !weather.faults && (looks += 1) % 20 === 0 && (!underWay() || scheduler.now() > start + 30 * day))
  checkLaws({ authorities, honest, committed, forked, leapt: weather.leapt, tally })
  return tally
}
