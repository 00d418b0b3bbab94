import { writeAct } from '../act-part.ts'
import { digestOf } from '../digest.ts'
import type { Announced, Announcement } from '../inbox.ts'
import type { Manifest } from '../manifest.ts'
import { recipientsFor } from '../recipients.ts'
import { profile } from '../signed-document.ts'
import type { Act } from '@comity/domain/request/act'
import { fork } from './roots.ts'
import { type Authority, clockOf, type Running, type World } from './authority.ts'

/** What a hostile authority has got hold of. */
export interface Loot {
  readonly announcements: Announcement[]
  readonly receipts: Uint8Array[]
}

async function falseReceipts(
  world: World,
  self: Authority,
  others: readonly Authority[],
  { id, envelope }: Announcement,
): Promise<Announced> {
  const [key] = self.disk.keys.sign
  if (key === undefined) throw new Error('an authority has a signing key')
  const by = world.chance.hits(0.5) ? self.id : world.chance.pick(others).id
  const at = new Date(clockOf(world, self)).toISOString()
  const said = { v: 1 as const, messageId: id, envelopeDigest: digestOf(envelope), at, by, previous: null }
  const receipts = []
  for (const event of ['RelayAcceptance', 'ContentConsignment'] as const) receipts.push(await world.seals.sign({ ...said, event }, key))
  return { receipts, missing: [], settled: true }
}

/** A process that mostly does what an honest one does, and lies in the rest of its answers. */
export function lying(world: World, self: Authority, others: readonly Authority[], loot: Loot, honest: Running): Running {
  const { chance } = world
  return {
    ...honest,
    async announce(announcement) {
      loot.announcements.push(announcement)
      const nothing = { receipts: [], missing: [], settled: false }
      switch (chance.below(10)) {
        case 0:
          return falseReceipts(world, self, others, announcement)
        case 1:
          return { ...nothing, receipts: loot.receipts.slice(-20) }
        case 2:
          return { ...(await honest.announce(announcement)), missing: [digestOf(new TextEncoder().encode(chance.uuid()))] }
        case 3:
          return { ...nothing, problem: chance.pick(['gap', 'try-later', 'bad-signature', 'id-reuse', 'expired'] as const) }
        default:
          return honest.announce(announcement)
      }
    },
    async directory(version) {
      if (chance.hits(0.1)) fork(world, self)
      return honest.directory(version)
    },
  }
}

/** A message of its own making: in its own name or in another's, to whom it likes, at any place of any thread. */
async function forge(
  world: World,
  self: Authority,
  others: readonly Authority[],
): Promise<{ manifest: Manifest; bytes: Uint8Array } | undefined> {
  const { chance } = world
  const to = chance.pick(others)
  const threads = [...to.disk.requests.values()]
  const known = threads.length === 0 ? undefined : chance.pick(threads)
  const from = chance.hits(0.6) ? self : chance.pick(others)
  if (from.id === to.id) return undefined
  const used = [...self.disk.outbox.keys(), ...to.disk.outbox.keys(), ...self.disk.applied.map(({ act }) => act.id)]
  const seq = 1 + chance.below(4)
  const act: Act = {
    id: used.length > 0 && chance.hits(0.4) ? chance.pick(used) : chance.uuid(),
    type: 'ask-status',
    side: known?.side === 'requesting' ? 'requested' : 'requesting',
    seq,
    seen: chance.below(3),
    at: new Date(clockOf(world, self)).toISOString(),
    by: 'Nobody',
    body: {},
  }
  const bytes = writeAct(act)
  const sha256 = digestOf(bytes)
  const recipients = recipientsFor(self.disk.keys, to.disk.directories.at(-1)!.document, act.at)
  if (!recipients.ok) return undefined
  const version = { version: from.disk.directories.length, sha256 }
  const manifest: Manifest = {
    v: 1,
    profile,
    id: act.id,
    type: act.type,
    thread: known?.id ?? chance.uuid(),
    seq,
    prev: seq === 1 ? null : digestOf(new TextEncoder().encode(chance.hits(0.5) ? 'other' : act.id)),
    from: from.id,
    to: to.id,
    created: act.at,
    notAfter: new Date(Date.parse(act.at) + 7 * 86_400_000).toISOString(),
    originalMode: 'electronic-original',
    schema: 'comity-act/1',
    addSelf: version,
    addPeer: version,
    sealKid: recipients.value.sealKid,
    parts: [
      { role: 'act', name: 'act.json', mediaType: 'application/json', len: bytes.length, sha256, ct256: sha256, ctLen: bytes.length },
    ],
  }
  return { manifest, bytes }
}

/** Brings something to somebody: under its own certificate, or under one that it has stolen. */
async function bring(world: World, self: Authority, to: string, what: Announcement, loot: Loot, bytes?: Uint8Array): Promise<void> {
  const process = self.running[0]?.process
  if (process === undefined) return
  const answer = await world.call(process, to, (running) => running.announce(what))
  if (!answer.ok) return
  loot.receipts.push(...answer.value.receipts)
  const [missing] = answer.value.missing
  const [client] = what.clients
  if (missing === undefined || bytes === undefined || client === undefined) return
  await world.call(process, to, (running) => running.take(client, missing, 0, bytes))
  await world.call(process, to, (running) => running.announce(what))
}

/** One hostile deed: a replay, a message sealed on to another, a forgery or a fork. */
export async function mischief(world: World, self: Authority, others: readonly Authority[], loot: Loot): Promise<void> {
  const { chance, seals } = world
  const victim = chance.pick(others)
  const clients = chance.hits(0.6) ? [self.id] : [chance.pick(others).id]
  const copied = [...victim.disk.outbox.values()].flatMap(({ id, form }) =>
    form === null ? [] : [{ id, envelope: form.envelope, clients }],
  )
  const known = [...loot.announcements, ...copied]
  const stolen = known.length > 0 ? chance.pick(known) : undefined
  const deed = chance.below(3)
  if (deed === 0 && stolen !== undefined) {
    const id = chance.hits(0.5) ? stolen.id : chance.uuid()
    return bring(world, self, chance.pick(others).id, { id, envelope: stolen.envelope, clients }, loot)
  }
  if (deed === 1 && stolen !== undefined) {
    const kid = victim.disk.keys.seal[0]?.kid ?? ''
    const sealed = seals.sealOn?.(stolen.envelope, kid)
    if (sealed !== undefined) return bring(world, self, victim.id, { id: stolen.id, envelope: sealed.envelope, clients }, loot)
  }
  const made = await forge(world, self, others)
  if (made === undefined) return
  const recipients = {
    sealKid: made.manifest.sealKid,
    suite: 'age-x25519' as const,
    recipients: [victim.disk.keys.seal[0]?.recipient ?? ''],
    padded: false,
  }
  const sealed = await seals.seal(made.manifest, self.disk.keys, recipients)
  if (!sealed.ok) return
  await bring(world, self, made.manifest.to, { id: made.manifest.id, envelope: sealed.value.envelope, clients }, loot, made.bytes)
}
