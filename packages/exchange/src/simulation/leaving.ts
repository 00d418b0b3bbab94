import { fail, ok, type Result } from '@comity/domain/result'
import { writeAct } from '../act-part.ts'
import { type Answered, deliver, type DeliveryEnd, type DeliveryStore, type OutgoingMessage } from '../delivery.ts'
import { digestOf } from '../digest.ts'
import { timeUnder } from '../directory-document.ts'
import type { Manifest } from '../manifest.ts'
import { pauseAfter } from '../pause.ts'
import { recipientsFor } from '../recipients.ts'
import { profile } from '../signed-document.ts'
import type { Running } from './authority.ts'
import type { DiskPart, OutboxEntry } from './disk.ts'
import type { Host } from './host.ts'

interface Carried extends OutgoingMessage {
  readonly entry: OutboxEntry
  readonly holder: number
}

const leaseLength = 20_000
const hands = 2
const sliceLength = 200

/** What an authority's process does with what leaves: the delivery of the product over this disk, and a sender that takes what is due. */
export function startLeaving(host: Host): Pick<Running, 'wake'> {
  const { world, authority, process, now, nowText, step, findPeer, ownDirectory, transact, issue, refresh } = host
  const { chance, scheduler, seals } = world
  const { disk, id: self } = authority
  let ring: (() => void) | undefined
  let busy = 0
  let alarm = Infinity

  async function seal({ entry, holder }: Carried): Promise<Result<Carried>> {
    const peer = disk.peers.get(entry.peer)
    const own = ownDirectory()
    const before = [...disk.outbox.values()].find((other) => other.thread === entry.thread && other.act.seq === entry.act.seq - 1)
    const prev = before?.form?.jwsDigest ?? null
    if (peer?.stage !== 'verified') return fail({ code: 'peer-suspended' })
    if (entry.act.seq > 1 && prev === null) return fail({ code: 'act-out-of-place' })
    const recipients = recipientsFor(disk.keys, peer.directory.document, nowText())
    if (!recipients.ok) return recipients
    const bytes = writeAct(entry.act)
    const digest = digestOf(bytes)
    const manifest: Manifest = {
      v: 1,
      profile,
      id: entry.id,
      type: entry.act.type,
      thread: entry.thread,
      seq: entry.act.seq,
      prev,
      from: self,
      to: entry.peer,
      created: timeUnder(own.document, disk.keys.sign[0]?.kid ?? '', nowText()),
      notAfter: entry.notAfter,
      originalMode: 'electronic-original',
      schema: 'comity-act/1',
      addSelf: { version: own.document.version, sha256: own.digest },
      addPeer: { version: peer.directory.document.version, sha256: peer.directory.digest },
      sealKid: recipients.value.sealKid,
      parts: [
        {
          role: 'act',
          name: 'act.json',
          mediaType: 'application/json',
          len: bytes.length,
          sha256: digest,
          ct256: digest,
          ctLen: bytes.length,
        },
      ],
    }
    const made = await seals.seal(manifest, disk.keys, recipients.value)
    if (!made.ok) return made
    const { envelope, digest: envelopeDigest, jwsDigest } = made.value
    await step()
    const current = disk.outbox.get(entry.id)
    if (current?.lease?.holder !== holder || current.form !== null) return fail({ code: 'try-later' })
    const parts: DiskPart[] = [{ ct256: digest, bytes }]
    const sealed = { ...current, form: { envelope, digest: envelopeDigest, jwsDigest, parts } }
    disk.outbox.set(entry.id, sealed)
    return ok(carried(sealed, holder))
  }

  function carried(entry: OutboxEntry, holder: number): Carried {
    const sealed = entry.form && { digest: entry.form.digest, parts: entry.form.parts.map(({ ct256 }) => ct256) }
    return { id: entry.id, peer: entry.peer, notAfter: entry.notAfter, sealed, entry, holder }
  }

  async function upload({ entry, peer }: Carried, ct256: string): Promise<Result<void>> {
    const part = entry.form?.parts.find((one) => one.ct256 === ct256)
    if (part === undefined) throw new Error('a sealed message holds its parts')
    let offset = 0
    for (let tries = 0; tries < 40 && offset < part.bytes.length; tries += 1) {
      const from = offset
      const slice = part.bytes.slice(from, from + sliceLength)
      // The line may alter what it carries, where a proxy stands in it.
      if (slice.length > 0 && chance.hits(0.01)) slice[0] = (slice[0] ?? 0) ^ 1
      const taken = await world.call(process, peer, (running) => running.take(self, ct256, from, slice))
      if (!taken.ok) return taken
      if (!taken.value.ok) return taken.value
      offset = taken.value.value
    }
    return offset === part.bytes.length ? ok(undefined) : fail({ code: 'try-later' })
  }

  async function settle({ entry, holder }: Carried, end: DeliveryEnd): Promise<void> {
    await transact(async (write) => {
      const current = disk.outbox.get(entry.id)
      if (current?.lease?.holder !== holder) return ok(undefined)
      write(() => void disk.outbox.set(entry.id, { ...current, end, lease: null }))
      if (end.standing === 'failed' && end.evidence === 'ours' && current.form !== null) {
        const about = { peer: entry.peer, direction: 'out', message: entry.id, digest: current.form.digest } as const
        await issue(write, { ...about, event: 'RelayFailure', problem: end.problem, at: nowText() })
      }
      return ok(undefined)
    })
  }

  const outbox: DeliveryStore<Carried> = {
    async reach(peer) {
      await step()
      const held = disk.peers.get(peer)
      if (held?.stage !== 'verified') return fail({ code: 'peer-suspended' })
      if (Date.parse(held.directory.document.expires) - now() < 45 * 86_400_000) await refresh(peer)
      return ok(undefined)
    },
    seal,
    async announce({ id, entry }) {
      const { form } = entry
      if (form === null) throw new Error('a sealed message holds its envelope')
      const answer = await world.call(process, entry.peer, (running) => running.announce({ id, envelope: form.envelope, clients: [self] }))
      if (!answer.ok) return answer
      const { receipts, missing, problem } = answer.value
      return ok<Answered>({ receipts, missing, ...(problem === undefined ? {} : { code: problem }) })
    },
    upload,
    refresh,
    readReceipt: (bytes) => seals.read(bytes, findPeer),
    async keepReceipt({ receipt, digest }) {
      await step()
      disk.kept.set(digest, receipt)
    },
    announced: () => step(),
    settle,
    now,
  }

  async function carry(entry: OutboxEntry, holder: number): Promise<void> {
    const problem = await deliver(outbox, carried(entry, holder))
    await step()
    const current = disk.outbox.get(entry.id)
    if (problem !== undefined && current?.lease?.holder === holder)
      disk.outbox.set(entry.id, {
        ...current,
        lastProblem: problem,
        lease: null,
        nextAt: now() + pauseAfter(current.stalled, chance.next()),
      })
    busy -= 1
    ring?.()
  }

  /** The messages under way that have none of their thread before them. */
  function foremost(): OutboxEntry[] {
    const first = new Map<string, OutboxEntry>()
    for (const entry of disk.outbox.values())
      if (entry.end === null && entry.act.seq < (first.get(entry.thread)?.act.seq ?? Infinity)) first.set(entry.thread, entry)
    return [...first.values()]
  }

  function setAlarm(duration: number): void {
    const at = scheduler.now() + duration
    if (alarm <= at) return
    alarm = at
    const wake = (): void => {
      alarm = Infinity
      ring?.()
    }
    scheduler.spawn(scheduler.sleep(duration, process).then(wake))
  }

  async function send(): Promise<void> {
    for (;;) {
      await step()
      const at = now()
      const waits = foremost()
      const entry = busy < hands ? waits.find(({ nextAt, lease }) => nextAt <= at && (lease === null || lease.until < at)) : undefined
      if (entry !== undefined) {
        const leased = { ...entry, stalled: entry.stalled + 1, lease: { holder: chance.below(2 ** 31), until: at + leaseLength } }
        disk.outbox.set(entry.id, leased)
        busy += 1
        scheduler.spawn(carry(leased, leased.lease.holder))
        continue
      }
      const next = Math.min(...waits.map(({ nextAt, lease }) => Math.max(nextAt, lease === null ? 0 : lease.until + 1)))
      const rung = new Promise<void>((resolve) => (ring = resolve))
      if (waits.length > 0) setAlarm(Math.min(3_600_000, Math.max(1000, next - at)))
      await rung
    }
  }

  scheduler.spawn(send())
  return { wake: () => ring?.() }
}
