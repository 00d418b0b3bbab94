import type { Act } from '@comity/domain/request/act'
import { receive } from '@comity/domain/request/receive'
import { evolve, type Request } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import { accept } from '../acceptance.ts'
import { readAct } from '../act-part.ts'
import { digestOf } from '../digest.ts'
import { type Inbox, openInbox } from '../inbox.ts'
import type { Manifest } from '../manifest.ts'
import type { InboxEntry } from './disk.ts'
import type { Running } from './authority.ts'
import type { Host, Write } from './host.ts'

function keyOf(peer: string, id: string): string {
  return `${peer} ${id}`
}

/** What an authority's process does with what arrives: the inbox of the product over this disk. */
export function openArriving(host: Host): Pick<Running, 'announce' | 'take'> {
  const { world, authority, process, now, nowText, step, findPeer, transact, issue, refresh } = host
  const { chance, scheduler, seals } = world
  const { disk, id: self } = authority

  function openContent(entry: InboxEntry, manifest: Manifest): Result<Act> {
    const [part] = manifest.parts
    const bytes = part && disk.parts.get(keyOf(entry.peer, part.ct256))
    if (part === undefined || bytes === undefined || digestOf(bytes) !== part.ct256) return fail({ code: 'bad-digest' })
    return readAct(bytes, { ...manifest, parts: [part] })
  }

  function apply(write: Write, entry: InboxEntry, act: Act): Result<void> {
    const before = disk.requests.get(entry.thread)
    const newId = (): string => chance.uuid()
    const decided = receive(before, act, {
      thread: entry.thread,
      from: entry.peer.slice(0, 3),
      self: authority.state,
      at: nowText(),
      newId,
    })
    if (!decided.ok) return decided
    write(() => {
      let request: Request | undefined = before
      for (const event of decided.value) request = evolve(request, event)
      if (request !== undefined) disk.requests.set(entry.thread, request)
      disk.applied.push({ peer: entry.peer, act })
      world.applied(authority, entry.peer, act)
    })
    return ok(undefined)
  }

  function endArrived(entry: InboxEntry, end: Pick<InboxEntry, 'standing' | 'problem'>): void {
    disk.inbox.set(keyOf(entry.peer, entry.id), { ...entry, ...end })
    for (const { ct256 } of entry.parts) disk.parts.delete(keyOf(entry.peer, ct256))
  }

  function acceptEntry(entry: InboxEntry): Promise<Result<void>> {
    const about = { peer: entry.peer, direction: 'in', message: entry.id, digest: entry.digest } as const
    const current = (): InboxEntry | undefined => disk.inbox.get(keyOf(entry.peer, entry.id))
    return accept(
      {
        async openContent() {
          const opened = await seals.open(entry.envelope, { self, keys: disk.keys, findPeer, now: nowText() })
          const content = opened.ok ? openContent(entry, opened.value.manifest) : opened
          // A large message is long in opening, and may meanwhile be brought to another process.
          await scheduler.sleep(chance.below(2000), process)
          return content
        },
        transact: (_, work) =>
          transact((write) =>
            work({
              standing: async () => current()?.standing,
              listNeighbours: async () =>
                [...disk.inbox.values()].filter(
                  ({ peer, thread, seq, standing }) =>
                    peer === entry.peer && thread === entry.thread && Math.abs(seq - entry.seq) === 1 && standing === 'accepted',
                ),
              apply: async (act) => apply(write, entry, act),
              async end() {
                write(() => endArrived(entry, { standing: 'accepted', problem: null }))
                await issue(write, { ...about, event: 'ContentConsignment', at: nowText() })
              },
            }),
          ),
        async refuse(_, problem) {
          await transact(async (write) => {
            if (current()?.standing !== 'receiving') return ok(undefined)
            write(() => endArrived(entry, { standing: 'refused', problem }))
            await issue(write, { ...about, event: 'ContentConsignmentFailure', problem, at: nowText() })
            return ok(undefined)
          })
        },
      },
      entry,
    )
  }

  const inbox: Inbox = openInbox<InboxEntry>({
    open: (envelope) => seals.open(envelope, { self, keys: disk.keys, findPeer, now: nowText() }),
    refresh,
    async find(peer, id) {
      await step()
      return disk.inbox.get(keyOf(peer, id))
    },
    async isForeign(peer, id) {
      return disk.outbox.has(id) || [...disk.inbox.values()].some((other) => other.id === id && other.peer !== peer)
    },
    async measure(peer) {
      const receiving = [...disk.inbox.values()].filter((entry) => entry.peer === peer && entry.standing === 'receiving')
      return { messages: receiving.length, bytes: receiving.flatMap(({ parts }) => parts).reduce((sum, { ctLen }) => sum + ctLen, 0) }
    },
    async listMissing(entry) {
      await step()
      const { parts } = disk.inbox.get(keyOf(entry.peer, entry.id)) ?? entry
      return parts.flatMap(({ ct256, ctLen }) => ((disk.parts.get(keyOf(entry.peer, ct256))?.length ?? 0) < ctLen ? [ct256] : []))
    },
    async admit({ manifest, digest, jwsDigest }, { envelope }) {
      const { from: peer, id, thread, seq, prev } = manifest
      const parts = manifest.parts.map(({ ct256, ctLen }) => ({ ct256, ctLen }))
      await transact(async (write) => {
        if (disk.inbox.has(keyOf(peer, id))) return ok(undefined)
        const entry: InboxEntry = { peer, id, digest, standing: 'receiving', problem: null, seq, prev, jwsDigest, envelope, thread, parts }
        write(() => void disk.inbox.set(keyOf(peer, id), entry))
        await issue(write, { peer, direction: 'in', message: id, digest, event: 'RelayAcceptance', at: nowText() })
        return ok(undefined)
      })
    },
    accept: acceptEntry,
    async listReceipts({ peer, id, digest }) {
      await step()
      const about = disk.issued.filter(
        ({ statement }) => statement.peer === peer && statement.message === id && statement.digest === digest,
      )
      return about.filter(({ statement }) => statement.direction === 'in').map(({ bytes }) => bytes)
    },
    async refuseSigned({ peer, id, digest, problem }) {
      const about = { peer, direction: 'in', message: id, digest } as const
      const signed = await transact(async (write) => ok(await issue(write, { ...about, event: 'RelayRejection', problem, at: nowText() })))
      if (!signed.ok) throw new Error('a refusal is signed')
      return signed.value
    },
    refuseUnsigned: () => step(),
    async heardFrom(peer) {
      for (const [id, entry] of disk.outbox)
        if (entry.peer === peer && entry.end === null && entry.lease === null && entry.lastProblem === 'try-later')
          disk.outbox.set(id, { ...entry, nextAt: Math.min(entry.nextAt, now()), stalled: 0 })
    },
    flooded: () => undefined,
    now,
  })

  return {
    announce: (announcement) => inbox.announce(announcement),
    async take(peer, ct256, offset, bytes) {
      await step()
      const expected = [...disk.inbox.values()]
        .filter((entry) => entry.peer === peer && entry.standing === 'receiving')
        .flatMap(({ parts }) => parts)
        .find((part) => part.ct256 === ct256)
      if (expected === undefined || disk.peers.get(peer)?.stage !== 'verified') return fail({ code: 'not-found' })
      const key = keyOf(peer, ct256)
      const have = disk.parts.get(key) ?? new Uint8Array()
      // As after HEAD: whoever is at another place is told the right one.
      if (have.length !== offset) return ok(have.length)
      const whole = new Uint8Array([...have, ...bytes]).slice(0, expected.ctLen)
      if (whole.length === expected.ctLen && digestOf(whole) !== ct256) {
        disk.parts.delete(key)
        return fail({ code: 'bad-digest' })
      }
      disk.parts.set(key, whole)
      return ok(whole.length)
    },
  }
}
